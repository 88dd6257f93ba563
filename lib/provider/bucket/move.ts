import type { Context, Diagnostics, MoveSource } from "../../plugin/index.ts";
import {
  reportApplyMoved,
  reportBucketMoved,
  reportForeignMoved,
  warnOtherEndpoint,
} from "./import-messages.ts";
import type { State } from "./schema.ts";

/**
 * What becomes of another resource in a `moved` block: the null-resource engine's own is taken over, a bucket of the
 * official provider is refused in words. Null, and nothing said, for a type that nobody would try.
 */
export function moveState(source: MoveSource, { diagnostics }: Context): State | null {
  if (source.typeName === "baiducloud_bos_bucket") {
    reportBucketMoved(diagnostics, bucketIn(source.state));
    return null;
  }
  const keys = keysIn(source);
  return keys === undefined ? null : moveFromNullEngine(source.typeName, keys, diagnostics);
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
function keysIn({ providerAddress, typeName, state }: MoveSource): Keys | undefined {
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
function moveFromNullEngine(typeName: string, keys: Keys, diagnostics: Diagnostics): State | null {
  const { bucket, region, endpoint } = keys;
  if (typeof bucket !== "string" || bucket === "") {
    reportForeignMoved(diagnostics, typeName);
    return null;
  }
  if ("contract" in keys) {
    reportApplyMoved(diagnostics, typeName, bucket);
    return null;
  }
  if (typeof endpoint === "string") warnOtherEndpoint(diagnostics, bucket, endpoint);
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
