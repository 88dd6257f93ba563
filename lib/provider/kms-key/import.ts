import { checkKmsMasterKeyId, checkRegion } from "../../encryption/index.ts";
import { describeKey } from "../../kms/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import { askKms, readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import { warnOfState } from "./read.ts";
import type { State } from "./schema.ts";
import { stateOf } from "./values.ts";

/**
 * Imports `key_id`, or `region/key_id`. What the cloud cannot tell (`deletion_window_in_days`, `force`) comes in as its
 * default; a key that is pending import as one that is to be enabled.
 */
export async function importState(
  { id }: ImportSource,
  ctx: ConfiguredContext<Settings>,
): Promise<State | null> {
  const { diagnostics, signal } = ctx;
  const slash = id.indexOf("/");
  const keyId = id.slice(slash + 1);
  const written = slash === -1 ? null : id.slice(0, slash);
  const issues = [...checkKmsMasterKeyId(keyId), ...(written === null ? [] : checkRegion(written))];
  for (const { message } of issues) {
    diagnostics.error("Invalid import id", `${message} Import a key by its id, or by "region/id".`);
  }
  if (issues.length > 0) return null;
  const reading = readingIn(
    askKms(written, ctx.settings),
    ctx,
    `KMS key "${keyId}"`,
    `Import "region/${keyId}"`,
  );
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const key = await describeKey(settings.kms, { keyId, region, signal });
    warnOfState(key, diagnostics);
    return stateOf(key, { ...NOT_TOLD, id: keyId, key_id: keyId, region });
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot import KMS key "${keyId}"`, { phase: "plan" });
    return null;
  }
}

const NOT_TOLD = {
  description: null,
  key_spec: null,
  protected_by: null,
  origin: null,
  enabled: true,
  rotation_cycle: null,
  deletion_window_in_days: 30,
  force: false,
};
