import type { RuntimeEngineOptions } from "./runtime-engine/options.ts";

/** What a construct is synthesised to. Made by {@link Engine.provider} and its siblings. */
export type Engine = ProviderEngine | RuntimeEngine;

/** The Terraform provider that comes with this package. */
export interface ProviderEngine {
  readonly kind: "provider";
  readonly movedFrom?: RuntimeEngine;
}

/** Two resources of a stock provider, whose provisioners run a file that comes with this package. */
export interface RuntimeEngine {
  readonly kind: "null-resource" | "terraform-data";
  readonly options: RuntimeEngineOptions;
}

/** Options of {@link Engine.provider}. */
export interface ProviderEngineOptions {
  /**
   * The engine that the construct has had so far: what it holds in the state becomes the provider's resource, and the
   * plan shows a move instead of something new (Terraform 1.8). Take it away again after the apply.
   *
   * Without it nothing is lost either: the old resources go without touching the bucket, and the new one takes it over.
   */
  readonly movedFrom?: RuntimeEngine;
}

/** The ways to bring a wish to the cloud. How to choose: docs/engines.md. */
export const Engine = {
  /**
   * The resource `bos_bucket_encryption` of the Terraform provider that comes with this package: a plan shows every
   * difference between the wish and the cloud, and a bucket can be imported.
   */
  provider({ movedFrom }: ProviderEngineOptions = {}): ProviderEngine {
    return { kind: "provider", ...(movedFrom !== undefined && { movedFrom }) };
  },

  /**
   * Two `null_resource`s of `hashicorp/null`, for pipelines that may use only stock providers. Needs Node.js 22.19 on
   * the machine that runs Terraform. A plan shows a change of the wish, but no difference to the cloud.
   *
   * @example Engine.nullResource({ endpoint: "https://bos.private.example" })
   */
  nullResource(options: RuntimeEngineOptions = {}): RuntimeEngine {
    return { kind: "null-resource", options };
  },

  /** The same with two `terraform_data`, which are built into Terraform: no provider is downloaded at all. */
  terraformData(options: RuntimeEngineOptions = {}): RuntimeEngine {
    return { kind: "terraform-data", options };
  },
} as const;
