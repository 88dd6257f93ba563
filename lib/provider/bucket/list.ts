import {
  defineSchema,
  type ListedResource,
  type ListResourceDefinition,
  warningDiagnostic,
} from "../../plugin/index.ts";
import { type ObservationOrError, observeMany, type Target } from "../../reconcile/index.ts";
import { cannotReadEncryption, reportListFailure } from "../failure.ts";
import { filterAttributes, findBuckets, reasonOf, validateFilters } from "../find-buckets.ts";
import { ALL_BUCKETS, askBos, readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { REGION_IN_CONFIG } from "./import-messages.ts";
import { importedState } from "./read.ts";
import type { identitySchema, schema } from "./schema.ts";

const listSchema = defineSchema({
  version: 0,
  description: "The account's buckets, encrypted or not, for `terraform query`.",
  attributes: filterAttributes,
});

type Listed = ListedResource<typeof schema, typeof identitySchema>;

/** Buckets by name. They are read only for their states: without `include_resource` the whole list is one request. */
export const bucketEncryptionList: ListResourceDefinition<
  Settings,
  typeof listSchema,
  typeof schema,
  typeof identitySchema
> = {
  schema: listSchema,
  validate: validateFilters,

  async *list(config, { includeResource, limit }, ctx) {
    const { diagnostics, signal } = ctx;
    const reading = readingIn(askBos(config.region, ctx.settings), ctx, ALL_BUCKETS, REGION_IN_CONFIG);
    if (reading === undefined) return;
    try {
      const targets = (await findBuckets(config, reading, ctx)).slice(0, limit);
      const { reconciler } = reading.settings;
      const observations = includeResource ? await observeMany(reconciler, targets, { signal }) : [];
      for (const [index, target] of targets.entries()) yield* listed(target, observations[index]);
    } catch (error) {
      reportListFailure(diagnostics, error);
    }
  },
};

/** One item; none for a bucket that went away while the list was made. */
function listed({ bucket, region }: Target, observation: ObservationOrError | undefined): readonly Listed[] {
  const item = { identity: { bucket, region }, displayName: bucket };
  switch (observation?.status) {
    case undefined:
      return [item];
    case "found":
      return [{ ...item, resource: importedState({ bucket, region }, observation.observed) }];
    case "unreadable": {
      const warning = warningDiagnostic(cannotReadEncryption(bucket), reasonOf(observation.error));
      return [{ ...item, diagnostics: [warning] }];
    }
    case "missing":
      return [];
  }
}
