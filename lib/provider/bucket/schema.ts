import {
  bool,
  type Context,
  checkTimeouts,
  configOf,
  defineIdentity,
  defineSchema,
  defineTimeouts,
  type ResourceIdentity,
  type StateOf,
  string,
  type ValuesOf,
} from "../../plugin/index.ts";
import { BUCKET_SETTINGS, TIMED_OPERATIONS } from "../../settings/index.ts";
import { reportInvalid } from "../invalid.ts";

export const schema = defineSchema({
  version: 0,
  description:
    "Default server-side encryption of one BOS bucket. It covers new uploads only: objects that are in the bucket already stay as they are.",
  attributes: {
    id: string({ computed: true, description: "The bucket's name." }),
    bucket: string({
      required: true,
      description: BUCKET_SETTINGS.bucket.description,
    }),
    enabled: bool({
      optional: true,
      computed: true,
      description: BUCKET_SETTINGS.enabled.description,
    }),
    sse_algorithm: string({
      optional: true,
      computed: true,
      description: BUCKET_SETTINGS.sse_algorithm.description,
    }),
    kms_master_key_id: string({
      optional: true,
      description: BUCKET_SETTINGS.kms_master_key_id.description,
    }),
    region: string({
      optional: true,
      computed: true,
      description: BUCKET_SETTINGS.region.description,
    }),
    on_destroy: string({
      optional: true,
      computed: true,
      description: BUCKET_SETTINGS.on_destroy.description,
    }),
    on_conflict: string({
      optional: true,
      description: BUCKET_SETTINGS.on_conflict.description,
    }),
  },
  blocks: { timeouts: defineTimeouts(TIMED_OPERATIONS) },
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
  reportInvalid(config, BUCKET_SETTINGS, diagnostics);
  checkTimeouts(config, diagnostics);
}
