// What a synthesised stack and the runtime that comes with it agree on. One side writes it, the other reads it.

/** The runtime's file name, in the package as well as in a stack. `.cjs`: Node knows what it is below any package.json. */
export const RUNTIME_FILE = "bos-encryption-runtime.cjs";

/**
 * Version of what is below. It keys the applied desired state in place of the runtime's bytes, or each upgrade of the package
 * would run every apply again: raise it when a runtime must look at every bucket once more.
 */
export const RUNTIME_CONTRACT = 1;

/** What both verbs take, as JSON, in the spelling of HCL. Null is the same as left out, except where it says otherwise. */
interface RuntimeRequest {
  readonly contract: number;
  readonly bucket: string;
  /** Left out: BAIDUCLOUD_REGION. */
  readonly region?: string | null;
  /** Left out: BOS_ENDPOINT, else the public cloud's for the region. */
  readonly endpoint?: string | null;
  readonly path_style?: boolean | null;
  /** True, or BOS_DENY_WEAKENING in the environment: a weakening is refused. */
  readonly deny_weakening?: boolean | null;
  /** True, or BOS_REQUIRE_HTTPS in the environment: an endpoint without encryption is refused. */
  readonly require_https?: boolean | null;
  /** Seconds for one request. */
  readonly request_timeout?: number | null;
  readonly max_retries?: number | null;
  /** For everything together, as Go writes durations. */
  readonly timeout?: string | null;
  readonly on_conflict?: "adopt" | "fail" | null;
}

/** What `apply` takes: the desired state. */
export interface RuntimeApply extends RuntimeRequest {
  /** False: encryption off, and then nothing else of the desired state is there. */
  readonly enabled?: false;
  readonly sse_algorithm?: string;
  /** Left out: BOS-managed. Null is an error: a reference that came to nothing must not drop a key. */
  readonly kms_master_key_id?: string;
}

/** What `destroy` takes: what was applied, and what of it to undo. */
export interface RuntimeDestroy extends RuntimeRequest {
  /** The endpoint through which the setting was applied, where the stack named one. `endpoint` is what it names now. */
  readonly applied_endpoint?: string | null;
  readonly on_destroy: "disable" | "retain";
  /** The KMS key that may be given up: its id, `*` where only Terraform knows it; left out where the desired state has none. */
  readonly kms_master_key_id?: string;
  /** Path of the stack's list of {@link StackBucket}. What another construct than `construct` sets is left as it is. */
  readonly stack_buckets?: string;
  /** Path of the construct within its app. */
  readonly construct?: string;
}

/** Name of the file, in a stack's folder, that lists which construct sets which bucket, as far as synth knows. */
export const STACK_BUCKETS_FILE = "bos-encryption-buckets.json";

/** An entry of that file. */
export interface StackBucket {
  readonly bucket: string;
  /** Path of the construct within its app. */
  readonly construct: string;
  /** Left out: as for a request. Null: only Terraform knows it. */
  readonly endpoint?: string | null | undefined;
}
