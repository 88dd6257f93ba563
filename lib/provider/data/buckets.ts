import { type DataSourceDefinition, defineSchema, list } from "../../plugin/index.ts";
import { type ObservationOrError, observeMany, type Target } from "../../reconcile/index.ts";
import { reportListFailure } from "../failure.ts";
import { filterAttributes, findBuckets, reasonOf, validateFilters } from "../find-buckets.ts";
import { ALL_BUCKETS, askBos, readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { type Facts, factsOf, NO_FACTS } from "./facts.ts";
import { REGION_IN_BLOCK } from "./messages.ts";

export const schema = defineSchema({
  version: 0,
  description: "How the account's buckets encrypt new uploads, read at every plan.",
  attributes: {
    ...filterAttributes,
    buckets: list(
      [
        "object",
        {
          bucket: "string",
          region: "string",
          status: "string",
          reason: "string",
          method: "string",
          sse_algorithm: "string",
          kms_master_key_id: "string",
        },
      ],
      {
        computed: true,
        description:
          "One entry for each bucket, in the order of their names: `bucket`, `region`, `status` (`encrypted`, `not_encrypted`, or `unreadable`), `reason` (why it is unreadable, else null), and `method`, `sse_algorithm`, `kms_master_key_id` as in the data source of one bucket.",
      },
    ),
  },
});

/** A bucket that cannot be read is an entry that says so, and fails nothing; one that is gone meanwhile has no entry. */
export const bucketEncryptionsData: DataSourceDefinition<Settings, typeof schema> = {
  schema,
  validate: validateFilters,

  async read(config, ctx) {
    const { diagnostics, log, signal } = ctx;
    const reading = readingIn(askBos(config.region, ctx.settings), ctx, ALL_BUCKETS, REGION_IN_BLOCK);
    if (reading === undefined) return null;
    try {
      const targets = await findBuckets(config, reading, ctx);
      const observations = await observeMany(reading.settings.reconciler, targets, { signal });
      const buckets = targets.flatMap((target, index) => entryOf(target, observations[index]));
      log.info("read the encryption of the account's buckets", { buckets: buckets.length });
      return { ...config, buckets };
    } catch (error) {
      reportListFailure(diagnostics, error);
      return null;
    }
  },
};

interface Entry extends Target, Facts {
  readonly status: "encrypted" | "not_encrypted" | "unreadable";
  readonly reason: string | null;
}

/** One entry, or none. */
function entryOf(target: Target, observation: ObservationOrError | undefined): readonly Entry[] {
  switch (observation?.status) {
    case "found": {
      const status = observation.observed.kind === "disabled" ? "not_encrypted" : "encrypted";
      return [{ ...target, status, reason: null, ...factsOf(observation.observed) }];
    }
    case "unreadable":
      return [{ ...target, status: "unreadable", reason: reasonOf(observation.error), ...NO_FACTS }];
    default:
      return [];
  }
}
