import type { BosProvider } from "./bos-provider.ts";
import type { IResolvable } from "./cdk.ts";

/** What an engine makes of a construct: the resources, and how others refer to them. */
export interface Realisation {
  /** Address for `dependsOn` of others: what names it is created after encryption is set, and destroyed before. */
  readonly fqn: string;
  // Tokens, made when they are asked for: until then a user may give a resource another name. Whoever uses one waits until encryption is set.
  readonly bucket: string;
  readonly id: string;
  readonly region: string;
  readonly sseAlgorithm: string;
  readonly kmsMasterKeyId: string;
  readonly enabled: IResolvable;
  importFrom(id: string, provider?: BosProvider): void;
}
