import { type Attributes, hclAttributes } from "../attributes.ts";
import { type Construct, type TerraformMetaArguments, TerraformResource } from "../cdk.ts";
import type { RuntimeEngine } from "../engine.ts";
import { nullResource } from "../null-resource.ts";
import { object, quote, template } from "./expression.ts";

/** What a resource is keyed on: another value replaces it. Texts may be tokens. */
export type Keys = Readonly<Record<string, string>>;

/** A kind of resource that does nothing by itself, and whose provisioners run the runtime. */
export interface Carrier {
  readonly type: "null_resource" | "terraform_data";
  /** The attribute that holds the keys, as a map of texts. */
  readonly keysName: "triggers" | "triggers_replace";
  create(scope: Construct, id: string, keys: Keys, meta: TerraformMetaArguments): TerraformResource;
}

export const CARRIERS: Readonly<Record<RuntimeEngine["kind"], Carrier>> = {
  "null-resource": {
    type: "null_resource",
    keysName: "triggers",
    create: (scope, id, keys, meta) => nullResource(scope, id, { ...meta, triggers: keys }),
  },
  "terraform-data": {
    type: "terraform_data",
    keysName: "triggers_replace",
    create: (scope, id, keys, meta) => new TerraformData(scope, id, keys, meta),
  },
};

// A map, because of an object that is ignored in part (`ignore_changes`) Terraform 1.11 ignores the rest as well. The
// price: it takes an object over from a null_resource, so that a `moved` block between the two replaces both.
class TerraformData extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, keys: Keys, meta: TerraformMetaArguments) {
    super(scope, id, { ...meta, terraformResourceType: "terraform_data" });
    const entries = Object.entries(keys).map(([name, value]) => [name, quote(value)]);
    this.#attributes = { triggers_replace: template(`tomap(${object(Object.fromEntries(entries))})`) };
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}
