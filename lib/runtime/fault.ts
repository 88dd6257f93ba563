import { VERSION } from "../distribution/version.ts";

/**
 * Words for an error that nobody foresaw: its kind and where it arose, for a report. Never its message or its fields,
 * which may hold anything, a secret included.
 */
export function describeFault(error: unknown): string {
  const what = error instanceof Error ? `${error.name}${placeIn(error.stack)}` : `a thrown ${typeof error}`;
  return (
    `This is a fault of the runtime itself (bos-encryption-runtime ${VERSION}, ${what}): please report it. ` +
    "Whether the bucket was changed is not known; the next run reads it before it writes anything."
  );
}

/** In a build, line and column of the built file. */
function placeIn(stack = ""): string {
  const [, place] = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(stack) ?? [];
  return place === undefined ? "" : ` at ${place}`;
}
