import { bool, defineSchema, string } from "../../plugin/index.ts";

export const schema = defineSchema({
  version: 0,
  description: "How one bucket encrypts new uploads, read at every plan.",
  attributes: {
    bucket: string({ required: true, description: "Name of the bucket. A missing one is an error." }),
    region: string({
      optional: true,
      computed: true,
      description: "Region of the bucket, for example `bj`. Default: the provider's.",
    }),
    encrypted: bool({ computed: true, description: "Whether new uploads are encrypted." }),
    method: string({
      computed: true,
      description:
        "`bos-managed`, `kms-managed`, or `unknown-algorithm` for an algorithm that this provider does not know. Null while off.",
    }),
    sse_algorithm: string({
      computed: true,
      description: "The algorithm as the cloud names it. Null while off.",
    }),
    kms_master_key_id: string({
      computed: true,
      description: "Id of the KMS master key. Null while off, and with keys that BOS manages.",
    }),
    key_state: string({
      computed: true,
      description:
        "State of the KMS master key: `enabled`, `disabled`, `pending_deletion`, `pending_import`, `missing`, or another one as the cloud writes it. Null without a key, and when KMS does not tell.",
    }),
  },
});
