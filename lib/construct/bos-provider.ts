import { PROVIDER_SOURCE, PROVIDER_TYPE } from "../distribution/index.ts";
import { type Attributes, hclAttributes } from "./attributes.ts";
import type { BosProviderSettings } from "./bos-provider-settings.ts";
import { type Construct, TerraformProvider, TerraformStack } from "./cdk.ts";
import { checkNames } from "./check.ts";
import { CONNECTION_CHECKS, endpointToKeep, judgeEndpoint, withoutEmpty } from "./connection.ts";
import { checkValues, type PropertyChecks } from "./property-checks.ts";
import { requireProvider } from "./provider-requirement.ts";
import { checkSecret, tokenOnly } from "./secrets.ts";
import { providersOf } from "./stack.ts";

const CHECKS: PropertyChecks = {
  region: CONNECTION_CHECKS.region,
  accessKey: (name, value) => checkSecret(name, value, "BAIDUCLOUD_ACCESS_KEY"),
  secretKey: (name, value) => checkSecret(name, value, "BAIDUCLOUD_SECRET_KEY"),
  sessionToken: (name, value) => checkSecret(name, value, "BAIDUCLOUD_SESSION_TOKEN"),
  endpoint: CONNECTION_CHECKS.endpoint,
  kmsEndpoint: judgeEndpoint,
  pathStyle: CONNECTION_CHECKS.pathStyle,
  denyWeakening: CONNECTION_CHECKS.denyWeakening,
  requireHttps: CONNECTION_CHECKS.requireHttps,
  requestTimeout: CONNECTION_CHECKS.requestTimeout,
  maxRetries: CONNECTION_CHECKS.maxRetries,
};

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
      endpoint: endpointToKeep(settings.endpoint),
      kmsEndpoint: endpointToKeep(settings.kmsEndpoint),
    };
    this.settings = kept as BosProviderSettings;
    this.#alias = settings.alias;
    if (this.#alias === undefined) defaultProviders.set(TerraformStack.of(this), this);
    this.#attributes = {
      region: kept.region,
      access_key: kept.accessKey,
      secret_key: kept.secretKey,
      session_token: kept.sessionToken,
      endpoint: kept.endpoint,
      kms_endpoint: kept.kmsEndpoint,
      path_style: kept.pathStyle,
      deny_weakening: kept.denyWeakening,
      require_https: kept.requireHttps,
      request_timeout: kept.requestTimeout,
      max_retries: kept.maxRetries,
    };
    const issues = [
      ...checkNames("", settings, [...Object.keys(CHECKS), "alias"]),
      ...checkValues(settings, CHECKS),
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
