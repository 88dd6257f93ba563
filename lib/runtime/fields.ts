import { parseJson } from "../json.ts";
import { judge, type Setting } from "../settings/index.ts";

type ValueOf<One extends Setting> = Parameters<One["check"]>[0];

/**
 * The fields of a JSON object, read one by one. What is wrong with them is collected; a field that nobody has read is
 * wrong, too, because a misspelt one would leave a bucket otherwise than its author believes.
 */
export interface Fields {
  /** The value of a setting, also where it is wrong; undefined where it is left out, null, or of another type. */
  read<One extends Setting>(setting: One): ValueOf<One> | undefined;
  /** The same for a field that is no setting. */
  plain<Type extends "string" | "number">(
    name: string,
    type: Type,
  ): (Type extends "string" ? string : number) | undefined;
  /** Left out, or null. */
  isMissing(name: string): boolean;
  isNull(name: string): boolean;
  refuse(name: string, message: string): void;
  /** Everything wrong so far: `name: sentence`. */
  issues(): readonly string[];
}

/** The fields of a text that is a JSON object, or a sentence that says why it is none. It never quotes the text. */
export function readFields(text: string): Fields | string {
  const parsed = parseJson(text);
  if (!parsed.ok) return `The last argument must be the request, as JSON; this is ${parsed.problem}.`;
  if (typeof parsed.value !== "object" || parsed.value === null || Array.isArray(parsed.value))
    return "The last argument must be the request: a JSON object.";
  const values = parsed.value as Readonly<Record<string, unknown>>;
  const seen = new Set<string>();
  const found: string[] = [];
  const refuse = (name: string, message: string) => void found.push(`${name}: ${message}`);

  const fields: Fields = {
    read<One extends Setting>(setting: One) {
      const { attribute, type } = setting;
      seen.add(attribute);
      // Null is the same as left out: it is how Terraform writes an attribute that nobody has set.
      const value = values[attribute] ?? undefined;
      if (value === undefined) return undefined;
      for (const { message } of judge(setting, value)) refuse(attribute, message);
      return typeof value === type ? (value as ValueOf<One>) : undefined;
    },
    plain: (name, type) =>
      fields.read({ attribute: name, property: name, type, description: "", check: () => [] }) as never,
    isMissing: (name) => (values[name] ?? undefined) === undefined,
    isNull: (name) => values[name] === null,
    refuse,
    issues: () => [
      ...found,
      ...Object.keys(values)
        .filter((name) => !seen.has(name))
        .map((name) => `${name}: There is no such attribute.`),
    ],
  };
  return fields;
}
