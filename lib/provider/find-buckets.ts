import { BceError, listBuckets } from "../bos/index.ts";
import { type Context, string, type Unknown } from "../plugin/index.ts";
import { ReconcileError, type Target } from "../reconcile/index.ts";
import { BUCKET_FILTERS } from "../settings/index.ts";
import { reportInvalid } from "./invalid.ts";
import type { Reading } from "./reading.ts";

/** Which of the account's buckets are meant; shared by the data source and the list resource. */
export const filterAttributes = {
  name_pattern: string({ optional: true, description: BUCKET_FILTERS.name_pattern.description }),
  region: string({ optional: true, description: BUCKET_FILTERS.region.description }),
};

interface Filters {
  readonly name_pattern: string | null;
  readonly region: string | null;
}

type Written = { readonly [Name in keyof Filters]: Filters[Name] | Unknown };

export function validateFilters(config: Written, { diagnostics }: Context): void {
  reportInvalid(config, BUCKET_FILTERS, diagnostics);
}

/**
 * The account's buckets that pass, by name, each with the region in which it lies; with a warning where there may be more
 * buckets than ListBuckets shows. Rejects with a `BceError` when the buckets cannot be listed.
 */
export async function findBuckets(
  { name_pattern, region }: Filters,
  reading: Reading,
  { diagnostics, signal }: Pick<Context, "diagnostics" | "signal">,
): Promise<readonly Target[]> {
  const { buckets, mayHoldMore } = await listBuckets(reading.settings.bos, {
    region: reading.region,
    signal,
  });
  if (mayHoldMore) {
    diagnostics.warning(
      "The account may have more buckets than are listed",
      `ListBuckets answered ${buckets.length} buckets, and either says that there are more or reached the size of one answer. Buckets that it leaves out are not looked at here.`,
    );
  }
  return buckets
    .map(({ name, location }) => ({ bucket: name, region: location === "" ? reading.region : location }))
    .filter((target) => region === null || target.region === region)
    .filter(({ bucket }) => name_pattern === null || matchesGlob(name_pattern, bucket))
    .sort((one, other) => (one.bucket < other.bucket ? -1 : 1));
}

/**
 * Whether the whole text matches a pattern in which `*` stands for any text and `?` for any one character. All else
 * stands for itself. Takes at most length times length steps: a regular expression made of many `*` could take for ever.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star: number | undefined;
  /** Where the text goes on if the last `*` takes one character more. */
  let retry = 0;
  for (let read = 0; read < text.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      retry = read;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[read])) {
      at++;
      read++;
    } else if (star !== undefined) {
      at = star + 1;
      read = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/**
 * Why a bucket could not be read, in words that are the same at every read: what changes from one to the next (a
 * request id, a count of attempts) would make every plan differ from the last. Throws anything but our two errors on.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ReconcileError) return error.message;
  if (!(error instanceof BceError)) throw error;
  const stable = {
    requestId: undefined,
    attempts: undefined,
    retryAfterMs: undefined,
    clockOffsetMs: undefined,
  };
  return error.with(stable).message;
}
