import { checkKmsMasterKeyId, checkRegion } from "../../encryption/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { read } from "./read.ts";
import type { State } from "./schema.ts";

/**
 * Imports `key_id`, or `region/key_id`. What the cloud cannot tell (`deletion_window_in_days`, `force`) comes in as its
 * default; a key that is pending import as one that is to be enabled.
 */
export async function importState(
  { id }: ImportSource,
  ctx: ConfiguredContext<Settings>,
): Promise<State | null> {
  const { settings, diagnostics } = ctx;
  const slash = id.indexOf("/");
  const keyId = id.slice(slash + 1);
  if (settings.kind === "unknown") {
    diagnostics.error(
      "The provider's settings are not known yet",
      `KMS key "${keyId}" cannot be read before they are: apply first what they depend on, then import.`,
    );
    return null;
  }
  const region = slash === -1 ? settings.region : id.slice(0, slash);
  const issues = [...checkKmsMasterKeyId(keyId), ...(region === undefined ? [] : checkRegion(region))];
  for (const { message } of issues) {
    diagnostics.error("Invalid import id", `${message} Import a key by its id, or by "region/id".`);
  }
  if (issues.length > 0) return null;
  if (region === undefined) {
    diagnostics.error(
      "No region",
      `Nothing says in which region KMS key "${keyId}" is. Import "region/${keyId}", or set region in the provider block or BAIDUCLOUD_REGION in the environment.`,
    );
    return null;
  }
  const state = await read(
    {
      key_id: keyId,
      region,
      description: null,
      key_spec: null,
      protected_by: null,
      origin: null,
      enabled: true,
      rotation_cycle: null,
      deletion_window_in_days: 30,
      force: false,
    },
    ctx,
  );
  if (state === null && !diagnostics.hasErrors()) {
    diagnostics.error(
      `There is no KMS key "${keyId}"`,
      `Region "${region}" has no key of that id that these credentials own, so there is nothing to import.`,
    );
  }
  return state;
}
