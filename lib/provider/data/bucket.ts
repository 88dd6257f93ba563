import { hasKmsEndpoint } from "../../kms/index.ts";
import {
  bool,
  type ConfiguredContext,
  type DataSourceDefinition,
  defineSchema,
  string,
} from "../../plugin/index.ts";
import { BUCKET_LOOKUP } from "../../settings/index.ts";
import { cannotReadEncryption, describeNoBucket, reportFailure } from "../failure.ts";
import { reportInvalid } from "../invalid.ts";
import { askBos, askKms, bucketNamed, keyNamed, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { factsOf, wordOf } from "./facts.ts";
import { KEY_STATE_NULL, REGION_IN_BLOCK } from "./messages.ts";

export const schema = defineSchema({
  version: 0,
  description: "How one bucket encrypts new uploads, read at every plan.",
  attributes: {
    bucket: string({ required: true, description: BUCKET_LOOKUP.bucket.description }),
    region: string({
      optional: true,
      computed: true,
      description: BUCKET_LOOKUP.region.description,
    }),
    encrypted: bool({ computed: true, description: "Whether new uploads are encrypted." }),
    method: string({
      computed: true,
      description:
        "`bos-managed`, `kms-managed`, or `unknown-algorithm` for an algorithm that this provider does not know. Null while off.",
    }),
    sse_algorithm: string({
      computed: true,
      description: "The algorithm as BOS names it. Null while off.",
    }),
    kms_master_key_id: string({
      computed: true,
      description: "Id of the KMS master key. Null while off, and with keys that BOS manages.",
    }),
    key_state: string({
      computed: true,
      description:
        "State of the KMS master key: `enabled`, `disabled`, `pending_deletion`, `pending_import`, `missing`, or another one as KMS writes it. Null without a key, and when KMS does not report it.",
    }),
  },
});

/** A bucket that is missing or cannot be read is an error: neither may pass for one that is off. */
export const bucketEncryptionData: DataSourceDefinition<Settings, typeof schema> = {
  schema,

  validate(config, { diagnostics }) {
    reportInvalid(config, BUCKET_LOOKUP, diagnostics);
  },

  async read({ bucket, region: written }, ctx) {
    const { diagnostics } = ctx;
    const reading = readingIn(askBos(written, ctx.settings), ctx, bucketNamed(bucket), REGION_IN_BLOCK);
    if (reading === undefined) return null;
    const { settings, region } = reading;
    try {
      const observation = await settings.reconciler.observe({ bucket, region }, ctx.signal);
      if (observation.status === "missing") {
        const { summary, detail } = describeNoBucket({ bucket, region }, observation.warning);
        diagnostics.error(summary, detail, ["bucket"]);
        return null;
      }
      const { observed } = observation;
      const facts = factsOf(observed);
      const key_state = await keyStateOf(facts.kms_master_key_id, region, ctx);
      return { bucket, region, encrypted: observed.kind !== "disabled", ...facts, key_state };
    } catch (error) {
      reportFailure(diagnostics, error, cannotReadEncryption(bucket), { phase: "plan" });
      return null;
    }
  },
};

/** The encryption is known without it, so a key that cannot be looked up fails nothing. */
async function keyStateOf(
  keyId: string | null,
  region: string,
  ctx: ConfiguredContext<Settings>,
): Promise<string | null> {
  if (keyId === null) return null;
  const asking = askKms(region, ctx.settings);
  if (asking.kind === "later") warnNotRead(keyNamed(keyId), asking.unknown, KEY_STATE_NULL, ctx);
  if (asking.kind !== "ask") return null;
  const { keys, kmsEndpoint } = asking.reading.settings;
  if (!hasKmsEndpoint(region, kmsEndpoint)) return null;
  const observation = await keys.lookQuietly({ keyId, region, signal: ctx.signal });
  switch (observation?.kind) {
    case "found":
      return wordOf(observation.key.state);
    case "missing":
      return "missing";
    default:
      return null;
  }
}
