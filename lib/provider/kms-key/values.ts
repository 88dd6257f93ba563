import type { KeyMetadata, KeyTarget } from "../../kms/index.ts";
import { UNKNOWN } from "../../plugin/index.ts";
import { defaultRegion, type Settings } from "../settings.ts";
import type { State, Values } from "./schema.ts";

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
