import {
  bool,
  defineSchema,
  defineTimeouts,
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
