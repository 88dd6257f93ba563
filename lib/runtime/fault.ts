import { VERSION } from "../distribution/version.ts";

/**
 * Words for an error that nobody foresaw: its kind and where it arose, for a report. Never its message or its fields,
 * which may hold anything, a secret included.
 */
export function describeFault(error: unknown): string {
  const { name, stack = "" } = error instanceof Error ? error : new Error();
  const [, place] = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(stack) ?? [];
  const what = place === undefined ? name : `${name} at ${place}`;
  return (
    `This is a fault of the runtime itself (bos-encryption-runtime ${VERSION}, ${what}): please report it. ` +
    "Whether the bucket was changed is not known; the next run reads it before it writes anything."
  );
}
