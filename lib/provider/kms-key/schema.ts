import { bool, defineSchema, number, type StateOf, string, type ValuesOf } from "../../plugin/index.ts";

export const schema = defineSchema({
  version: 0,
  description:
    "A master key of the Key Management Service (KMS). Destroying it schedules its deletion: when that comes to its end, all that was encrypted with it is unreadable for good.",
  attributes: {
    id: string({ computed: true, description: "The same as `key_id`." }),
    key_id: string({ computed: true, description: "Id of the key, which KMS gives it." }),
    description: string({
      optional: true,
      computed: true,
      description:
        "What the key is for. No call changes it: another text is an error at plan. Default: empty; left out, an imported key keeps its own.",
    }),
    key_spec: string({
      optional: true,
      computed: true,
      description:
        "Kind of key, for example `BAIDU_AES_256` or `SM4_128`; a bucket needs a symmetric one. Another spec replaces the key. Default: the cloud's.",
    }),
    protected_by: string({
      optional: true,
      computed: true,
      description: "`SOFTWARE` or `HSM`. Another one replaces the key. Default: the cloud's.",
    }),
    origin: string({
      optional: true,
      computed: true,
      description:
        "Where its material comes from: `BAIDU_KMS`, or `EXTERNAL` for a key that is pending until you import material. Another one replaces the key. Default: the cloud's.",
    }),
    enabled: bool({
      optional: true,
      computed: true,
      description:
        "`false` disables the key: what it has encrypted cannot be read until it is enabled again. `true` also cancels a deletion that is pending. Default: `true`.",
    }),
    rotation_cycle: number({
      optional: true,
      computed: true,
      description:
        "How often the key's material changes: 7 to 365, days by that range (no unit is documented), or `0` for never. Default: `0`.",
    }),
    deletion_window_in_days: number({
      optional: true,
      computed: true,
      description: "How long a destroyed key can still be saved, 7 to 30 days. Default: 30.",
    }),
    force: bool({
      optional: true,
      computed: true,
      description:
        "`true` lets the key be disabled or destroyed while buckets have it as their default. For a destroy it must have been applied before. Default: `false`.",
    }),
    region: string({
      optional: true,
      computed: true,
      description:
        "Region of the key, for example `bj`; a bucket needs a key of its own region. Another region replaces the key. Default: the provider's when the key is made.",
    }),
  },
});

type KeySchema = typeof schema;
export type Values = ValuesOf<KeySchema>;
export type State = StateOf<KeySchema>;
