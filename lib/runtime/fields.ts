import { parseJson } from "../json.ts";

type Judge = (value: string) => readonly { readonly message: string }[];

/** Which numbers are right, and the same in words that finish "Must be …". */
export interface Range {
  readonly holds: (value: number) => boolean;
  readonly words: string;
}

/**
 * The fields of a JSON object, read one by one. What is wrong with them is collected; a field that nobody has read is
 * wrong, too, because a misspelt one would leave a bucket otherwise than its author believes.
 */
export interface Fields {
  text(name: string, judge?: Judge): string | undefined;
  required(name: string, judge: Judge): string | undefined;
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  flag(name: string): boolean | undefined;
  number(name: string, range?: Range): number | undefined;
  /** Left out, or null. */
  isMissing(name: string): boolean;
  isNull(name: string): boolean;
  complain(name: string, message: string): void;
  /** Everything wrong so far: `name: sentence`. */
  problems(): readonly string[];
}

/** The fields of a text that is a JSON object, or a sentence that says why it is none. It never quotes the text. */
export function readFields(text: string): Fields | string {
  const parsed = parseJson(text);
  if (!parsed.ok) return `The last argument must be the request, as JSON; this is ${parsed.problem}.`;
  if (typeof parsed.value !== "object" || parsed.value === null || Array.isArray(parsed.value))
    return "The last argument must be the request: a JSON object.";
  const values = parsed.value as Readonly<Record<string, unknown>>;
  const read = new Set<string>();
  const found: string[] = [];
  const complain = (name: string, message: string) => void found.push(`${name}: ${message}`);

  /** Null is the same as left out: it is how Terraform writes an attribute that nobody has set. */
  function value<Type extends "string" | "boolean" | "number">(name: string, type: Type) {
    read.add(name);
    const given = values[name] ?? undefined;
    if (given === undefined || typeof given === type) return given;
    complain(name, `Must be ${NOUNS[type]}, not ${shown(given)}.`);
    return undefined;
  }
  const fields: Fields = {
    text(name, judge = () => []) {
      const text = value(name, "string") as string | undefined;
      if (text !== undefined) for (const { message } of judge(text)) complain(name, message);
      return text;
    },
    required(name, judge) {
      if (fields.isMissing(name)) complain(name, "Is missing.");
      return fields.text(name, judge);
    },
    word<Word extends string>(name: string, words: readonly Word[]) {
      const text = fields.text(name);
      const word = words.find((known) => known === text);
      if (text !== undefined && word === undefined) {
        const allowed = words.map((known) => `"${known}"`).join(" or ");
        complain(name, `Write ${allowed}, not ${shown(text)}.`);
      }
      return word;
    },
    flag: (name) => value(name, "boolean") as boolean | undefined,
    number(name, range) {
      const number = value(name, "number") as number | undefined;
      if (number !== undefined && range?.holds(number) === false)
        complain(name, `Must be ${range.words}, not ${number}.`);
      return number;
    },
    isMissing: (name) => (values[name] ?? undefined) === undefined,
    isNull: (name) => values[name] === null,
    complain,
    problems: () => [
      ...found,
      ...Object.keys(values)
        .filter((name) => !read.has(name))
        .map((name) => `${name}: There is no such attribute.`),
    ],
  };
  return fields;
}

const NOUNS = { string: "text", boolean: "true or false", number: "a number" } as const;

/** The most of a value that a sentence shows, characters. */
const SHOWN_LIMIT = 80;

/** A value as the JSON it was; `parseJson` has bounded how deeply it is nested. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_LIMIT ? `${text.slice(0, SHOWN_LIMIT)}…` : text;
}
