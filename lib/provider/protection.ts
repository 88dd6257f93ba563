import {
  readSwitch,
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "../bos/index.ts";
import { type Context, isKnown } from "../plugin/index.ts";
import type { ProviderConfig } from "./schema.ts";

const REQUIRED = "require_https is set, so this is refused.";
const AS_YET = "require_https = true, or BOS_REQUIRE_HTTPS=1 in the environment, makes this an error.";

/**
 * Reports what would take the protection of TLS away from requests: errors, and a warning for an endpoint without it as
 * long as `require_https` is not set. What is not known yet is judged when it is.
 */
export function checkProtection(
  config: Pick<ProviderConfig, "endpoint" | "kms_endpoint" | "require_https">,
  { diagnostics }: Pick<Context, "diagnostics">,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const off = verificationOff(env);
  if (off !== undefined)
    diagnostics.error(`${VERIFICATION_SWITCH} turns off the verification of certificates`, off);
  const strict = readSwitch("BOS_REQUIRE_HTTPS", env);
  if (!strict.ok) diagnostics.error("Invalid BOS_REQUIRE_HTTPS", strict.message);
  const required = config.require_https === true || (strict.ok && strict.on);

  for (const [attribute, variable] of [
    ["endpoint", "BOS_ENDPOINT"],
    ["kms_endpoint", "BOS_KMS_ENDPOINT"],
  ] as const) {
    const written = config[attribute];
    const endpoint = isKnown(written) ? written : written === null ? env[variable] : undefined;
    const way = endpoint ? unencryptedWay(endpoint, env) : undefined;
    if (way === undefined) continue;
    const summary = `Requests to ${way} are not encrypted`;
    const source = isKnown(written) ? attribute : variable;
    const detail = `${UNENCRYPTED_RISK} Write https:// in ${source} if the service can be had that way.`;
    const path = isKnown(written) ? [attribute] : undefined;
    if (required) diagnostics.error(summary, `${detail} ${REQUIRED}`, path);
    else diagnostics.warning(summary, `${detail} ${AS_YET}`, path);
  }
}
