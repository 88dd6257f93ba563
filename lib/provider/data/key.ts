import { describeKey, type KeyMetadata } from "../../kms/index.ts";
import {
  type ConfiguredContext,
  type DataSourceDefinition,
  defineSchema,
  number,
  type StateOf,
  string,
} from "../../plugin/index.ts";
import { KEY_LOOKUP } from "../../settings/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { reportInvalid } from "../invalid.ts";
import { askKms, type Reading, readingIn } from "../reading.ts";
import type { KmsAccess, Settings } from "../settings.ts";
import { keyFactsOf } from "./facts.ts";
import { findKeys } from "./keys.ts";
import {
  cannotReadKey,
  keyLookedUp,
  REGION_IN_BLOCK,
  reportIdOrDescription,
  reportNotOneKey,
} from "./messages.ts";

const schema = defineSchema({
  version: 0,
  description: "One KMS key, by its id or by its description, read at every plan.",
  attributes: {
    key_id: string({
      optional: true,
      computed: true,
      description: KEY_LOOKUP.key_id.description,
    }),
    description: string({
      optional: true,
      computed: true,
      description: KEY_LOOKUP.description.description,
    }),
    region: string({
      optional: true,
      computed: true,
      description: KEY_LOOKUP.region.description,
    }),
    key_state: string({
      computed: true,
      description:
        "`enabled`, `disabled`, `pending_deletion` or `pending_import`; another state as KMS writes it.",
    }),
    key_spec: string({ computed: true, description: "Kind of key, for example `BAIDU_AES_256`." }),
    protected_by: string({ computed: true, description: "`SOFTWARE` or `HSM`." }),
    origin: string({ computed: true, description: "`BAIDU_KMS` or `EXTERNAL`." }),
    rotation_cycle: number({
      computed: true,
      description: "How often its material changes, in days by its range; `0` is never.",
    }),
    creation_date: string({ computed: true, description: "When it was made, as KMS writes it." }),
    deletion_date: string({
      computed: true,
      description: "When it will be deleted, as KMS writes it; null unless it is pending deletion.",
    }),
  },
});

/** The data source `bos_kms_key`. */
export const kmsKeyData: DataSourceDefinition<Settings, typeof schema> = {
  schema,

  validate(config, { diagnostics }) {
    reportInvalid(config, KEY_LOOKUP, diagnostics);
    const { key_id, description } = config;
    const written = [key_id, description].filter((value) => value !== null).length;
    if (written !== 1) reportIdOrDescription(diagnostics);
  },

  async read(config, ctx) {
    const { key_id: keyId, description } = config;
    const which = keyLookedUp(keyId, description);
    const reading = readingIn(askKms(config.region, ctx.settings), ctx, which, REGION_IN_BLOCK);
    if (reading === undefined) return null;
    try {
      const key =
        keyId === null ? await keyCalled(description ?? "", reading, ctx) : await keyOf(keyId, reading, ctx);
      return key === undefined ? null : { region: reading.region, ...keyFactsOf(key) };
    } catch (error) {
      reportKeyFailure(ctx.diagnostics, error, cannotReadKey(which), { phase: "plan" });
      return null;
    }
  },
};

type Ctx = ConfiguredContext<Settings>;

async function keyOf(
  keyId: string,
  { settings, region }: Reading<KmsAccess>,
  { signal }: Ctx,
): Promise<KeyMetadata> {
  const target = { keyId, region, signal };
  const key = await describeKey(settings.kms, target);
  settings.keys.note(target, key);
  return key;
}

/** The one key with this description; undefined after an error that says how many there are. */
async function keyCalled(
  description: NonNullable<StateOf<typeof schema>["description"]>,
  reading: Reading<KmsAccess>,
  ctx: Ctx,
): Promise<KeyMetadata | undefined> {
  const keys = (await findKeys(reading, ctx)).filter(
    (key) => key.description === description && key.state !== "pending-deletion",
  );
  const [key] = keys;
  if (keys.length === 1) return key;
  const keyIds = keys.map(({ keyId }) => keyId);
  reportNotOneKey(ctx.diagnostics, { description, region: reading.region, keyIds });
  return undefined;
}
