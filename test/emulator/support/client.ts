import { request as httpRequest } from "node:http";
import type { Emulator } from "../../../lib/emulator/index.ts";
import { authorizationFor, encode, type SigningOptions } from "./signer.ts";

export interface Sent {
  readonly method: string;
  /** Decoded; default `/`. */
  readonly path?: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Path and query as they go over the wire, where encoding `path` and `query` would not give them. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The Host header; default the emulator's own address. */
  readonly host?: string;
  readonly signing?: Partial<SigningOptions>;
  /** The authorization header to send instead of a right one; `""` sends none. */
  readonly authorization?: string;
  /** Makes the client give up with an error. */
  readonly signal?: AbortSignal;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Where to send, and as whom. */
export type Target = Pick<Emulator, "url" | "credentials">;

/** Sends a signed request. Rejects when the connection breaks. */
export function send(emulator: Target, sent: Sent): Promise<Received> {
  const { method, path = "/", query = {}, body = "" } = sent;
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
        path: sent.target ?? encode(path, "/") + (search.length > 0 ? `?${search.join("&")}` : ""),
        headers: { ...headers, ...(authorization !== "" && { authorization }), connection: "close" },
        signal: sent.signal ?? AbortSignal.timeout(10_000),
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

/** Sends a request and, once the emulator has it in hand and leaves it there, lets the client give up. */
export async function sendAndGiveUp(emulator: Emulator, sent: Sent): Promise<unknown> {
  const givingUp = new AbortController();
  const received = emulator.requests.length + 1;
  const failure = send(emulator, { ...sent, signal: givingUp.signal }).catch((error: unknown) => error);
  await until(() => emulator.requests.length === received);
  givingUp.abort();
  return failure;
}

/** Waits for something that is about to happen, for 10 seconds at most. */
export async function until(happened: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!happened()) {
    if (Date.now() > deadlineMs) throw new Error("Waited in vain.");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** What tests compare: the status, and the error's code or the JSON or text of the body. */
export async function outcome(emulator: Target, sent: Sent): Promise<unknown[]> {
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

/** A call of the key service. */
export const kms = (action: string, body: unknown = {}): Sent => ({
  method: "POST",
  query: { action },
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
