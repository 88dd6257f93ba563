import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerCertificate } from "./certificate.ts";

/** Where the provider listens, as the handshake line says it. */
export interface Address {
  readonly network: "unix" | "tcp";
  readonly address: string;
}

export interface Listening {
  readonly address: Address;
  /** Removes the socket and its folder. Synchronous: it is for the last moment of the process. */
  remove(): void;
}

/** The socket's name in its folder: short, because the whole path may have 104 bytes at most. */
export const SOCKET = "s";

/** How the folders of a provider begin, before the process's id and six letters that make it the only one. */
export const socketFolderPrefix = (name: string): string => `${name}-plugin-`;

/**
 * Listens on a socket in a folder of its own that only this user can enter: in `directory`, or in the system's folder for temporary
 * files.
 *
 * @param name the provider's: it and the process's id stand in the folder's name, so that a later start can tell what is
 *   left of a process that was killed
 */
export async function listenOnSocket(
  server: Server,
  directory: string | null,
  name: string,
): Promise<Listening> {
  const folder = mkdtempSync(join(directory ?? tmpdir(), `${socketFolderPrefix(name)}${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, SOCKET);
    await listening(server, { path });
    return { address: { network: "unix", address: path }, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Listens on the first free port of the range, on 127.0.0.1: for Windows. */
export async function listenOnPort(
  server: Server,
  ports: { readonly min: number; readonly max: number },
): Promise<Listening> {
  for (let port = ports.min; port <= ports.max; port += 1) {
    try {
      await listening(server, { host: "127.0.0.1", port });
      return { address: { network: "tcp", address: `127.0.0.1:${port}` }, remove: () => {} };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`no free port on 127.0.0.1 from ${ports.min} to ${ports.max}`);
}

function listening(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** In use, or reserved by the system (Windows answers EACCES for its reserved ranges). */
function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "EADDRINUSE" || code === "EACCES";
}

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
