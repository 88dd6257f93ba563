import { type Desired, parseDesired } from "../encryption/index.ts";
import { RUNTIME_CONTRACT } from "../runtime-contract.ts";
import {
  BUCKET_SETTINGS,
  type OnConflict,
  type OnDestroy,
  parseDuration,
  RUNTIME_SETTINGS,
  TIMEOUT,
  unlessEmpty,
  type WrittenSettings,
} from "../settings/index.ts";
import type { Verb } from "./arguments.ts";
import { type Fields, readFields } from "./fields.ts";

/** What both verbs are asked with; what is undefined comes from the environment, or has a default. */
interface Common {
  readonly bucket: string;
  /** As they are written, in the spelling of HCL; an empty text counts as left out. */
  readonly written: WrittenSettings;
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
  | { readonly ok: false; readonly issues: readonly string[] };

/** Reads what the last argument says, and finds everything wrong with it: one sentence each, with its attribute. */
export function parseRequest(verb: Verb, text: string): ParsedRequest {
  const fields = readFields(text);
  if (typeof fields === "string") return { ok: false, issues: [fields] };
  const contract = fields.plain("contract", "number");
  if (contract !== RUNTIME_CONTRACT) {
    const issue = `contract: This runtime knows ${RUNTIME_CONTRACT}, and was asked with ${contract ?? "none"}. The stack and its runtime come from different versions of bos-encryption: synthesise the stack again.`;
    return { ok: false, issues: [issue] };
  }
  const common = readCommon(fields);
  const own = verb === "apply" ? readApply(fields) : readDestroy(fields);
  const issues = fields.issues();
  if (issues.length > 0 || own === undefined || common.bucket === undefined) return { ok: false, issues };
  return { ok: true, request: { ...common, bucket: common.bucket, ...own } };
}

function readCommon(fields: Fields) {
  const { endpoint: _, region, ...settings } = RUNTIME_SETTINGS;
  if (fields.isMissing("bucket")) fields.refuse("bucket", "Is missing.");
  const bucket = fields.read(BUCKET_SETTINGS.bucket);
  const written: Record<string, unknown> = {
    endpoint: unlessEmpty(fields.read(UNJUDGED_ENDPOINT)),
    region: unlessEmpty(fields.read(unlessEmptyText(region))),
  };
  for (const setting of Object.values(settings)) written[setting.attribute] = fields.read(setting);
  const timeout = fields.read(TIMEOUT);
  return {
    bucket,
    written: written as WrittenSettings,
    timeoutMs: timeout === undefined ? undefined : parseDuration(timeout),
    onConflict: fields.read(BUCKET_SETTINGS.on_conflict) as OnConflict | undefined,
  };
}

/** Which endpoint counts is decided with the environment, and it is judged there. */
const UNJUDGED_ENDPOINT = { ...RUNTIME_SETTINGS.endpoint, check: () => [] };

/** The same setting, of which an empty text is left out and not wrong. */
const unlessEmptyText = (setting: typeof RUNTIME_SETTINGS.region): typeof RUNTIME_SETTINGS.region => ({
  ...setting,
  check: (value) => (value === "" ? [] : setting.check(value)),
});

function readApply(fields: Fields) {
  const { enabled, sse_algorithm, kms_master_key_id } = BUCKET_SETTINGS;
  // A reference that came to nothing must not turn KMS-managed encryption into another one.
  for (const { attribute } of [enabled, sse_algorithm, kms_master_key_id]) {
    if (fields.isNull(attribute))
      fields.refuse(attribute, "Is null: the expression it references has no value.");
  }
  const parsed = parseDesired({
    enabled: fields.read(enabled),
    sseAlgorithm: fields.read(sse_algorithm),
    kmsMasterKeyId: fields.read(kms_master_key_id),
  });
  return parsed.ok ? { verb: "apply" as const, desired: parsed.desired } : undefined;
}

function readDestroy(fields: Fields) {
  const { on_destroy } = BUCKET_SETTINGS;
  if (fields.isMissing(on_destroy.attribute))
    fields.refuse(on_destroy.attribute, 'Is missing: write "disable" or "retain".');
  const onDestroy = fields.read(on_destroy) as OnDestroy | undefined;
  const rest = {
    appliedEndpoint: fields.read({ ...UNJUDGED_ENDPOINT, attribute: "applied_endpoint" }),
    // The star stands for whichever key it is.
    kmsMasterKeyId: fields.plain("kms_master_key_id", "string"),
    stackBuckets: fields.plain("stack_buckets", "string"),
    construct: fields.plain("construct", "string"),
  };
  return onDestroy && { verb: "destroy" as const, onDestroy, ...rest };
}
