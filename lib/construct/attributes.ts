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
