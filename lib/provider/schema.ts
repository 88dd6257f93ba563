import { bool, type Context, defineSchema, number, string, type ValuesOf } from "../plugin/index.ts";
import { PROVIDER_SETTINGS, unlessEmpty } from "../settings/index.ts";
import { reportInvalid } from "./invalid.ts";

export const providerSchema = defineSchema({
  version: 0,
  description: "Default encryption of buckets on Baidu AI Cloud object storage (BOS).",
  attributes: {
    region: string({
      optional: true,
      description: PROVIDER_SETTINGS.region.description,
    }),
    access_key: string({
      optional: true,
      sensitive: true,
      description: PROVIDER_SETTINGS.access_key.description,
    }),
    secret_key: string({
      optional: true,
      sensitive: true,
      description: PROVIDER_SETTINGS.secret_key.description,
    }),
    session_token: string({
      optional: true,
      sensitive: true,
      description: PROVIDER_SETTINGS.session_token.description,
    }),
    endpoint: string({
      optional: true,
      description: PROVIDER_SETTINGS.endpoint.description,
    }),
    kms_endpoint: string({
      optional: true,
      description: PROVIDER_SETTINGS.kms_endpoint.description,
    }),
    path_style: bool({
      optional: true,
      description: PROVIDER_SETTINGS.path_style.description,
    }),
    deny_weakening: bool({
      optional: true,
      description: PROVIDER_SETTINGS.deny_weakening.description,
    }),
    require_https: bool({
      optional: true,
      description: PROVIDER_SETTINGS.require_https.description,
    }),
    request_timeout: number({
      optional: true,
      description: PROVIDER_SETTINGS.request_timeout.description,
    }),
    max_retries: number({
      optional: true,
      description: PROVIDER_SETTINGS.max_retries.description,
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
  reportInvalid(withoutEmpty(config), PROVIDER_SETTINGS, diagnostics);
}
