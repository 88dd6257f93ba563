import type { OperationName } from "./route/operations.ts";
import type { EncryptionFields } from "./setting.ts";

/** Who changed something: a request of this operation, or the control handle. */
export type Actor = OperationName | "control";

interface Change {
  /** When, in milliseconds since 1970 by the emulator's clock. */
  readonly at: number;
  readonly by: Actor;
}

/** A state that a bucket's encryption came into; the first is the one at its creation. */
export interface EncryptionChange extends Change {
  /** `undefined` is off. */
  readonly setting: EncryptionFields | undefined;
}

/** A state that a KMS key came into; the first is the one at its creation. Its end is no change: `deletionDate` tells it. */
export interface KeyChange extends Change {
  readonly keyState: string;
  /** ISO 8601, UTC; only while the deletion is scheduled. */
  readonly deletionDate?: string;
  readonly rotateCycle: number;
}
