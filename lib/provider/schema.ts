import { checkEndpoint, unlessEmpty } from "../bos/index.ts";
import { checkRegion } from "../encryption/index.ts";
import { bool, type Context, defineSchema, isKnown, number, string, type ValuesOf } from "../plugin/index.ts";
import {
  isRequestTimeout,
  isRetryCount,
  LONGEST_REQUEST_TIMEOUT_S,
  MOST_RETRIES,
} from "../settings/index.ts";

export const providerSchema = defineSchema({
  version: 0,
  description: "Default encryption of buckets on Baidu AI Cloud object storage (BOS).",
  attributes: {
    region: string({
      optional: true,
      description:
        "Region of buckets whose resource names none, for example `bj`. Default: `BAIDUCLOUD_REGION` from the environment.",
    }),
    access_key: string({
      optional: true,
      sensitive: true,
      description:
        "Access key. Default: `BAIDUCLOUD_ACCESS_KEY`. Prefer the environment: Terraform writes provider arguments into plan files. Credentials come from here or from the environment, never some from each.",
    }),
    secret_key: string({
      optional: true,
      sensitive: true,
      description: "Secret key. Default: `BAIDUCLOUD_SECRET_KEY`. Prefer the environment.",
    }),
    session_token: string({
      optional: true,
      sensitive: true,
      description:
        "Session token of temporary credentials. Default: `BAIDUCLOUD_SESSION_TOKEN`. Prefer the environment.",
    }),
    endpoint: string({
      optional: true,
      description:
        "Scheme, host and optional port of a private deployment or an emulator, for example `http://127.0.0.1:8080`. Default: `BOS_ENDPOINT`, else `https://<region>.bcebos.com`.",
    }),
    kms_endpoint: string({
      optional: true,
      description:
        "The same for the Key Management Service. Default: `BOS_KMS_ENDPOINT`, else `https://bkm.<region>.baidubce.com`, which the regions bj, gz and su have.",
    }),
    path_style: bool({
      optional: true,
      description:
        "`true` puts the bucket into the path, `false` before the host. Default: path style for an IP address, `localhost` or a host with a port.",
    }),
    deny_weakening: bool({
      optional: true,
      description:
        "`true` makes each weakening an error at plan instead of a warning: encryption turned off (by a destroy too), a KMS key dropped or replaced, an unknown algorithm replaced. `BOS_DENY_WEAKENING=1` in the environment does the same; either one suffices.",
    }),
    require_https: bool({
      optional: true,
      description:
        "`true` makes an endpoint without encryption (`http://`) an error instead of a warning; loopback is left out of it. `BOS_REQUIRE_HTTPS=1` in the environment does the same; either one suffices.",
    }),
    request_timeout: number({
      optional: true,
      description: "How long one request may take, in seconds. Default: 30.",
    }),
    max_retries: number({
      optional: true,
      description:
        "How often a request is repeated after throttling, a lost connection or an error of the cloud. Default: 4.",
    }),
  },
});

export type ProviderConfig = ValuesOf<typeof providerSchema>;

/** The provider block as it counts: an empty text is left out. */
export const withoutEmpty = (config: ProviderConfig): ProviderConfig =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, unlessEmpty(value) ?? null]),
  ) as ProviderConfig;

/** Everything wrong with what is written in the provider block, without the environment and without the cloud. */
export function validateProvider(config: ProviderConfig, { diagnostics }: Context): void {
  const { region, endpoint, kms_endpoint, request_timeout, max_retries } = withoutEmpty(config);
  if (isKnown(region)) {
    for (const { message } of checkRegion(region)) diagnostics.error("Invalid region", message, ["region"]);
  }
  if (isKnown(endpoint)) {
    for (const { message } of checkEndpoint(endpoint))
      diagnostics.error("Invalid endpoint", message, ["endpoint"]);
  }
  if (isKnown(kms_endpoint)) {
    for (const { message } of checkEndpoint(kms_endpoint)) {
      diagnostics.error("Invalid kms_endpoint", message, ["kms_endpoint"]);
    }
  }
  if (isKnown(request_timeout) && !isRequestTimeout(request_timeout)) {
    diagnostics.error(
      "Invalid request_timeout",
      `A request may take more than 0 and at most ${LONGEST_REQUEST_TIMEOUT_S} seconds; got ${request_timeout}.`,
      ["request_timeout"],
    );
  }
  if (isKnown(max_retries) && !isRetryCount(max_retries)) {
    diagnostics.error(
      "Invalid max_retries",
      `Write a whole number from 0 to ${MOST_RETRIES}; got ${max_retries}.`,
      ["max_retries"],
    );
  }
}
