import { type BosProvider, defaultProviderOf } from "./bos-provider.ts";
import type { Wish } from "./bucket-encryption-resource.ts";
import type { Construct } from "./cdk.ts";
import { Engine, type RuntimeEngine } from "./engine.ts";
import { createProviderResource } from "./provider-realisation.ts";
import type { Realisation } from "./realisation.ts";
import { checkForRuntime } from "./runtime-engine/check.ts";
import { createResources } from "./runtime-engine/resources.ts";
import { settingsOf } from "./runtime-engine/settings.ts";

/** What became of a construct. */
export interface Realised {
  readonly realisation: Realisation;
  /** What is wrong with the properties for this engine: one sentence each. For the validation at synth. */
  complaints(): readonly string[];
}

/**
 * Makes of a construct what its engine synthesises.
 *
 * @param isSound whether the properties are right; what is wrong is not written, so that CDK does not stumble over it
 *   before everything wrong is shown
 */
export function realise(construct: Construct, wish: Wish, isSound: boolean): Realised {
  const {
    bucket,
    encryption,
    region,
    onDestroy,
    onConflict,
    timeouts,
    engine = Engine.provider(),
    ...meta
  } = wish;
  if (!isSound || engine.kind === "provider") {
    const kept = isSound && engine.kind === "provider" ? engine : Engine.provider();
    const realisation = createProviderResource(construct, kept, isSound ? wish : undefined, meta);
    return { realisation, complaints: () => [] };
  }
  const { provider = defaultProviderOf(construct), ...metaOfCdk } = meta;
  const settings = settingsWith(engine, provider, region);
  return {
    realisation: createResources(construct, engine, { ...wish, settings }, metaOfCdk),
    complaints: () => [
      ...checkForRuntime(engine, wish, provider),
      ...checkOrder(provider, meta.provider ?? defaultProviderOf(construct)),
    ],
  };
}

/** The settings of a construct: its own region, the engine's options, then what a provider block says. */
export function settingsWith(
  engine: RuntimeEngine,
  provider: BosProvider | undefined,
  region: string | undefined,
) {
  return { ...settingsOf(engine.options, provider), ...(region !== undefined && { region }) };
}

/** Settings are read when the construct is made: those of a block that comes later would be lost without a word. */
function checkOrder(seen: BosProvider | undefined, known: BosProvider | undefined): string[] {
  if (seen === known) return [];
  return [
    `provider: ${known?.node.path} is made after this construct, which takes its settings from there. Make the BosProvider first, or give Engine.nullResource() and Engine.terraformData() the settings themselves.`,
  ];
}
