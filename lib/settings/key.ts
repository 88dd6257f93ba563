import { checkKmsMasterKeyId, checkRegion } from "./names.ts";
import { flag, type Issue, number, oneOf, text, wholeNumber } from "./setting.ts";

/** States of a key that are known, in the spelling of HCL (https://cloud.baidu.com/doc/KMS/s/8leqka254). */
export const KEY_STATES = ["enabled", "disabled", "pending_deletion", "pending_import"] as const;

/** Shortest and longest wait before a key is deleted, days (https://cloud.baidu.com/doc/KMS/s/8leqka254). */
export const DELETION_WINDOW_DAYS = { min: 7, max: 30 } as const;

const ROTATION_DAYS = { min: 7, max: 365 };

/**
 * How often a key's material changes: https://cloud.baidu.com/doc/KMS/s/8leqka254 names the range and no unit; by the
 * range it is days.
 */
export function checkRotationCycle(days: number): readonly Issue[] {
  const { min, max } = ROTATION_DAYS;
  if (days === 0 || (Number.isInteger(days) && days >= min && days <= max)) return [];
  return [
    {
      code: "rotation-cycle",
      field: "rotationCycle",
      message: `Write a whole number of days from ${min} to ${max}, or 0 for no rotation; got ${days}.`,
    },
  ];
}

/** Which specs there are is the business of KMS: the list grows. */
const checkKeySpec = (value: string): readonly Issue[] =>
  /^\w+$/.test(value)
    ? []
    : [
        {
          code: "key-spec-malformed",
          field: "keySpec",
          message: `Write a spec such as "BAIDU_AES_256"; got ${JSON.stringify(value)}.`,
        },
      ];

/** What is desired of one KMS key. */
export const KEY_SETTINGS = {
  description: text("description", {
    description:
      "What the key is for. No call changes it: another text is an error at plan. Default: empty; left out, an imported key keeps its own.",
  }),
  key_spec: text("key_spec", {
    check: checkKeySpec,
    description:
      "Kind of key, for example `BAIDU_AES_256` or `SM4_128`; a bucket needs a symmetric one. Another spec replaces the key. Default: that of KMS.",
  }),
  protected_by: text("protected_by", {
    check: oneOf("protectedBy", ["SOFTWARE", "HSM"]),
    description: "`SOFTWARE` or `HSM`. Another one replaces the key. Default: that of KMS.",
  }),
  origin: text("origin", {
    check: oneOf("origin", ["BAIDU_KMS", "EXTERNAL"]),
    description:
      "Where its material comes from: `BAIDU_KMS`, or `EXTERNAL` for a key that is pending until you import material. Another one replaces the key. Default: that of KMS.",
  }),
  enabled: flag("enabled", {
    description:
      "`false` disables the key: what it has encrypted cannot be read until it is enabled again. `true` also cancels a deletion that is pending. Default: `true`.",
  }),
  rotation_cycle: number("rotation_cycle", {
    check: checkRotationCycle,
    description:
      "How often the key's material changes: 7 to 365, days by that range (no unit is documented), or `0` for never. Default: `0`.",
  }),
  deletion_window_in_days: number("deletion_window_in_days", {
    check: wholeNumber("deletionWindowInDays", DELETION_WINDOW_DAYS, "days"),
    description: "How long a destroyed key can still be saved, 7 to 30 days. Default: 30.",
  }),
  force: flag("force", {
    description:
      "`true` lets the key be disabled or destroyed while buckets have it as their default. For a destroy it must have been applied before. Default: `false`.",
  }),
  region: text("region", {
    check: checkRegion,
    description:
      "Region of the key, for example `bj`; a bucket needs a key of its own region. Another region replaces the key. Default: the provider's when the key is made.",
  }),
};

/** What names one key that is only read: its id, or its description. */
export const KEY_LOOKUP = {
  key_id: text("key_id", {
    check: checkKmsMasterKeyId,
    description: "Id of the key. Write this or `description`. A missing key is an error.",
  }),
  description: text("description", {
    description:
      "The whole description of the key, which exactly one key must have; keys that are pending deletion are ignored.",
  }),
  region: text("region", {
    check: checkRegion,
    description: "Region of the key, for example `bj`. Default: the provider's.",
  }),
};

/** Which keys of one region are meant. */
export const KEY_FILTERS = {
  description_pattern: text("description_pattern", {
    description:
      "Only keys whose whole description matches: `*` stands for any text, `?` for any one character.",
  }),
  key_spec: text("key_spec", { description: "Only keys of this spec, for example `BAIDU_AES_256`." }),
  key_state: text("key_state", {
    check: oneOf("keyState", KEY_STATES),
    description: "Only keys in this state: `enabled`, `disabled`, `pending_deletion` or `pending_import`.",
  }),
  region: text("region", {
    check: checkRegion,
    description: "Region of the keys, for example `bj`. Default: the provider's.",
  }),
};
