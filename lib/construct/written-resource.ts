import { type Attributes, hclAttributes } from "./attributes.ts";
import { type Construct, type TerraformMetaArguments, TerraformResource } from "./cdk.ts";

/** A resource whose attributes are written as they are given. */
export class WrittenResource extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(
    scope: Construct,
    id: string,
    type: string,
    attributes: Attributes,
    meta: TerraformMetaArguments,
  ) {
    super(scope, id, { ...meta, terraformResourceType: type });
    this.#attributes = attributes;
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}
