import type { Construct, TerraformMetaArguments, TerraformResource } from "../cdk.ts";
import type { RuntimeEngine } from "../engine.ts";
import { nullResource } from "../null-resource.ts";
import { WrittenResource } from "../written-resource.ts";
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
    create: (scope, id, keys, meta) =>
      new WrittenResource(scope, id, "terraform_data", { triggers_replace: mapOf(keys) }, meta),
  },
};

/**
 * A map, and no object: of an object that is ignored in part (`ignore_changes`) Terraform 1.11 ignores the whole. The
 * price: it takes an object over from a null_resource, so that a `moved` block between the two replaces both.
 */
function mapOf(keys: Keys): string {
  const entries = Object.entries(keys).map(([name, value]) => [name, quote(value)]);
  return template(`tomap(${object(Object.fromEntries(entries))})`);
}
