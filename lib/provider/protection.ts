import { UNENCRYPTED_RISK, unencryptedWay, VERIFICATION_SWITCH, verificationOff } from "../bos/index.ts";
import { type Context, isKnown, isUnknown } from "../plugin/index.ts";
import { type Environment, PROVIDER_SETTINGS, type ResolvedSettings } from "../settings/index.ts";
import type { ProviderConfig } from "./schema.ts";

const REQUIRED = "require_https is set, so this is refused.";
const AS_YET = "require_https = true, or BOS_REQUIRE_HTTPS=1 in the environment, makes this an error.";

/**
 * Reports what would take the protection of TLS away from requests: errors, and a warning for an endpoint without it as
 * long as `require_https` is not set. What is not known yet is judged when it is.
 */
export function checkProtection(
  config: Pick<ProviderConfig, "endpoint" | "kms_endpoint">,
  { endpoint, kmsEndpoint, requireHttps }: ResolvedSettings,
  { diagnostics }: Pick<Context, "diagnostics">,
  env: Environment,
): void {
  const off = verificationOff(env);
  if (off !== undefined)
    diagnostics.error(`${VERIFICATION_SWITCH} turns off the verification of certificates`, off);

  for (const [attribute, url] of [
    ["endpoint", endpoint],
    ["kms_endpoint", kmsEndpoint],
  ] as const) {
    const way = url === undefined || isUnknown(config[attribute]) ? undefined : unencryptedWay(url, env);
    if (way === undefined) continue;
    const isWritten = isKnown(config[attribute]);
    const summary = `Requests to ${way} are not encrypted`;
    const detail = `${UNENCRYPTED_RISK} Write https:// in ${isWritten ? attribute : PROVIDER_SETTINGS[attribute].variable} if the service can be had that way.`;
    const path = isWritten ? [attribute] : undefined;
    if (requireHttps) diagnostics.error(summary, `${detail} ${REQUIRED}`, path);
    else diagnostics.warning(summary, `${detail} ${AS_YET}`, path);
  }
}
