import { request as httpRequest } from "node:http";
import type { Emulator } from "../../../lib/emulator/index.ts";
import { authorizationFor, encode, type SigningOptions } from "./signer.ts";

export interface Sent {
  readonly method: string;
  /** Decoded; default `/`. */
  readonly path?: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The Host header; default the emulator's own address. */
  readonly host?: string;
  readonly signing?: Partial<SigningOptions>;
  /** The authorization header to send instead of a right one; `""` sends none. */
  readonly authorization?: string;
  /** Milliseconds after which the client gives up with an error. */
  readonly timeoutMs?: number;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends a signed request. Rejects when the connection breaks. */
export function send(emulator: Emulator, sent: Sent): Promise<Received> {
  const { method, path = "/", query = {}, body = "", timeoutMs = 10_000 } = sent;
  const { accessKeyId, secretAccessKey, sessionToken } = emulator.credentials;
  const url = new URL(emulator.url);
  const headers: Record<string, string> = {
    host: sent.host ?? url.host,
    ...(body.length > 0 && { "content-length": String(Buffer.byteLength(body)) }),
    ...(sessionToken !== undefined && { "x-bce-security-token": sessionToken }),
    ...sent.headers,
  };
  const authorization =
    sent.authorization ??
    authorizationFor(
      { method, path, query, headers },
      { accessKeyId, secretAccessKey, timestamp: timestampOf(Date.now()), ...sent.signing },
    );
  const search = Object.entries(query).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        port: url.port,
        host: url.hostname,
        method,
        path: encode(path, "/") + (search.length > 0 ? `?${search.join("&")}` : ""),
        headers: { ...headers, ...(authorization !== "" && { authorization }), connection: "close" },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers as Record<string, string>,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** What tests compare: the status, and the error's code or the JSON or text of the body. */
export async function outcome(emulator: Emulator, sent: Sent): Promise<unknown[]> {
  const { status, text } = await send(emulator, sent);
  if (text === "") return [status];
  const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
  return typeof body === "object" && body !== null && "code" in body ? [status, body.code] : [status, body];
}

export const timestampOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const encryption = { encryption: "" };

/** The three calls of bucket encryption. */
export const getEncryption = (bucket: string): Sent => ({
  method: "GET",
  path: `/${bucket}`,
  query: encryption,
});
export const deleteEncryption = (bucket: string): Sent => ({
  method: "DELETE",
  path: `/${bucket}`,
  query: encryption,
});
export const putEncryption = (bucket: string, body: unknown): Sent => ({
  method: "PUT",
  path: `/${bucket}`,
  query: encryption,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
