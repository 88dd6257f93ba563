import {
  checkBucketName,
  checkKmsMasterKeyId,
  checkRegion,
  checkSseAlgorithm,
  type Issue,
  ON_CONFLICT,
  ON_DESTROY,
} from "../../encryption/index.ts";
import {
  bool,
  type Context,
  checkTimeouts,
  configOf,
  type Diagnostics,
  defineIdentity,
  defineSchema,
  defineTimeouts,
  isKnown,
  type ResourceIdentity,
  type StateOf,
  string,
  type ValuesOf,
} from "../../plugin/index.ts";

export const schema = defineSchema({
  version: 0,
  description:
    "Default server-side encryption of one BOS bucket. It covers new uploads only: objects that are in the bucket already stay as they are.",
  attributes: {
    id: string({ computed: true, description: "The bucket's name." }),
    bucket: string({
      required: true,
      description:
        "Name of the bucket. Another name replaces the resource; nothing else does. A name that is known only after the apply is an update in place.",
    }),
    enabled: bool({
      optional: true,
      computed: true,
      description:
        "`false` turns default encryption off; algorithm and key may stay written and are then not compared. Default: `true`.",
    }),
    sse_algorithm: string({
      optional: true,
      computed: true,
      description: "`AES256` or `SM4`. Default: `AES256`, and null while `enabled` is false.",
    }),
    kms_master_key_id: string({
      optional: true,
      description:
        "Id of a KMS master key in the bucket's region: KMS-managed keys. Left out: BOS-managed keys.",
    }),
    region: string({
      optional: true,
      computed: true,
      description:
        "Region of the bucket, for example `bj`. Default: the provider's. A change is made in place: a bucket never moves, so that a region only ever changes because it was written wrong.",
    }),
    on_destroy: string({
      optional: true,
      computed: true,
      description:
        "What destroying this resource does: `disable` turns encryption off, `retain` leaves the bucket as it is. Default: `disable`.",
    }),
    on_conflict: string({
      optional: true,
      description:
        "What creating this resource does when the bucket is already encrypted in another way: `adopt` takes it over, `fail` is an error at plan. Default: takes it over with a warning, but never drops or swaps a KMS key.",
    }),
  },
  blocks: { timeouts: defineTimeouts(["create", "update", "delete"]) },
});

type ResourceSchema = typeof schema;
export type Values = ValuesOf<ResourceSchema>;
export type State = StateOf<ResourceSchema>;

export const identitySchema = defineIdentity({
  version: 0,
  attributes: {
    bucket: { type: "string", requiredForImport: true, description: "Name of the bucket." },
    region: {
      type: "string",
      optionalForImport: true,
      description: "Region of the bucket when it came into the state. Default: the provider's.",
    },
  },
});

/**
 * A region that was written wrong is corrected in place, and an identity never changes: it keeps the first one. Only a
 * resource whose bucket's name came out as another one (plan.ts) is another bucket's from then on.
 */
export const identity: ResourceIdentity<typeof schema, typeof identitySchema> = {
  schema: identitySchema,
  of: ({ bucket, region }, prior) => ({
    bucket,
    region: prior === null || prior.bucket !== bucket ? region : prior.region,
  }),
  isAnother: (now, prior) => now.bucket !== prior.bucket,
};

/** The configuration for an imported bucket: what it has, without the values that are defaults. */
export function generateConfig(state: State): State {
  return {
    ...configOf(schema, state),
    enabled: state.enabled === false ? false : null,
    on_destroy: state.on_destroy === "disable" ? null : state.on_destroy,
  };
}

/** Everything wrong with what is written, each with its attribute; what is unknown is judged once it is known. */
export function validate(config: Values, { diagnostics }: Context): void {
  const { bucket, region, sse_algorithm, kms_master_key_id, on_destroy, on_conflict } = config;
  check(diagnostics, "bucket", bucket, checkBucketName);
  check(diagnostics, "region", region, checkRegion);
  check(diagnostics, "sse_algorithm", sse_algorithm, checkSseAlgorithm);
  check(diagnostics, "kms_master_key_id", kms_master_key_id, checkKmsMasterKeyId);
  checkWord(diagnostics, "on_destroy", on_destroy, ON_DESTROY);
  checkWord(diagnostics, "on_conflict", on_conflict, ON_CONFLICT);
  checkTimeouts(config, diagnostics);
}

type Slot = string | symbol | null;

function check(
  diagnostics: Diagnostics,
  attribute: string,
  value: Slot,
  judge: (value: string) => Issue[],
): void {
  if (!isKnown(value) || typeof value !== "string") return;
  for (const { message } of judge(value)) diagnostics.error(`Invalid ${attribute}`, message, [attribute]);
}

function checkWord(diagnostics: Diagnostics, attribute: string, value: Slot, words: readonly string[]): void {
  if (!isKnown(value) || typeof value !== "string" || words.includes(value)) return;
  const allowed = words.map((word) => `"${word}"`).join(" or ");
  diagnostics.error(`Invalid ${attribute}`, `Write ${allowed}, not ${JSON.stringify(value)}.`, [attribute]);
}
