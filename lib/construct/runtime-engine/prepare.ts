import type { BosBucketEncryptionProps } from "../bos-bucket-encryption-props.ts";
import { type BosProvider, defaultProviderOf } from "../bos-provider.ts";
import type { Construct } from "../cdk.ts";
import type { RuntimeEngine } from "../engine.ts";
import { checkForRuntime } from "./check.ts";
import { type RuntimeSettings, settingsOf } from "./settings.ts";

/** What the runtime of a construct is told. */
export interface Prepared {
  readonly settings: RuntimeSettings;
  /** What is wrong with the properties for such an engine: one sentence each. For the validation at synth. */
  complaints(): readonly string[];
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
    complaints: () => [...checkForRuntime(engine, props, provider), ...checkOrder(provider, providerNow())],
  };
}

/** Settings are read when the construct is made: those of a block that comes later would be lost without a word. */
function checkOrder(seen: BosProvider | undefined, known: BosProvider | undefined): string[] {
  if (seen === known) return [];
  return [
    `provider: ${known?.node.path} is made after this construct, which takes its settings from there. Make the BosProvider first, or give Engine.nullResource() and Engine.terraformData() the settings themselves.`,
  ];
}
