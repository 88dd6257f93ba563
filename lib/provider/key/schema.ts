import { checkRegion, checkRotationCycle } from "../../encryption/index.ts";
import type { KeyMetadata, KeyTarget } from "../../kms/index.ts";
import { DELETION_WINDOW_DAYS } from "../../kms/write.ts";
import {
  bool,
  type Context,
  defineSchema,
  isKnown,
  number,
  type StateOf,
  string,
  UNKNOWN,
  type ValuesOf,
} from "../../plugin/index.ts";
import { defaultRegion, type Settings } from "../settings.ts";

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

const PROTECTIONS = ["SOFTWARE", "HSM"];
const ORIGINS = ["BAIDU_KMS", "EXTERNAL"];

/** Everything wrong with what is written. Which specs there are is the cloud's business: the list grows. */
export function validate(config: Values, { diagnostics }: Context): void {
  const { region, key_spec, protected_by, origin, rotation_cycle, deletion_window_in_days } = config;
  const refuse = (attribute: keyof Values, message: string) =>
    diagnostics.error(`Invalid ${attribute}`, message, [attribute]);

  if (isKnown(region)) for (const { message } of checkRegion(region)) refuse("region", message);
  if (isKnown(key_spec) && !/^\w+$/.test(key_spec)) {
    refuse("key_spec", `Write a spec such as "BAIDU_AES_256"; got ${JSON.stringify(key_spec)}.`);
  }
  if (isKnown(protected_by) && !PROTECTIONS.includes(protected_by)) {
    refuse("protected_by", oneOf(PROTECTIONS, protected_by));
  }
  if (isKnown(origin) && !ORIGINS.includes(origin)) refuse("origin", oneOf(ORIGINS, origin));
  if (origin === "EXTERNAL" && isKnown(rotation_cycle) && rotation_cycle !== 0) {
    refuse(
      "rotation_cycle",
      'The cloud cannot rotate a key whose origin is "EXTERNAL": only you have its material.',
    );
  } else if (isKnown(rotation_cycle)) {
    for (const { message } of checkRotationCycle(rotation_cycle)) refuse("rotation_cycle", message);
  }
  const { min, max } = DELETION_WINDOW_DAYS;
  if (isKnown(deletion_window_in_days) && !isWhole(deletion_window_in_days, min, max)) {
    refuse(
      "deletion_window_in_days",
      `Write a whole number of days from ${min} to ${max}; got ${deletion_window_in_days}.`,
    );
  }
}

const oneOf = (words: readonly string[], got: string): string =>
  `Write ${words.map((word) => `"${word}"`).join(" or ")}, not ${JSON.stringify(got)}.`;

const isWhole = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

/** What only a new key can have otherwise. */
const REPLACING = ["region", "key_spec", "protected_by", "origin"] as const;

/** What the cloud itself would take, and the longest time to change one's mind. */
const DEFAULT_WINDOW_DAYS = 30;

/**
 * The planned values: the configuration, with a default for what it leaves out. Nothing here depends on the cloud, so
 * that planning again during the apply gives the same.
 */
export function plannedValues(config: Values, prior: State | null, settings: Settings): Values {
  return {
    ...config,
    id: prior?.key_id ?? UNKNOWN,
    key_id: prior?.key_id ?? UNKNOWN,
    description: config.description ?? prior?.description ?? "",
    key_spec: config.key_spec ?? (prior === null ? UNKNOWN : prior.key_spec),
    protected_by: config.protected_by ?? (prior === null ? UNKNOWN : prior.protected_by),
    origin: config.origin ?? (prior === null ? UNKNOWN : prior.origin),
    enabled: config.enabled ?? true,
    rotation_cycle: config.rotation_cycle ?? 0,
    deletion_window_in_days: config.deletion_window_in_days ?? DEFAULT_WINDOW_DAYS,
    force: config.force ?? false,
    region: config.region ?? prior?.region ?? defaultRegion(settings),
  };
}

/** The attributes for which the key must be replaced. Another spelling is no reason, nor is what the cloud never told. */
export function replacedFor(planned: Values, prior: State | null): readonly (keyof State)[] {
  return REPLACING.filter((name) => {
    const before = prior?.[name] ?? null;
    const after = planned[name];
    return before !== null && (typeof after !== "string" || after.toLowerCase() !== before.toLowerCase());
  });
}

/** How a call names the key of a state. */
export function targetOf({ key_id, region }: State, signal: AbortSignal): KeyTarget {
  return { keyId: key_id ?? "", region: region ?? "", signal };
}

/**
 * A state as the cloud has the key now. Its states come down to enabled or not, so that no state of a passing moment
 * is stored; a key that waits for its material is neither, and stays as it is wanted.
 */
export function stateOf(key: KeyMetadata, state: State): State {
  return {
    ...state,
    // A state of an earlier version has none.
    id: state.key_id,
    description: key.description,
    key_spec: sameWord(state.key_spec, key.keySpec),
    protected_by: sameWord(state.protected_by, key.protectedBy),
    origin: sameWord(state.origin, key.origin),
    enabled: key.state === "pending-import" ? state.enabled : key.state === "enabled",
    rotation_cycle: key.rotateCycle ?? 0,
  };
}

/** The cloud's word; the user's spelling where only the case differs, or the key would be replaced for it. */
function sameWord(written: string | null, seen: string | undefined): string | null {
  if (seen === undefined || seen.toLowerCase() === written?.toLowerCase()) return written;
  return seen;
}
