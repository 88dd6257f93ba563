/** An expression of Terraform's language, to be written as it is. */
export interface Expression {
  readonly expression: string;
}

/** Attributes of `bos_bucket_encryption`. */
export interface Attributes {
  readonly bucket: string | Expression;
  readonly enabled?: boolean | Expression;
  readonly sse_algorithm?: string | Expression;
  readonly kms_master_key_id?: string | Expression;
  readonly region?: string;
  readonly on_destroy?: string;
  readonly on_conflict?: string;
}

/** A `main.tf` with these blocks. */
export const main = (...blocks: readonly string[]): { readonly "main.tf": string } => ({
  "main.tf": blocks.join("\n"),
});

/** `resource "bos_bucket_encryption" "<name>"`; `more` is written into the block as it is. */
export function encryption(name: string, attributes: Attributes, more = ""): string {
  return `resource "bos_bucket_encryption" "${name}" {\n${lines(attributes)}${more}}\n`;
}

/** `provider "bos"`. */
export function provider(settings: Readonly<Record<string, string | number | Expression>>): string {
  return `provider "bos" {\n${lines(settings)}}\n`;
}

/** A `terraform_data` whose `output` is this text, but is known only after it has been created. */
export function knownAfterApply(name: string, text: string): string {
  return `resource "terraform_data" "${name}" {\n  input = "${text}"\n}\n`;
}

/** The `output` of a {@link knownAfterApply}, or what is made of it (`more`). */
export const outputOf = (name: string, more = ""): Expression => ({
  expression: `terraform_data.${name}.output${more}`,
});

function lines(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `  ${name} = ${isExpression(value) ? value.expression : JSON.stringify(value)}\n`)
    .join("");
}

function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && "expression" in value;
}
