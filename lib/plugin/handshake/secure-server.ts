import { X509Certificate } from "node:crypto";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import type { ServerCertificate } from "./certificate.ts";

/**
 * An HTTP/2 server that only the holder of `clientCertificate` (PEM) can talk to: every other certificate, or none, ends in a failed
 * TLS handshake. Throws when `clientCertificate` is no certificate.
 */
export function createMutualTlsServer(
  { certificate, privateKey }: ServerCertificate,
  clientCertificate: string,
): Http2SecureServer {
  assertCertificate(clientCertificate);
  return createSecureServer({
    cert: pem(certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    // The client's certificate is its own root.
    ca: [clientCertificate],
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    allowHTTP1: false,
  });
}

/** Node takes text that is no certificate without a word, and then refuses everybody. */
function assertCertificate(text: string): void {
  try {
    new X509Certificate(text);
  } catch (cause) {
    throw new Error("the client certificate in PLUGIN_CLIENT_CERT cannot be read", { cause });
  }
}

function pem(certificate: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`;
}
