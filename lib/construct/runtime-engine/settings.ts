import type { BosProvider } from "../bos-provider.ts";
import { checkNames, isLiteral } from "../check.ts";
import { CONNECTION_CHECKS, endpointToKeep, withoutEmpty } from "../connection.ts";
import { flag } from "../property-checks.ts";
import type { RuntimeEngineOptions } from "./options.ts";

/** What the runtime is told of the way to the cloud. All but the region are plain values. */
export type RuntimeSettings = Omit<RuntimeEngineOptions, "forgetProviderResource">;

const SETTINGS = Object.keys(CONNECTION_CHECKS) as (keyof typeof CONNECTION_CHECKS)[];

const CHECKS = { ...CONNECTION_CHECKS, forgetProviderResource: flag };

/** The engine's own options, completed from a provider block. */
export function settingsOf(
  { forgetProviderResource: _, ...options }: RuntimeEngineOptions,
  provider: BosProvider | undefined,
): RuntimeSettings {
  const inherited = SETTINGS.map((name) => [name, provider?.settings[name]] as const);
  const { endpoint, ...own } = withoutEmpty(options);
  return withoutEmpty({
    ...Object.fromEntries(inherited),
    ...own,
    ...(endpoint !== undefined && { endpoint: endpointToKeep(endpoint) }),
  });
}

/** Everything that is wrong with the options, and with what a provider block says in their place. */
export function complaintsAbout(options: RuntimeEngineOptions, provider: BosProvider | undefined): string[] {
  const { forgetProviderResource } = options;
  const own: Readonly<Record<string, unknown>> = { ...withoutEmpty(options) };
  const settings: Readonly<Record<string, unknown>> = {
    ...settingsOf(options, provider),
    ...own,
    forgetProviderResource,
  };
  const nameOf = (name: string) => (name in own ? `engine.${name}` : `${provider?.node.path}: ${name}`);
  return [
    ...checkNames("engine.", options, Object.keys(CHECKS)),
    ...Object.entries(CHECKS).flatMap(([name, check]) => {
      const value = settings[name];
      if (value === undefined) return [];
      // A region is written down with the bucket; all else must be known when a destroy-time provisioner is written.
      if (!isLiteral(value) && name !== "region") return [notPlain(nameOf(name))];
      // What a provider block says, it has judged itself.
      return name in own ? check(nameOf(name), value) : [];
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
