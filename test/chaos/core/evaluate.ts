// A resource's block as values: what Terraform's language would make of it at this moment.

import { UNKNOWN, type Value } from "../../../lib/plugin/index.ts";
import { addressOf, type Config, type Resource } from "../history.ts";
import type { Values } from "./values.ts";

export interface Moment {
  /** At plan, what is marked as late is unknown. */
  readonly phase: "plan" | "apply";
  /** The id of one of the configuration's keys; unknown while there is none. */
  readonly keyIdOf: (address: string) => Value;
}

export function evaluate(resource: Resource, { phase, keyIdOf }: Moment): Values {
  if (resource.type === "key") {
    return {
      key_spec: resource.spec ?? null,
      enabled: resource.enabled ?? null,
      force: resource.force ?? null,
      rotation_cycle: resource.rotationCycle ?? null,
      deletion_window_in_days: null,
      description: null,
      protected_by: null,
      origin: null,
      region: null,
      key_id: null,
    };
  }
  const { key } = resource;
  const written: Record<string, Value> = {
    id: null,
    bucket: resource.bucket,
    enabled: resource.enabled ?? null,
    sse_algorithm: resource.algorithm ?? null,
    kms_master_key_id:
      key === undefined ? null : "id" in key ? key.id : keyIdOf(`bos_kms_key.${key.resource}`),
    region: null,
    on_destroy: resource.onDestroy ?? null,
    on_conflict: resource.onConflict ?? null,
    timeouts: null,
  };
  if (phase === "plan") for (const name of resource.late ?? []) written[name] = UNKNOWN;
  return written;
}

/** Addresses that a resource's block refers to. */
export function referencesOf(resource: Resource): readonly string[] {
  if (resource.type === "key" || resource.key === undefined || "id" in resource.key) return [];
  return [`bos_kms_key.${resource.key.resource}`];
}

/** Whether a new object comes before the old one goes: also where a dependent says so (Terraform forces it on dependencies). */
export function createsFirst(resource: Resource, config: Config): boolean {
  if (resource.createBeforeDestroy === true) return true;
  const address = addressOf(resource);
  return config.resources.some(
    (other) => other.createBeforeDestroy === true && referencesOf(other).includes(address),
  );
}

/** The provider block. */
export function providerSettings(
  { denyWeakening, lateSettings = [] }: Config,
  phase: Moment["phase"],
): Values {
  const settings: Record<string, Value> = { deny_weakening: denyWeakening ?? null };
  if (phase === "plan") for (const name of lateSettings) settings[name] = UNKNOWN;
  return settings;
}
