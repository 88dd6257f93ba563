import type { Context, MoveSource } from "../../plugin/index.ts";

/**
 * No other resource can become this one. A bucket of the official provider is what somebody may try; the state would
 * then hold the setting in place of the bucket, and nothing would manage the bucket any more.
 */
export function moveState({ typeName, state }: MoveSource, { diagnostics }: Context): null {
  if (typeName !== "baiducloud_bos_bucket") return null;
  const bucket = bucketIn(state) ?? "BUCKET";
  diagnostics.error(
    "A bucket cannot become its encryption",
    `This moved block would throw the bucket itself out of the state: a baiducloud_bos_bucket is the bucket, a bos_bucket_encryption only one setting of it. Keep the bucket's resource, take the moved block away, and import the setting beside it:

  import {
    to = bos_bucket_encryption.NAME
    id = "${bucket}"
  }`,
  );
  return null;
}

/** The official provider names its bucket in the attribute `bucket`. */
function bucketIn(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null || !("bucket" in state)) return undefined;
  return typeof state.bucket === "string" ? state.bucket : undefined;
}
