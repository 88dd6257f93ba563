import type { KeyMetadata, KeyState } from "../../kms/index.ts";

/** The states that are known, in the spelling of HCL. */
export const KEY_STATES = ["enabled", "disabled", "pending_deletion", "pending_import"];

/** `pending_deletion`; a state that is not known here as the cloud wrote it. */
export const wordOf = (state: KeyState): string =>
  typeof state === "string" ? state.replace("-", "_") : state.unknown;

/** What data sources tell of a key. */
export function factsOf(key: KeyMetadata) {
  return {
    key_id: key.keyId,
    description: key.description,
    key_state: wordOf(key.state),
    key_spec: key.keySpec ?? null,
    protected_by: key.protectedBy ?? null,
    origin: key.origin ?? null,
    rotation_cycle: key.rotateCycle ?? 0,
    creation_date: key.creationDate ?? null,
    deletion_date: key.deletionDate ?? null,
  };
}
