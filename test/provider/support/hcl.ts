/** Attributes of `bos_bucket_encryption`. A text may hold an expression: `"${terraform_data.name.output}"`. */
export interface Attributes {
  readonly bucket: string;
  readonly enabled?: boolean | string;
  readonly sse_algorithm?: string;
  readonly kms_master_key_id?: string;
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
export function provider(settings: Readonly<Record<string, string | number>>): string {
  return `provider "bos" {\n${lines(settings)}}\n`;
}

/** A `terraform_data` whose `output` is this text, but is known only after it has been created. */
export function knownAfterApply(name: string, text: string): string {
  return `resource "terraform_data" "${name}" {\n  input = "${text}"\n}\n`;
}

function lines(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`)
    .join("");
}
