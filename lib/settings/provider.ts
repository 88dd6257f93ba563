import { checkEndpoint } from "./endpoint.ts";
import { checkRegion } from "./names.ts";
import { flag, type Issue, inherited, number, text, wholeNumber } from "./setting.ts";

/** Longest time for one request, seconds. */
const LONGEST_REQUEST_TIMEOUT_S = 600;
const RETRIES = { min: 0, max: 20 };

const checkRequestTimeout = (seconds: number): readonly Issue[] =>
  seconds > 0 && seconds <= LONGEST_REQUEST_TIMEOUT_S
    ? []
    : [
        {
          code: "out-of-range",
          field: "requestTimeout",
          message: `A request may take more than 0 and at most ${LONGEST_REQUEST_TIMEOUT_S} seconds; got ${seconds}.`,
        },
      ];

/** How to reach BOS and KMS, as whom, and what to refuse: the provider block, a `BosProvider`, a request to the runtime. */
export const PROVIDER_SETTINGS = {
  region: inherited(
    "BAIDUCLOUD_REGION",
    text("region", {
      check: checkRegion,
      description:
        "Region of buckets whose resource names none, for example `bj`. Default: `BAIDUCLOUD_REGION` from the environment.",
    }),
  ),
  access_key: inherited(
    "BAIDUCLOUD_ACCESS_KEY",
    text("access_key", {
      isSecret: true,
      description:
        "Access key. Default: `BAIDUCLOUD_ACCESS_KEY`. Prefer the environment: Terraform writes provider arguments into plan files. Credentials come from here or from the environment, never some from each.",
    }),
  ),
  secret_key: inherited(
    "BAIDUCLOUD_SECRET_KEY",
    text("secret_key", {
      isSecret: true,
      description: "Secret key. Default: `BAIDUCLOUD_SECRET_KEY`. Prefer the environment.",
    }),
  ),
  session_token: inherited(
    "BAIDUCLOUD_SESSION_TOKEN",
    text("session_token", {
      isSecret: true,
      description:
        "Session token of temporary credentials. Default: `BAIDUCLOUD_SESSION_TOKEN`. Prefer the environment.",
    }),
  ),
  endpoint: inherited(
    "BOS_ENDPOINT",
    text("endpoint", {
      mayHoldPassword: true,
      check: checkEndpoint,
      description:
        "Scheme, host and optional port of a private deployment or an emulator, for example `http://127.0.0.1:8080`. Default: `BOS_ENDPOINT`, else `https://<region>.bcebos.com`.",
    }),
  ),
  kms_endpoint: inherited(
    "BOS_KMS_ENDPOINT",
    text("kms_endpoint", {
      mayHoldPassword: true,
      check: checkEndpoint,
      description:
        "The same for the Key Management Service. Default: `BOS_KMS_ENDPOINT`, else `https://bkm.<region>.baidubce.com`, which the regions bj, gz and su have.",
    }),
  ),
  path_style: flag("path_style", {
    description:
      "`true` puts the bucket into the path, `false` before the host. Default: path style for an IP address, `localhost` or a host with a port.",
  }),
  deny_weakening: inherited(
    "BOS_DENY_WEAKENING",
    flag("deny_weakening", {
      description:
        "`true` makes each weakening an error at plan instead of a warning: encryption turned off (by a destroy too), a KMS key dropped or replaced, an unknown algorithm replaced. `BOS_DENY_WEAKENING=1` in the environment does the same; either one suffices.",
    }),
  ),
  require_https: inherited(
    "BOS_REQUIRE_HTTPS",
    flag("require_https", {
      description:
        "`true` makes an endpoint without encryption (`http://`) an error instead of a warning; loopback is left out of it. `BOS_REQUIRE_HTTPS=1` in the environment does the same; either one suffices.",
    }),
  ),
  request_timeout: number("request_timeout", {
    check: checkRequestTimeout,
    description: "How long one request may take, in seconds. Default: 30.",
  }),
  max_retries: number("max_retries", {
    check: wholeNumber("maxRetries", RETRIES),
    description:
      "How often a request is repeated after throttling, a lost connection or a server error. Default: 4.",
  }),
};

export type ProviderSetting = keyof typeof PROVIDER_SETTINGS;

/** The settings that are credentials: all of them come from one source. */
export const CREDENTIAL_SETTINGS = ["access_key", "secret_key", "session_token"] as const;

/** Those that a stack without the provider tells the runtime; credentials it takes from the environment alone. */
export const RUNTIME_SETTINGS = {
  region: PROVIDER_SETTINGS.region,
  endpoint: PROVIDER_SETTINGS.endpoint,
  path_style: PROVIDER_SETTINGS.path_style,
  deny_weakening: PROVIDER_SETTINGS.deny_weakening,
  require_https: PROVIDER_SETTINGS.require_https,
  request_timeout: PROVIDER_SETTINGS.request_timeout,
  max_retries: PROVIDER_SETTINGS.max_retries,
};
