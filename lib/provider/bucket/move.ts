import type { Context, Diagnostics, MoveSource } from "../../plugin/index.ts";
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

/*
 * The construct's null-resource engine keeps two resources for each bucket. What undoes the setting (`…_lifecycle`) is
 * keyed by the bucket and, where they are written, its region and endpoint; what applies it (`…_apply`) by the whole
 * desired state, and by the `contract` with the runtime. A desired state of "off" has only the latter: there is nothing to undo.
 */

/** What a resource is keyed by: names of the engine's, or of anybody who uses the same resource types. */
type Keys = Readonly<Record<string, unknown>>;

/** The keys of a `null_resource`, from whatever host its provider came, or of a `terraform_data`; undefined for other types. */
export function keysIn({ providerAddress, typeName, state }: MoveSource): Keys | undefined {
  if (typeName === "null_resource" && providerAddress.endsWith("/hashicorp/null")) {
    return record(record(state)["triggers"]);
  }
  if (typeName === "terraform_data" && providerAddress === "terraform.io/builtin/terraform") {
    // An attribute of any type is stored with its type: `{ "value": …, "type": … }` (Terraform 1.11.4, read in a state file).
    return record(record(record(state)["triggers_replace"])["value"]);
  }
  return undefined;
}

/**
 * A state that has not been read yet: the refresh that follows fills in what the cloud says, and the provider's region
 * where none was written. Null after a reported error.
 */
export function moveFromNullEngine(typeName: string, keys: Keys, diagnostics: Diagnostics): State | null {
  const { bucket, region, endpoint } = keys;
  if (typeof bucket !== "string" || bucket === "") {
    diagnostics.error(
      `This ${typeName} is not about a bucket's encryption`,
      `Only what the null-resource engine keeps for a bucket can become a bos_bucket_encryption, and that one is keyed by a bucket's name. Take the moved block away; to manage a bucket's encryption from here on, write the resource: an equal setting is adopted and nothing is written.`,
    );
    return null;
  }
  if ("contract" in keys) {
    diagnostics.error(
      `This ${typeName} applies the encryption of bucket "${bucket}", and is not the one to move`,
      `The null-resource engine keeps two resources for a bucket. Move the one with "lifecycle" in its name, and let this one leave the state without a destroy:

  moved {
    from = ${typeName}.NAME_lifecycle
    to   = bos_bucket_encryption.NAME
  }
  removed {
    from = ${typeName}.NAME_apply
    lifecycle {
      destroy = false
    }
  }

A bucket whose encryption is to be off has no such resource: then the removed block is all it takes.`,
    );
    return null;
  }
  if (typeof endpoint === "string") {
    diagnostics.warning(
      `Bucket "${bucket}" was set through ${endpoint}`,
      "The provider asks the endpoint of its own settings. Where that is another one, a bucket of this name is another bucket: write the endpoint into the provider block, or set BOS_ENDPOINT.",
    );
  }
  return {
    id: bucket,
    bucket,
    enabled: null,
    sse_algorithm: null,
    kms_master_key_id: null,
    region: typeof region === "string" ? region : null,
    // The engine wrote its own into a provisioner, which no state keeps. Until an apply has put down what the code says,
    // a destroy must not turn off what was perhaps to be retained.
    on_destroy: "retain",
    on_conflict: null,
    timeouts: null,
  };
}

function record(value: unknown): Keys {
  return typeof value === "object" && value !== null ? (value as Keys) : {};
}
