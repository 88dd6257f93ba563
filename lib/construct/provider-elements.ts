import { type Attributes, hclAttributes } from "./attributes.ts";
import {
  type Construct,
  TerraformDataSource,
  type TerraformMetaArguments,
  TerraformResource,
} from "./cdk.ts";
import { requireProvider } from "./provider-requirement.ts";

/** What every resource and data source of the provider is made of. */
export interface ElementParts {
  /** Its name in Terraform. */
  readonly type: string;
  readonly attributes: Attributes;
  /** CDK's own properties. */
  readonly meta: TerraformMetaArguments;
  /** What is wrong with the properties, one sentence each; none when all is well. */
  readonly issues: readonly string[];
}

/** A resource of the provider. Its stack gets the provider along with it. */
export class ProviderResource extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, { type, attributes, meta, issues }: ElementParts) {
    super(scope, id, { ...meta, terraformResourceType: type });
    requireProvider(this);
    // What is wrong is not written, so that CDK does not stumble over it before everything wrong is shown.
    this.#attributes = issues.length === 0 ? attributes : {};
    this.node.addValidation({ validate: () => [...issues] });
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}

/** A data source of the provider, as {@link ProviderResource} is for resources. */
export class ProviderDataSource extends TerraformDataSource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, { type, attributes, meta, issues }: ElementParts) {
    super(scope, id, { ...meta, terraformResourceType: type });
    requireProvider(this);
    this.#attributes = issues.length === 0 ? attributes : {};
    this.node.addValidation({ validate: () => [...issues] });
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}
