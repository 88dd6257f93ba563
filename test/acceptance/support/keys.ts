/** Attributes of `bos_kms_key`. */
export interface KeyAttributes {
  readonly description?: string;
  readonly key_spec?: string;
  readonly protected_by?: string;
  readonly origin?: string;
  readonly enabled?: boolean;
  readonly rotation_cycle?: number;
  readonly deletion_window_in_days?: number;
  readonly force?: boolean;
  readonly region?: string;
}

/** `resource "bos_kms_key" "<name>"`; `more` is written into the block as it is. */
export function key(name: string, attributes: KeyAttributes, more = ""): string {
  const lines = Object.entries(attributes).map(
    ([attribute, value]) => `  ${attribute} = ${JSON.stringify(value)}\n`,
  );
  return `resource "bos_kms_key" "${name}" {\n${lines.join("")}${more}}\n`;
}
