import type { KeyMetadata, KeyTarget } from "../../kms/index.ts";
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
import { DELETION_WINDOW_DAYS, KEY_SETTINGS } from "../../settings/index.ts";
import { reportInvalid } from "../invalid.ts";
import { defaultRegion, knownRegion, type Settings } from "../settings.ts";
import { reportCannotRotate } from "./messages.ts";

export const schema = defineSchema({
  version: 0,
  description:
    "A master key of the Key Management Service (KMS). Destroying it schedules its deletion. Once the key is deleted, all that was encrypted with it is permanently unreadable.",
  attributes: {
    id: string({ computed: true, description: "The same as `key_id`." }),
    key_id: string({ computed: true, description: "Id of the key, which KMS gives it." }),
    description: string({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.description.description,
    }),
    key_spec: string({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.key_spec.description,
    }),
    protected_by: string({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.protected_by.description,
    }),
    origin: string({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.origin.description,
    }),
    enabled: bool({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.enabled.description,
    }),
    rotation_cycle: number({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.rotation_cycle.description,
    }),
    deletion_window_in_days: number({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.deletion_window_in_days.description,
    }),
    force: bool({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.force.description,
    }),
    region: string({
      optional: true,
      computed: true,
      description: KEY_SETTINGS.region.description,
    }),
  },
});

type KeySchema = typeof schema;
export type Values = ValuesOf<KeySchema>;
export type State = StateOf<KeySchema>;

/** Everything wrong with what is written. */
export function validate(config: Values, { diagnostics }: Context): void {
  const { origin, rotation_cycle } = config;
  const cannotRotate = origin === "EXTERNAL" && isKnown(rotation_cycle) && rotation_cycle !== 0;
  const { rotation_cycle: rotation, ...settings } = KEY_SETTINGS;
  reportInvalid(config, cannotRotate ? settings : { ...settings, rotation_cycle: rotation }, diagnostics);
  if (cannotRotate) reportCannotRotate(diagnostics);
}

/** What only a new key can have otherwise. */
const REPLACING = ["region", "key_spec", "protected_by", "origin"] as const;

/** What the cloud itself would take, and the longest time to change one's mind. */
const DEFAULT_WINDOW_DAYS = DELETION_WINDOW_DAYS.max;

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
  if (key_id === null) throw new Error("the state of a KMS key holds no id");
  return { keyId: key_id, region: knownRegion(region), signal };
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
