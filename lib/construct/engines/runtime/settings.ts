import { CREDENTIAL_SETTINGS, PROVIDER_SETTINGS, RUNTIME_SETTINGS, shown } from "../../../settings/index.ts";
import type { Construct } from "../../cdk.ts";
import { checkNames, isLiteral } from "../../check.ts";
import type { BosBucketEncryptionProps } from "../../elements/bucket-encryption-props.ts";
import { type BosProvider, defaultProviderOf } from "../../elements/provider-block.ts";
import { checkSetting, endpointToKeep, withoutEmpty } from "../../settings.ts";
import type { RuntimeEngine, RuntimeEngineOptions } from "../engine.ts";

/** What the runtime is told of the way to the cloud. All but the region are plain values. */
export type RuntimeSettings = Omit<RuntimeEngineOptions, "forgetProviderResource">;

const SETTINGS = Object.values(RUNTIME_SETTINGS);
const PROPERTIES: readonly string[] = [...SETTINGS.map(({ property }) => property), "forgetProviderResource"];

type Values = Readonly<Record<string, unknown>>;

/** The engine's own options, completed from a provider block. */
function settingsOf(
  { forgetProviderResource: _, ...options }: RuntimeEngineOptions,
  provider: BosProvider | undefined,
): RuntimeSettings {
  const written: Values = { ...provider?.settings };
  const inherited = SETTINGS.map(({ property }) => [property, written[property]] as const);
  const { endpoint, ...own } = withoutEmpty(options);
  return withoutEmpty({
    ...Object.fromEntries(inherited),
    ...own,
    ...(endpoint !== undefined && { endpoint: endpointToKeep(endpoint, RUNTIME_SETTINGS.endpoint) }),
  });
}

/** Everything that is wrong with the options, and with what a provider block says in their place. */
function issuesOf(options: RuntimeEngineOptions, provider: BosProvider | undefined): string[] {
  const { forgetProviderResource } = options;
  const own: Values = { ...withoutEmpty(options) };
  const all: Values = { ...settingsOf(options, provider), ...own };
  const nameOf = (name: string) => (name in own ? `engine.${name}` : `${provider?.node.path}: ${name}`);
  return [
    ...checkNames("engine.", options, PROPERTIES),
    ...SETTINGS.flatMap((setting) => {
      const { property } = setting;
      const value = all[property];
      if (value === undefined) return [];
      // A region is written down with the bucket; all else must be known when a destroy-time provisioner is written.
      if (!isLiteral(value) && property !== "region") return [notLiteral(nameOf(property))];
      // What a provider block says, it has judged itself.
      return property in own ? checkSetting(nameOf(property), value, setting) : [];
    }),
    ...(forgetProviderResource === undefined || typeof forgetProviderResource === "boolean"
      ? []
      : [`engine.forgetProviderResource: Must be true or false, not ${shown(forgetProviderResource)}.`]),
    ...CREDENTIAL_SETTINGS.map((name) => PROVIDER_SETTINGS[name].property)
      .filter((property) => (provider?.settings as Values | undefined)?.[property] !== undefined)
      .map(
        (property) =>
          `${provider?.node.path}: ${property}: This engine takes credentials from the environment only. Leave it out, and set BAIDUCLOUD_ACCESS_KEY and BAIDUCLOUD_SECRET_KEY where Terraform runs.`,
      ),
  ];
}

/** What a destroy-time provisioner cannot be told: it may refer to nothing but its own resource. */
const notLiteral = (name: string): string =>
  `${name}: Must be a literal value with this engine, not a token: a destroy-time provisioner of Terraform knows nothing of other resources and variables. Or use Engine.provider().`;

/** Judges a property that this engine must know at synth. */
const requireLiteral = (name: string, value: unknown): string[] =>
  value === undefined || isLiteral(value) ? [] : [notLiteral(name)];

/** What of CDK's `lifecycle` has a meaning for a resource whose provisioners do the work. */
const LIFECYCLE: readonly string[] = [
  "preventDestroy",
  "precondition",
  "postcondition",
  "replaceTriggeredBy",
];

/** What is wrong with the properties for an engine that runs the runtime, beside what is wrong with any engine. */
function checkForRuntime(
  engine: RuntimeEngine,
  props: BosBucketEncryptionProps,
  provider: Parameters<typeof issuesOf>[1],
): string[] {
  const { bucket, count, onDestroy, onConflict, timeouts = {}, lifecycle = {} } = props;
  return [
    ...issuesOf(engine.options, provider),
    ...requireLiteral("onDestroy", onDestroy),
    ...requireLiteral("onConflict", onConflict),
    ...Object.entries(timeouts).flatMap(([name, time]) => requireLiteral(`timeouts.${name}`, time)),
    ...Object.entries(lifecycle).flatMap(([name, value]) =>
      value === undefined || LIFECYCLE.includes(name) ? [] : [lifecycleIssue(name)],
    ),
    ...(typeof count === "number" && count > 1 && isLiteral(bucket)
      ? [
          `count: ${count} copies would set one bucket, "${bucket}", and giving up one of them would turn off what the others want. Leave it out, or give each a bucket of its own.`,
        ]
      : []),
    ...(engine.kind === "terraform-data" ? checkQuotes(props) : []),
  ];
}

function lifecycleIssue(name: string): string {
  const why =
    name === "createBeforeDestroy"
      ? "Terraform runs no destroy-time provisioner under it, so that a bucket which is replaced would stay as it is"
      : "its resources have no attribute of the bucket to ignore";
  return `lifecycle.${name}: Cannot be used with this engine: ${why}. Leave it out, or use Engine.provider().`;
}

/** A hand-written expression stands within a text of Terraform's, in which its own quotes would end that text. */
function checkQuotes({ bucket, region, encryption }: BosBucketEncryptionProps): string[] {
  const parts = Object.entries(encryption ?? {}).map(
    ([name, value]) => [`encryption.${name}`, value] as const,
  );
  const texts: (readonly [string, unknown])[] = [["bucket", bucket], ["region", region], ...parts];
  return texts.flatMap(([name, value]) =>
    typeof value === "string" && !isLiteral(value) && /["\\\p{Cc}]/u.test(value)
      ? [
          `${name}: Expressions with quotes or line breaks are not supported here. Assign it to a TerraformLocal and pass its token.`,
        ]
      : [],
  );
}

/** What the runtime of a construct is told. */
export interface Prepared {
  readonly settings: RuntimeSettings;
  /** What is wrong with the properties for such an engine: one sentence each. For the validation at synth. */
  issues(): readonly string[];
}

/** Puts together what an engine says, what a provider block says in its place, and the construct's own region. */
export function prepare(
  construct: Construct,
  engine: RuntimeEngine,
  props: BosBucketEncryptionProps,
): Prepared {
  const { region } = props;
  const providerNow = () => props.provider ?? defaultProviderOf(construct);
  const provider = providerNow();
  return {
    settings: { ...settingsOf(engine.options, provider), ...(region !== undefined && { region }) },
    issues: () => [...checkForRuntime(engine, props, provider), ...checkOrder(provider, providerNow())],
  };
}

/** Settings are read when the construct is made: those of a block that comes later would be lost without a word. */
function checkOrder(seen: BosProvider | undefined, known: BosProvider | undefined): string[] {
  if (seen === known) return [];
  return [
    `provider: ${known?.node.path} is made after this construct, which takes its settings from there. Make the BosProvider first, or give Engine.nullResource() and Engine.terraformData() the settings themselves.`,
  ];
}
