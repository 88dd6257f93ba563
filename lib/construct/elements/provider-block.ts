import { PROVIDER_SOURCE, PROVIDER_TYPE } from "../../packaging/index.ts";
import { PROVIDER_SETTINGS } from "../../settings/index.ts";
import {
  type Construct,
  type IResolvable,
  type TerraformMetaArguments,
  TerraformProvider,
  TerraformStack,
} from "../cdk.ts";
import { checkNames } from "../check.ts";
import { checkValues, endpointToKeep, toAttributes, tokenOnly, withoutEmpty } from "../settings.ts";
import { providersOf } from "../stack/once-per-stack.ts";

import { requireProvider } from "../stack/requirements.ts";
import { type Attributes, hclAttributes } from "./element.ts";

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
   * How often a request is repeated after throttling, a lost connection or a server error.
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

const PROPERTIES = Object.values(PROVIDER_SETTINGS).map(({ property }) => property);

/** Each stack's block without an alias. Kept beside the tree: to search it for each construct would take n² steps. */
const defaultProviders = new WeakMap<TerraformStack, BosProvider>();

/** The block that constructs of a stack use which name none; undefined while the stack has none. */
export const defaultProviderOf = (scope: Construct): BosProvider | undefined =>
  defaultProviders.get(TerraformStack.of(scope));

/**
 * Settings of the provider. Only needed where the environment does not say everything, or for several regions,
 * accounts or endpoints in one stack.
 *
 * @example
 * new BosProvider(this, "bos", { region: "bj", maxRetries: 8 });
 *
 * @example
 * const archive = new BosProvider(this, "archive", { alias: "archive", endpoint: "https://bos.archive.example" });
 * new BosBucketEncryption(this, "logs", { bucket: "acme-logs", region: "bj", provider: archive });
 */
export class BosProvider extends TerraformProvider {
  /** The provider's name in Terraform. */
  static readonly tfResourceType = PROVIDER_TYPE;

  /** As they were written, secrets only where they are tokens: what other engines take from a provider block. */
  readonly settings: BosProviderSettings;

  readonly #attributes: Attributes;
  readonly #alias: string | undefined;

  constructor(scope: Construct, id: string, written: BosProviderSettings = {}) {
    const settings = withoutEmpty(written);
    super(scope, id, {
      terraformResourceType: PROVIDER_TYPE,
      terraformProviderSource: PROVIDER_SOURCE,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: requireProvider(scope).version,
      },
    });
    const kept = {
      ...settings,
      accessKey: tokenOnly(settings.accessKey),
      secretKey: tokenOnly(settings.secretKey),
      sessionToken: tokenOnly(settings.sessionToken),
      endpoint: endpointToKeep(settings.endpoint, PROVIDER_SETTINGS.endpoint),
      kmsEndpoint: endpointToKeep(settings.kmsEndpoint, PROVIDER_SETTINGS.kms_endpoint),
    };
    this.settings = kept as BosProviderSettings;
    this.#alias = settings.alias;
    if (this.#alias === undefined) defaultProviders.set(TerraformStack.of(this), this);
    this.#attributes = toAttributes(kept, PROVIDER_SETTINGS);
    const issues = [
      ...checkNames("", settings, [...PROPERTIES, "alias"]),
      ...checkValues(settings, PROVIDER_SETTINGS),
    ];
    this.node.addValidation({ validate: () => [...issues, ...this.#checkAlias()] });
  }

  /** Name of this block where a stack has several; undefined for the block that constructs use which name none. */
  override get alias(): string | undefined {
    return this.#alias;
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }

  #checkAlias(): string[] {
    const first = providersOf(TerraformStack.of(this)).find((other) => other.fqn === this.fqn);
    if (first === this) return [];
    const which = this.#alias === undefined ? "without an alias" : `with the alias "${this.#alias}"`;
    return [
      `alias: ${first?.node.path} is a BosProvider ${which} already. Give this one an alias of its own.`,
    ];
  }
}

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
