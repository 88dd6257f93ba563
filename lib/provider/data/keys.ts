import { BceError } from "../../bos/index.ts";
import { describeKey, isMissingKey, type KeyMetadata, listKeys } from "../../kms/index.ts";
import {
  type DataSourceDefinition,
  type Diagnostics,
  defineSchema,
  list,
  type StateOf,
  string,
} from "../../plugin/index.ts";
import { forEachAtOnce } from "../../reconcile/index.ts";
import { KEY_FILTERS } from "../../settings/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { matchesGlob } from "../find-buckets.ts";
import { reportInvalid } from "../invalid.ts";
import { askKms, type Reading, readingIn } from "../reading.ts";
import type { KmsAccess, Settings } from "../settings.ts";
import { keyFactsOf, wordOf } from "./facts.ts";
import { ALL_KEYS, CANNOT_LIST_KEYS, REGION_IN_BLOCK, warnKeyLeftOut } from "./messages.ts";

/** Keys that are described at once. */
const CONCURRENCY = 16;

/**
 * The region's keys, in the order of their ids. One that may not be described is left out with a warning; one that is
 * gone meanwhile without. Rejects with a BceError for everything else.
 */
export async function findKeys(
  { settings, region }: Reading<KmsAccess>,
  { diagnostics, signal }: { readonly diagnostics: Diagnostics; readonly signal: AbortSignal },
): Promise<readonly KeyMetadata[]> {
  const found: KeyMetadata[] = [];
  const ids = listKeys(settings.kms, { region, signal });
  await forEachAtOnce(ids, { concurrency: CONCURRENCY }, async (keyId) => {
    const target = { keyId, region, signal };
    try {
      const key = await describeKey(settings.kms, target);
      settings.keys.note(target, key);
      found.push(key);
    } catch (error) {
      if (isMissingKey(error)) return;
      if (!(error instanceof BceError && error.code === "AccessDenied")) throw error;
      warnKeyLeftOut(diagnostics, keyId, error.message);
    }
  });
  return found.sort((one, other) => (one.keyId < other.keyId ? -1 : 1));
}

const schema = defineSchema({
  version: 0,
  description: "The KMS keys of one region, read at every plan.",
  attributes: {
    description_pattern: string({
      optional: true,
      description: KEY_FILTERS.description_pattern.description,
    }),
    key_spec: string({ optional: true, description: KEY_FILTERS.key_spec.description }),
    key_state: string({
      optional: true,
      description: KEY_FILTERS.key_state.description,
    }),
    region: string({
      optional: true,
      computed: true,
      description: KEY_FILTERS.region.description,
    }),
    keys: list(
      [
        "object",
        {
          key_id: "string",
          description: "string",
          key_state: "string",
          key_spec: "string",
          protected_by: "string",
          origin: "string",
          rotation_cycle: "number",
          creation_date: "string",
          deletion_date: "string",
        },
      ],
      {
        computed: true,
        description:
          "One entry for each key, in the order of their ids, with `key_id` and the other attributes of the data source of one key; none when no key matches.",
      },
    ),
  },
});

/** The data source `bos_kms_keys`. A filter that matches nothing gives an empty list. */
export const kmsKeysData: DataSourceDefinition<Settings, typeof schema> = {
  schema,

  validate(config, { diagnostics }) {
    reportInvalid(config, KEY_FILTERS, diagnostics);
  },

  async read(config, ctx) {
    const reading = readingIn(askKms(config.region, ctx.settings), ctx, ALL_KEYS, REGION_IN_BLOCK);
    if (reading === undefined) return null;
    try {
      const keys = (await findKeys(reading, ctx)).filter((key) => passes(key, config));
      return { ...config, region: reading.region, keys: keys.map(keyFactsOf) };
    } catch (error) {
      reportKeyFailure(ctx.diagnostics, error, CANNOT_LIST_KEYS, { phase: "plan" });
      return null;
    }
  },
};

function passes(key: KeyMetadata, filters: StateOf<typeof schema>): boolean {
  const { description_pattern, key_spec, key_state } = filters;
  return (
    (description_pattern === null || matchesGlob(description_pattern, key.description)) &&
    (key_spec === null || key_spec.toUpperCase() === key.keySpec?.toUpperCase()) &&
    (key_state === null || key_state === wordOf(key.state))
  );
}
