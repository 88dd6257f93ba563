import { hostOf } from "../distribution/index.ts";
import { type BosProvider, defaultProviderOf } from "./bos-provider.ts";
import type { Wish } from "./bucket-encryption-resource.ts";
import type { Construct } from "./cdk.ts";
import { isLiteral } from "./check.ts";
import { CONNECTION_CHECKS } from "./connection.ts";
import { Engine, type RuntimeEngine } from "./engine.ts";
import { createProviderResource } from "./provider-realisation.ts";
import type { Realisation } from "./realisation.ts";
import { prepare } from "./runtime-engine/prepare.ts";
import { createResources } from "./runtime-engine/resources.ts";

/** What became of a construct. */
export interface Realised {
  readonly realisation: Realisation;
  /** Of the cloud that is asked, known at synth: undefined where the code names none, null for a token. */
  endpoint(): string | null | undefined;
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
    const endpoint = () => endpointOf(meta.provider ?? defaultProviderOf(construct));
    return {
      realisation,
      endpoint,
      complaints: () => checkMove(kept.movedFrom, endpoint()),
    };
  }
  const { settings, complaints } = prepare(construct, engine, wish);
  const { provider: _, ...metaOfCdk } = meta;
  return {
    realisation: createResources(construct, engine, { ...wish, settings }, metaOfCdk),
    endpoint: () => settings.endpoint,
    complaints,
  };
}

function endpointOf(provider: BosProvider | undefined): string | null | undefined {
  const endpoint = provider?.settings.endpoint;
  return endpoint === undefined || isLiteral(endpoint) ? endpoint : null;
}

/** What was set through one endpoint must not be taken for a bucket of the same name at another. */
function checkMove(movedFrom: RuntimeEngine | undefined, endpoint: string | null | undefined): string[] {
  const before = movedFrom?.options.endpoint;
  // At a token the provider itself warns, when it takes the state over.
  if (before === undefined || endpoint === null) return [];
  const issues = CONNECTION_CHECKS.endpoint("engine.movedFrom.endpoint", before);
  if (issues.length > 0) return issues;
  if (endpoint !== undefined && hostOf(before) === hostOf(endpoint)) return [];
  return [
    `engine.movedFrom: the bucket was set through ${before}, and the provider asks ${endpoint ?? "what the environment says"}. Give the stack a BosProvider with that endpoint.`,
  ];
}
