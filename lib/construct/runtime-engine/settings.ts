import { LONGEST_REQUEST_TIMEOUT_S, MOST_RETRIES } from "../../distribution/index.ts";
import { checkRegion } from "../../encryption/index.ts";
import type { BosProvider } from "../bos-provider.ts";
import { checkNames, isLiteral } from "../check.ts";
import { flag, number, text, wholeNumber } from "../property-checks.ts";
import type { RuntimeEngineOptions } from "./options.ts";

/** What the runtime is told of the way to the cloud. All but the region are plain values. */
export type RuntimeSettings = Omit<RuntimeEngineOptions, "forgetProviderResource">;

const SETTINGS = [
  "region",
  "endpoint",
  "pathStyle",
  "denyWeakening",
  "requireHttps",
  "requestTimeout",
  "maxRetries",
] as const;

/** Scheme, host and port, and nothing that means something to Terraform; a password would end up in the state. */
const ENDPOINT = /^https?:\/\/[\p{L}\p{N}._:[\]-]+\/?$/iu;

const CHECKS = {
  region: text(checkRegion),
  endpoint: text((value) =>
    ENDPOINT.test(value)
      ? []
      : [
          {
            message:
              'Write a scheme, a host and if need be a port, for example "https://bos.private.example".',
          },
        ],
  ),
  pathStyle: flag,
  denyWeakening: flag,
  requireHttps: flag,
  requestTimeout: number(0, LONGEST_REQUEST_TIMEOUT_S),
  maxRetries: wholeNumber(0, MOST_RETRIES),
  forgetProviderResource: flag,
};

/** The engine's own options, completed from a provider block. */
export function settingsOf(
  { forgetProviderResource: _, ...options }: RuntimeEngineOptions,
  provider: BosProvider | undefined,
): RuntimeSettings {
  const inherited = SETTINGS.map((name) => [name, provider?.settings[name]] as const);
  const written = Object.entries({ ...Object.fromEntries(inherited), ...defined(options) });
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
}

const defined = (options: object) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Everything that is wrong with the options, and with what a provider block says in their place. */
export function complaintsAbout(options: RuntimeEngineOptions, provider: BosProvider | undefined): string[] {
  const { forgetProviderResource } = options;
  const settings: Readonly<Record<string, unknown>> = {
    ...settingsOf(options, provider),
    forgetProviderResource,
  };
  const nameOf = (name: string) =>
    name in defined(options) ? `engine.${name}` : `${provider?.node.path}: ${name}`;
  return [
    ...checkNames("engine.", options, Object.keys(CHECKS)),
    ...Object.entries(CHECKS).flatMap(([name, check]) => {
      const value = settings[name];
      if (value === undefined) return [];
      // A region is written down with the bucket; all else must be known when a destroy-time provisioner is written.
      if (!isLiteral(value) && name !== "region") return [notPlain(nameOf(name))];
      return check(nameOf(name), value);
    }),
    ...["accessKey", "secretKey", "sessionToken"]
      .filter((name) => provider?.settings[name as "accessKey"] !== undefined)
      .map(
        (name) =>
          `${provider?.node.path}: ${name}: this engine takes credentials from the environment only. Leave it out, and set BAIDUCLOUD_ACCESS_KEY and BAIDUCLOUD_SECRET_KEY where Terraform runs.`,
      ),
  ];
}

/** What a destroy-time provisioner cannot be told: it may refer to nothing but its own resource. */
export const notPlain = (name: string): string =>
  `${name}: must be written out with this engine, it cannot be a token: a destroy-time provisioner of Terraform knows nothing of other resources and variables. Or use Engine.provider().`;

/** Judges a property that this engine must know at synth. */
export const checkPlain = (name: string, value: unknown): string[] =>
  value === undefined || isLiteral(value) ? [] : [notPlain(name)];
