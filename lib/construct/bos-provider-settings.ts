import type { IResolvable } from "./cdk.ts";

/**
 * Settings of a `BosProvider`. Each may be a token; those without a default come from the environment. An empty text counts
 * as left out.
 */
export interface BosProviderSettings {
  /**
   * Region of buckets whose construct names none, for example `"bj"`.
   *
   * @default - BAIDUCLOUD_REGION
   */
  readonly region?: string;

  /**
   * Access key: a token only, such as the `stringValue` of a `TerraformVariable`. Prefer the environment: Terraform
   * writes provider arguments into plan files. Credentials come from here or from the environment, never some from each.
   *
   * @default - BAIDUCLOUD_ACCESS_KEY
   */
  readonly accessKey?: string;

  /**
   * Secret key: a token only, as for `accessKey`.
   *
   * @default - BAIDUCLOUD_SECRET_KEY
   */
  readonly secretKey?: string;

  /**
   * Session token of temporary credentials: a token only, as for `accessKey`.
   *
   * @default - BAIDUCLOUD_SESSION_TOKEN
   */
  readonly sessionToken?: string;

  /**
   * Scheme, host and optional port of a private deployment or an emulator, for example `"http://127.0.0.1:8080"`.
   *
   * @default - BOS_ENDPOINT, else `https://<region>.bcebos.com`
   */
  readonly endpoint?: string;

  /**
   * The same for the Key Management Service.
   *
   * @default - BOS_KMS_ENDPOINT, else `https://bkm.<region>.baidubce.com`, which the regions bj, gz and su have
   */
  readonly kmsEndpoint?: string;

  /**
   * `true` puts the bucket into the path, `false` before the host.
   *
   * @default - path style for an IP address, localhost or a host with a port
   */
  readonly pathStyle?: boolean | IResolvable;

  /**
   * `true` makes each weakening an error at plan instead of a warning: encryption turned off (by a destroy too), a KMS
   * key dropped or replaced, an unknown algorithm replaced.
   *
   * @default - BOS_DENY_WEAKENING, else false
   */
  readonly denyWeakening?: boolean | IResolvable;

  /**
   * `true` makes an endpoint without encryption (`http://`) an error instead of a warning; loopback is left out of it.
   *
   * @default - BOS_REQUIRE_HTTPS, else false
   */
  readonly requireHttps?: boolean | IResolvable;

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
   * Name of this block where a stack has several; constructs then name theirs as `provider`.
   *
   * @default - the block that constructs use which name none
   */
  readonly alias?: string;
}
