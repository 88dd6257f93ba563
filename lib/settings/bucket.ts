import { checkTime } from "./duration.ts";
import { checkBucketName, checkKmsMasterKeyId, checkRegion, checkSseAlgorithm } from "./names.ts";
import { flag, oneOf, text } from "./setting.ts";

/** What destroying the resource does: turn encryption off (default), or leave the bucket as it is. */
const ON_DESTROY = ["disable", "retain"] as const;
export type OnDestroy = (typeof ON_DESTROY)[number];

/** What a new resource does to a bucket that is encrypted in another way: take it over, or refuse. */
export const ON_CONFLICT = ["adopt", "fail"] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];

/** The operations that can be given a time of their own. */
export const TIMED_OPERATIONS = ["create", "update", "delete"] as const;

/** One time of `timeouts`. */
export const TIMEOUT = text("timeout", {
  check: checkTime,
  description: "A number with its unit, for example `30s`, `5m` or `1h30m`.",
});

/** What is desired of one bucket. */
export const BUCKET_SETTINGS = {
  bucket: text("bucket", {
    check: checkBucketName,
    description:
      "Name of the bucket. Another name replaces the resource; nothing else does. A name that is known only after the apply is an update in place.",
  }),
  enabled: flag("enabled", {
    description:
      "`false` turns default encryption off; algorithm and key may stay written and are then not compared. Default: `true`.",
  }),
  sse_algorithm: text("sse_algorithm", {
    check: checkSseAlgorithm,
    description: "`AES256` or `SM4`. Default: `AES256`, and null while `enabled` is false.",
  }),
  kms_master_key_id: text("kms_master_key_id", {
    check: checkKmsMasterKeyId,
    description:
      "Id of a KMS master key in the bucket's region: KMS-managed keys. Left out: BOS-managed keys.",
  }),
  region: text("region", {
    check: checkRegion,
    description:
      "Region of the bucket, for example `bj`. Default: the provider's. A change is made in place: a bucket never moves, so that a region only ever changes because it was written wrong.",
  }),
  on_destroy: text("on_destroy", {
    check: oneOf("onDestroy", ON_DESTROY),
    description:
      "What destroying this resource does: `disable` turns encryption off, `retain` leaves the bucket as it is. Default: `disable`.",
  }),
  on_conflict: text("on_conflict", {
    check: oneOf("onConflict", ON_CONFLICT),
    description:
      "What creating this resource does when the bucket is already encrypted in another way: `adopt` takes it over, `fail` is an error at plan. Default: takes it over with a warning, but never drops or swaps a KMS key.",
  }),
};

/** What names one bucket that is only read. */
export const BUCKET_LOOKUP = {
  bucket: text("bucket", {
    check: checkBucketName,
    description: "Name of the bucket. A missing one is an error.",
  }),
  region: text("region", {
    check: checkRegion,
    description: "Region of the bucket, for example `bj`. Default: the provider's.",
  }),
};

/** Which of the account's buckets are meant. */
export const BUCKET_FILTERS = {
  name_pattern: text("name_pattern", {
    description:
      "Only buckets whose whole name matches: `*` stands for any text, `?` for any one character, for example `acme-*-logs`.",
  }),
  region: text("region", {
    check: checkRegion,
    description: "Only buckets of this region, for example `bj`.",
  }),
};
