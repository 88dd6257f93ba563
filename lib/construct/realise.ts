import type { Wish } from "./bucket-encryption-resource.ts";
import type { Construct } from "./cdk.ts";
import { Engine } from "./engine.ts";
import { createProviderResource } from "./provider-realisation.ts";
import type { Realisation } from "./realisation.ts";
import { prepare } from "./runtime-engine/prepare.ts";
import { createResources } from "./runtime-engine/resources.ts";

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
  const { settings, complaints } = prepare(construct, engine, wish);
  const { provider: _, ...metaOfCdk } = meta;
  return {
    realisation: createResources(construct, engine, { ...wish, settings }, metaOfCdk),
    complaints,
  };
}
