import { type Attributes, hclAttributes } from "./attributes.ts";
import { type Construct, TerraformDataSource, type TerraformMetaArguments } from "./cdk.ts";
import { requireProvider } from "./provider-requirement.ts";
import { WrittenResource } from "./written-resource.ts";

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
export class ProviderResource extends WrittenResource {
  constructor(scope: Construct, id: string, parts: ElementParts) {
    super(scope, id, parts.type, attributesToWrite(parts), parts.meta);
    belongToProvider(this, parts);
  }
}

/** A data source of the provider, as {@link ProviderResource} is for resources. */
export class ProviderDataSource extends TerraformDataSource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, parts: ElementParts) {
    super(scope, id, { ...parts.meta, terraformResourceType: parts.type });
    this.#attributes = attributesToWrite(parts);
    belongToProvider(this, parts);
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}

/** What is wrong is not written, so that CDK does not stumble over it before everything wrong is shown. */
const attributesToWrite = ({ attributes, issues }: ElementParts): Attributes =>
  issues.length === 0 ? attributes : {};

function belongToProvider(element: Construct, { issues }: ElementParts): void {
  requireProvider(element);
  element.node.addValidation({ validate: () => [...issues] });
}
