// The calls of KMS that make or change a key.
// Never here: anything that only reads (index.ts), or the decision to change.
// Only the key resource of lib/provider may import it.

export { cancelKeyDeletion } from "./cancel-key-deletion.ts";
export { createKey, type NewKey } from "./create-key.ts";
export { disableKey } from "./disable-key.ts";
export { enableKey } from "./enable-key.ts";
export { enableRotation } from "./enable-rotation.ts";
export { DELETION_WINDOW_DAYS, scheduleKeyDeletion } from "./schedule-key-deletion.ts";
