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
   * How often a request is repeated after throttling, a lost connection or an error of the cloud.
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
