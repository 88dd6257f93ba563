import { ComplexList, type ComplexObject, type IInterpolatingParent } from "./cdk.ts";

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
