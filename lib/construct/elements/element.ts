import {
  ComplexList,
  type ComplexObject,
  type Construct,
  type IInterpolatingParent,
  TerraformDataSource,
  type TerraformMetaArguments,
  TerraformResource,
} from "../cdk.ts";
import { checkProps, metaOf, type SettingTable, toAttributes } from "../settings.ts";
import { requireProvider } from "../stack/requirements.ts";

/** Attributes of a block in Terraform's spelling. What is undefined is left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What CDK's HCL output wants to know of an attribute. A token of any type is a reference in quotes: text. */
const typeOf = (value: unknown) =>
  typeof value === "number" || typeof value === "boolean" ? typeof value : "string";

/** A nested block. What CDK makes to stand for values has a class. */
const isBlock = (value: unknown): value is Attributes =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same attributes as CDK wants them when it writes HCL instead of JSON (`SYNTH_HCL_OUTPUT=true`). */
export function hclAttributes(attributes: Attributes): Attributes {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      isBlock(value)
        ? { value: hclAttributes(value), isBlock: true, type: "struct", storageClassType: name }
        : { value, isBlock: false, type: "simple", storageClassType: typeOf(value) },
    ]),
  );
}

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

/** The parts of an element whose properties are settings and CDK's own, and nothing else. */
export const partsOf = (
  type: string,
  props: object,
  settings: SettingTable,
  required: readonly string[] = [],
): ElementParts => ({
  type,
  attributes: toAttributes(props, settings),
  meta: metaOf(props),
  issues: checkProps(props, settings, required),
});

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

/** How an entry is made: what has the list, its attribute's name, and the entry's place. */
type EntryClass<Entry> = new (
  source: IInterpolatingParent,
  attribute: string,
  isFromSet: boolean,
  index: number,
) => Entry;

/**
 * A list that only Terraform knows: `list.get(0)`, or `TerraformIterator.fromComplexList(list, "bucket")` and its kin
 * for all of it.
 */
export class EntryList<Entry extends ComplexObject> extends ComplexList {
  readonly #entry: EntryClass<Entry>;

  constructor(source: IInterpolatingParent, attribute: string, entry: EntryClass<Entry>) {
    super(source, attribute, false);
    this.#entry = entry;
  }

  /** The entry at a place, from 0. Terraform refuses a place behind the last one. */
  get(index: number): Entry {
    return new this.#entry(this.terraformResource, this.terraformAttribute, false, index);
  }
}
