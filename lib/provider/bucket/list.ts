import { BceError } from "../../bos/index.ts";
import {
  defineSchema,
  type ListedResource,
  type ListResourceDefinition,
  warningDiagnostic,
} from "../../plugin/index.ts";
import { type ObservationOrError, observeMany, type Target } from "../../reconcile/index.ts";
import { filterAttributes, findBuckets, reasonOf, validateFilters } from "../find-buckets.ts";
import { askBos, readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
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
    const reading = readingIn(
      askBos(config.region, ctx.settings),
      ctx,
      "The account's buckets",
      "Set region in the config block",
    );
    if (reading === undefined) return;
    try {
      const targets = (await findBuckets(config, reading, ctx)).slice(0, limit);
      const { reconciler } = reading.settings;
      const observations = includeResource ? await observeMany(reconciler, targets, { signal }) : [];
      for (const [index, target] of targets.entries()) yield* listed(target, observations[index]);
    } catch (error) {
      if (!(error instanceof BceError)) throw error;
      diagnostics.error("Cannot list the buckets of this account", error.message);
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
      const summary = `Cannot read the encryption of bucket "${bucket}"`;
      return [{ ...item, diagnostics: [warningDiagnostic(summary, reasonOf(observation.error))] }];
    }
    case "missing":
      return [];
  }
}
