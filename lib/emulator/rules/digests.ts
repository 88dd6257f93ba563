import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Refusal, refuse } from "../wire/reply.ts";
import type { Call } from "./call.ts";

/** The digests that a client may send along, each with how it is computed from the body (https://github.com/baidubce/bce-sdk-go). */
const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  "content-md5": (body) => createHash("md5").update(body).digest("base64"),
  "x-bce-content-sha256": (body) => createHash("sha256").update(body).digest("hex"),
  "x-bce-content-crc32": (body) => String(crc32(body)),
};

/** Refuses a body that is not the one whose digests were sent: `BadDigest`. */
export function checkDigests({ headers, body }: Pick<Call, "headers" | "body">): Refusal | undefined {
  const wrong = Object.entries(digests).find(
    ([header, digest]) => headers[header] !== undefined && headers[header] !== digest(body),
  );
  if (wrong === undefined) return undefined;
  return refuse(400, "BadDigest", `The body received does not have the ${wrong[0]} that was sent.`);
}
