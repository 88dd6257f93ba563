import type { Construct, IResolvable } from "../cdk.ts";
import type { DesiredProps } from "../elements/bucket-encryption-props.ts";
import type { BosProvider } from "../elements/provider-block.ts";

/** What each engine can do with a construct. Both methods are called while the construct is made. */
export interface EngineContract {
  /**
   * Creates the resources of a `BosBucketEncryption` below it.
   *
   * @param issues what is wrong with the properties: nothing of them is written while there is any, so that CDK does not
   *   stumble over one before all are shown
   */
  create(construct: Construct, desired: DesiredProps, issues: readonly string[]): CreatedResources;
  /** Writes blocks that take the resources of a construct out of the state, as its `onDestroy` says. */
  remove(construct: Construct, desired: DesiredProps): { issues(): readonly string[] };
}

/** What an engine has made of a construct. */
export interface CreatedResources {
  readonly references: References;
  /** @throws Error for an engine that has nothing to import */
  importFrom(id: string, provider?: BosProvider): void;
  /** Endpoint of the provider or runtime, known at synth: undefined where the code names none, null for a token. */
  endpoint(): string | null | undefined;
  /** What is wrong with the properties for this engine, one sentence each. For the validation at synth. */
  issues(): readonly string[];
}

/**
 * How others refer to a construct. All but `fqn` are tokens, made when they are asked for: until then a user may give a
 * resource another name. Whoever uses one waits until encryption is set.
 */
export interface References {
  /** Address for `dependsOn` of others: what names it is created after encryption is set, and destroyed before. */
  readonly fqn: string;
  readonly bucket: string;
  readonly id: string;
  readonly region: string;
  readonly sseAlgorithm: string;
  readonly kmsMasterKeyId: string;
  readonly enabled: IResolvable;
}
