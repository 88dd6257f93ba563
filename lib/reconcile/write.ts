import type { BceError } from "../bos/index.ts";
import type { Difference } from "../encryption/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";

export type Write = Exclude<Difference, { action: "none" }>;

/** Sends the one PUT or DELETE of a difference, once. Rejects with a `BceError`. */
export function write(
  calls: EncryptionCalls,
  target: Target,
  difference: Write,
  options: {
    /** Leaves out the fields of a newer BOS that a PUT would hand back. */
    readonly withoutExtra: boolean;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  if (difference.action === "delete") return calls.delete(target, options.signal);
  const { fields, fieldsWithoutExtra } = difference;
  return calls.put(target, options.withoutExtra ? (fieldsWithoutExtra ?? fields) : fields, options.signal);
}

/** What to say when a PUT went through only without the fields that GET shows; undefined where nothing was left out. */
export function leftOut(bucket: string, difference: Write): string | undefined {
  if (difference.action === "delete" || difference.fieldsWithoutExtra === undefined) return undefined;
  const kept = difference.fieldsWithoutExtra;
  const names = Object.keys(difference.fields).filter((name) => !(name in kept));
  return `GetBucketEncryption shows ${names.join(", ")} in the encryption setting of bucket "${bucket}", but PutBucketEncryption refused to take it back: the setting was written without it.`;
}

/** Whether BOS refused a PUT for its form, which fields of a newer BOS may be the reason for. */
export function isRefusedForItsForm(error: BceError): boolean {
  return error.code === "MalformedRequest";
}
