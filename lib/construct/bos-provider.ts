import { PROVIDER_SOURCE, PROVIDER_TYPE } from "../distribution/index.ts";
import { checkRegion } from "../encryption/index.ts";
import { type Attributes, hclAttributes } from "./attributes.ts";
import type { BosProviderSettings } from "./bos-provider-settings.ts";
import { type Construct, TerraformProvider, TerraformStack } from "./cdk.ts";
import { checkNames, checkText } from "./check.ts";
import { requireProvider } from "./provider-requirement.ts";
import { checkSecret, tokenOnly } from "./secrets.ts";
import { providersOf } from "./stack.ts";

const PROPERTIES: readonly string[] = [
  "region",
  "accessKey",
  "secretKey",
  "sessionToken",
  "endpoint",
  "kmsEndpoint",
  "pathStyle",
  "denyWeakening",
  "requireHttps",
  "requestTimeout",
  "maxRetries",
  "alias",
];

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

  constructor(scope: Construct, id: string, settings: BosProviderSettings = {}) {
    super(scope, id, {
      terraformResourceType: PROVIDER_TYPE,
      terraformProviderSource: PROVIDER_SOURCE,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: requireProvider(scope).version,
      },
    });
    const { region, accessKey, secretKey, sessionToken } = settings;
    const secrets = {
      accessKey: tokenOnly(accessKey),
      secretKey: tokenOnly(secretKey),
      sessionToken: tokenOnly(sessionToken),
    };
    this.settings = { ...settings, ...secrets } as BosProviderSettings;
    this.#alias = settings.alias;
    if (this.#alias === undefined) defaultProviders.set(TerraformStack.of(this), this);
    this.#attributes = {
      region,
      access_key: secrets.accessKey,
      secret_key: secrets.secretKey,
      session_token: secrets.sessionToken,
      endpoint: settings.endpoint,
      kms_endpoint: settings.kmsEndpoint,
      path_style: settings.pathStyle,
      deny_weakening: settings.denyWeakening,
      require_https: settings.requireHttps,
      request_timeout: settings.requestTimeout,
      max_retries: settings.maxRetries,
    };
    const issues = [
      ...checkNames("", settings, PROPERTIES),
      ...(region === undefined ? [] : checkText("region", region, checkRegion)),
      ...checkSecret("accessKey", accessKey, "BAIDUCLOUD_ACCESS_KEY"),
      ...checkSecret("secretKey", secretKey, "BAIDUCLOUD_SECRET_KEY"),
      ...checkSecret("sessionToken", sessionToken, "BAIDUCLOUD_SESSION_TOKEN"),
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
