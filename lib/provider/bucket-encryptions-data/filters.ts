import { listBuckets } from "../../bos/index.ts";
import { checkRegion } from "../../encryption/index.ts";
import { type Context, isKnown, string, type Unknown } from "../../plugin/index.ts";
import type { Target } from "../../reconcile/index.ts";
import type { Reading } from "../reading.ts";
import { matchesGlob } from "./glob.ts";

/** Which of the account's buckets are meant; shared by the data source and the list resource. */
export const filterAttributes = {
  name_pattern: string({
    optional: true,
    description:
      "Only buckets whose whole name matches: `*` stands for any text, `?` for any one character, for example `acme-*-logs`.",
  }),
  region: string({ optional: true, description: "Only buckets of this region, for example `bj`." }),
};

interface Filters {
  readonly name_pattern: string | null;
  readonly region: string | null;
}

type Written = { readonly [Name in keyof Filters]: Filters[Name] | Unknown };

export function validateFilters({ region }: Written, { diagnostics }: Context): void {
  if (!isKnown(region)) return;
  for (const { message } of checkRegion(region)) diagnostics.error("Invalid region", message, ["region"]);
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
