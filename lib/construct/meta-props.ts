import type { BosProvider } from "./bos-provider.ts";
import type { TerraformMetaArguments } from "./cdk.ts";

/** Properties that everything of the provider has. CDK's own, `dependsOn` and so on, work as everywhere. */
export interface MetaProps
  extends Pick<TerraformMetaArguments, "dependsOn" | "count" | "forEach" | "lifecycle"> {
  /**
   * The provider block to use, where a stack has several.
   *
   * @default - the stack's BosProvider without alias; without one, settings come from the environment
   */
  readonly provider?: BosProvider;
}
