import { createCertificate } from "../../../lib/plugin/handshake/certificate.ts";

export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** What a client shows: each call makes another key, and always the subject `localhost`. */
export function createIdentity(): Identity {
  const { certificate, privateKey } = createCertificate(new Date());
  return {
    certificate: pem(certificate),
    privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

export function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
}
