import { unlessEmpty } from "../bos/index.ts";
import {
  checkBucketName,
  checkRegion,
  type Desired,
  ON_CONFLICT,
  ON_DESTROY,
  type OnConflict,
  type OnDestroy,
  parseDesired,
} from "../encryption/index.ts";
import { RUNTIME_CONTRACT } from "../runtime-contract.ts";
import {
  checkTime,
  isRequestTimeout,
  isRetryCount,
  LONGEST_REQUEST_TIMEOUT_S,
  MOST_RETRIES,
  parseDuration,
} from "../settings/index.ts";
import type { Verb } from "./arguments.ts";
import { type Fields, readFields } from "./fields.ts";

/** What both verbs are asked with; what is undefined comes from the environment, or has a default. */
export interface Common {
  readonly bucket: string;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean | undefined;
  readonly denyWeakening: boolean;
  readonly requireHttps: boolean;
  readonly requestTimeoutMs: number | undefined;
  readonly maxRetries: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly onConflict: OnConflict | undefined;
}

/** A request that is right in itself: see `RuntimeApply` and `RuntimeDestroy` for what is written. */
export type Request = Common &
  (
    | { readonly verb: "apply"; readonly desired: Desired }
    | {
        readonly verb: "destroy";
        readonly onDestroy: OnDestroy;
        readonly appliedEndpoint: string | undefined;
        /** The KMS key that may be given up; `*` for whichever it is. */
        readonly kmsMasterKeyId: string | undefined;
        readonly stackBuckets: string | undefined;
        readonly construct: string | undefined;
      }
  );

export type ParsedRequest =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads what the last argument says, and finds everything wrong with it: one sentence each, with its attribute. */
export function parseRequest(verb: Verb, text: string): ParsedRequest {
  const fields = readFields(text);
  if (typeof fields === "string") return { ok: false, problems: [fields] };
  const contract = fields.number("contract");
  if (contract !== RUNTIME_CONTRACT) {
    const problem = `contract: this runtime knows ${RUNTIME_CONTRACT}, and was asked with ${contract ?? "none"}. The stack and its runtime come from different versions of bos-encryption: synthesise the stack again.`;
    return { ok: false, problems: [problem] };
  }
  const common = readCommon(fields);
  const own = verb === "apply" ? readApply(fields) : readDestroy(fields);
  const problems = fields.problems();
  if (problems.length > 0 || own === undefined || common.bucket === undefined) return { ok: false, problems };
  return { ok: true, request: { ...common, bucket: common.bucket, ...own } };
}

function readCommon(fields: Fields) {
  const seconds = fields.number("request_timeout", {
    holds: isRequestTimeout,
    words: `above 0 and at most ${LONGEST_REQUEST_TIMEOUT_S} (seconds)`,
  });
  const timeout = fields.text("timeout", checkTime);
  return {
    bucket: fields.required("bucket", checkBucketName),
    region: unlessEmpty(fields.text("region", (region) => (region === "" ? [] : checkRegion(region)))),
    endpoint: unlessEmpty(fields.text("endpoint")),
    pathStyle: fields.flag("path_style"),
    denyWeakening: fields.flag("deny_weakening") ?? false,
    requireHttps: fields.flag("require_https") ?? false,
    requestTimeoutMs: seconds === undefined ? undefined : seconds * 1000,
    maxRetries: fields.number("max_retries", {
      holds: isRetryCount,
      words: `a whole number, 0 to ${MOST_RETRIES}`,
    }),
    timeoutMs: timeout === undefined ? undefined : parseDuration(timeout),
    onConflict: fields.word("on_conflict", ON_CONFLICT),
  };
}

function readApply(fields: Fields) {
  const enabled = fields.flag("enabled");
  const sseAlgorithm = fields.text("sse_algorithm");
  const kmsMasterKeyId = fields.text("kms_master_key_id");
  // A reference that came to nothing must not turn a KMS-managed wish into another one.
  for (const name of ["enabled", "sse_algorithm", "kms_master_key_id"]) {
    if (fields.isNull(name)) fields.complain(name, "Is null: what it refers to has no value.");
  }
  const parsed = parseDesired({ enabled, sseAlgorithm, kmsMasterKeyId });
  if (parsed.ok) return { verb: "apply" as const, desired: parsed.desired };
  for (const { field, message } of parsed.issues) {
    fields.complain(field === "kmsMasterKeyId" ? "kms_master_key_id" : "sse_algorithm", message);
  }
  return undefined;
}

function readDestroy(fields: Fields) {
  const onDestroy = fields.word("on_destroy", ON_DESTROY);
  if (fields.isMissing("on_destroy"))
    fields.complain("on_destroy", 'Is missing: write "disable" or "retain".');
  const appliedEndpoint = fields.text("applied_endpoint");
  const kmsMasterKeyId = fields.text("kms_master_key_id");
  const stackBuckets = fields.text("stack_buckets");
  const construct = fields.text("construct");
  return (
    onDestroy && {
      verb: "destroy" as const,
      onDestroy,
      appliedEndpoint,
      kmsMasterKeyId,
      stackBuckets,
      construct,
    }
  );
}
