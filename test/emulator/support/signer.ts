// A signer of the tests' own: it starts from decoded parts, byte by byte, where the emulator starts from the wire's text.
import { createHmac } from "node:crypto";

export interface ToSign {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  /** Decoded. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SigningOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timestamp: string;
  readonly expirationSeconds?: number;
  /** Default: all headers. */
  readonly signedHeaders?: readonly string[];
  /** Signs the default set of headers, and names none: the same signature, an empty field. */
  readonly unnamed?: boolean;
}

const isOfDefaultSet = (name: string): boolean =>
  ["host", "content-length", "content-type", "content-md5"].includes(name) || name.startsWith("x-bce-");

const unreserved = new Set(Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"));

export const encode = (text: string, alsoKept = ""): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      unreserved.has(byte) || Buffer.from(alsoKept).includes(byte)
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .join("");

export function authorizationFor(request: ToSign, options: SigningOptions): string {
  const { accessKeyId, secretAccessKey, timestamp, expirationSeconds = 1800 } = options;
  const names = Object.keys(request.headers).sort();
  const signedHeaders = options.unnamed ? names.filter(isOfDefaultSet) : (options.signedHeaders ?? names);
  const scope = `bce-auth-v1/${accessKeyId}/${timestamp}/${expirationSeconds}`;
  const text = [
    request.method,
    encode(request.path, "/"),
    Object.entries(request.query)
      .map(([key, value]) => `${encode(key)}=${encode(value)}`)
      .sort()
      .join("&"),
    signedHeaders
      .map((name) => `${encode(name)}:${encode((request.headers[name] ?? "").trim())}`)
      .sort()
      .join("\n"),
  ].join("\n");
  const signature = hmac(hmac(secretAccessKey, scope), text);
  return `${scope}/${options.unnamed ? "" : signedHeaders.join(";")}/${signature}`;
}

const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex");
