/**
 * Options of `Engine.nullResource` and `Engine.terraformData`: what a `BosProvider` says for the provider. Plain values
 * only, no tokens; credentials come from the environment alone. What is left out here is taken from the construct's
 * `BosProvider`, or the stack's, as long as there is one.
 */
export interface RuntimeEngineOptions {
  /**
   * Region of buckets whose construct names none, for example `"bj"`.
   *
   * @default - BAIDUCLOUD_REGION
   */
  readonly region?: string;

  /**
   * Scheme, host and optional port of a private deployment or an emulator, for example `"http://127.0.0.1:8080"`.
   *
   * @default - BOS_ENDPOINT, else `https://<region>.bcebos.com`
   */
  readonly endpoint?: string;

  /**
   * `true` puts the bucket into the path, `false` before the host.
   *
   * @default - path style for an IP address, localhost or a host with a port
   */
  readonly pathStyle?: boolean;

  /**
   * `true` refuses each weakening: encryption turned off (by a destroy too), a KMS key dropped or replaced, an unknown
   * algorithm replaced.
   *
   * @default - BOS_DENY_WEAKENING, else false
   */
  readonly denyWeakening?: boolean;

  /**
   * `true` refuses an endpoint without encryption (`http://`), of which the runtime only warns else; loopback is left out of
   * it.
   *
   * @default - BOS_REQUIRE_HTTPS, else false
   */
  readonly requireHttps?: boolean;

  /**
   * How long one request may take, in seconds.
   *
   * @default 30
   */
  readonly requestTimeout?: number;

  /**
   * How often a request is repeated after throttling, a lost connection or a server error.
   *
   * @default 4
   */
  readonly maxRetries?: number;

  /**
   * Whether a state that holds the construct as the provider's resource lets go of it without touching the bucket
   * (Terraform 1.7). Without this, changing from `Engine.provider()` to this engine turns encryption off for a moment.
   * The provider is laid into the stack's folder along with it; Terraform starts it only while a state holds something of it.
   * `false` where no file of it may be there; write it once no state holds such a resource any more.
   *
   * @default true
   */
  readonly forgetProviderResource?: boolean;
}

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

/** The ways to bring a desired state to the cloud. How to choose: docs/engines.md. */
export const Engine = {
  /**
   * The resource `bos_bucket_encryption` of the Terraform provider that comes with this package: a plan shows every
   * difference between the desired state and the cloud, and a bucket can be imported.
   */
  provider({ movedFrom }: ProviderEngineOptions = {}): ProviderEngine {
    return { kind: "provider", ...(movedFrom !== undefined && { movedFrom }) };
  },

  /**
   * Two `null_resource`s of `hashicorp/null`, for pipelines that may use only stock providers. Needs Node.js 22.19 on
   * the machine that runs Terraform. A plan shows a change of the desired state, but no difference to the cloud.
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
