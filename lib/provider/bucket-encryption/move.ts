import type { Context, MoveSource } from "../../plugin/index.ts";
import { keysIn, moveFromNullEngine } from "./move-from-null-engine.ts";
import type { State } from "./schema.ts";

/**
 * What becomes of another resource in a `moved` block: the null-resource engine's own is taken over, a bucket of the
 * official provider is refused in words. Null, and nothing said, for a type that nobody would try.
 */
export function moveState(source: MoveSource, { diagnostics }: Context): State | null {
  if (source.typeName === "baiducloud_bos_bucket") {
    diagnostics.error("A bucket cannot become its encryption", keepTheBucket(source.state));
    return null;
  }
  const keys = keysIn(source);
  return keys === undefined ? null : moveFromNullEngine(source.typeName, keys, diagnostics);
}

/** Moved, the state would hold the setting in place of the bucket, and nothing would manage the bucket any more. */
function keepTheBucket(state: unknown): string {
  return `This moved block would throw the bucket itself out of the state: a baiducloud_bos_bucket is the bucket, a bos_bucket_encryption only one setting of it. Keep the bucket's resource, take the moved block away, and import the setting beside it:

  import {
    to = bos_bucket_encryption.NAME
    id = "${bucketIn(state) ?? "BUCKET"}"
  }`;
}

/** The official provider names its bucket in the attribute `bucket`. */
function bucketIn(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null || !("bucket" in state)) return undefined;
  return typeof state.bucket === "string" ? state.bucket : undefined;
}
