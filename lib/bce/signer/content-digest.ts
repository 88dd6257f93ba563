import { createHash } from "node:crypto";

/**
 * The header that brings a body under the signature, which by itself covers a request's head only: whoever changes the body on
 * its way is refused with `BadDigest`. `content-md5` (base64) is the one that every service takes. A Node that keeps to FIPS has no
 * MD5; there it is `x-bce-content-sha256` (hexadecimal), which is signed like every `x-bce-*`
 * (both read in SDK, https://github.com/baidubce/bce-sdk-go).
 */
export function contentDigest(body: string, hash = digest): Readonly<Record<string, string>> {
  try {
    return { "content-md5": hash("md5", "base64", body) };
  } catch {
    return { "x-bce-content-sha256": hash("sha256", "hex", body) };
  }
}

function digest(algorithm: "md5" | "sha256", encoding: "base64" | "hex", body: string): string {
  return createHash(algorithm).update(body, "utf8").digest(encoding);
}
