/** One thing wrong with what a user wrote. Issues are collected and shown together, never thrown. */
export interface Issue {
  /** Closed set for each kind of value: whoever shows issues may switch over it. */
  readonly code: IssueCode;
  /** What it is about, in the spelling of TypeScript; each way in maps it to its own. */
  readonly field: string;
  /** A sentence or two that say what is wrong and what is allowed, without naming the attribute. */
  readonly message: string;
}

export type IssueCode =
  | "wrong-type"
  | "not-a-choice"
  | "out-of-range"
  | "bucket-name-length"
  | "bucket-name-characters"
  | "bucket-name-edges"
  | "region-malformed"
  | "algorithm-unknown"
  | "kms-key-empty"
  | "kms-key-malformed"
  | "key-spec-malformed"
  | "rotation-cycle"
  | "duration"
  | "endpoint-not-a-url"
  | "endpoint-scheme"
  | "endpoint-has-credentials"
  | "endpoint-has-path"
  | "endpoint-has-query";

interface ValueTypes {
  readonly string: string;
  readonly boolean: boolean;
  readonly number: number;
}

/** Everything that is known of one setting or attribute, whoever writes it and whoever reads it. */
export interface Setting<Type extends keyof ValueTypes = keyof ValueTypes> {
  /** Name in HCL, and in what a stack tells the runtime: `path_style`. */
  readonly attribute: string;
  /** Name in TypeScript: `pathStyle`. */
  readonly property: string;
  /** Variable of the environment that stands in for it where it is not written. */
  readonly variable?: string;
  readonly type: Type;
  /** Meaning and default, for the schema and for the tables of the docs. */
  readonly description: string;
  /** Never shown, and refused in code. */
  readonly isSecret?: true;
  /** Somebody may have written a password into it: of a value of the wrong type only the kind is shown. */
  readonly mayHoldPassword?: true;
  /** Everything wrong with a value of the right type. */
  check(value: ValueTypes[Type]): readonly Issue[];
}

type Parts<Type extends keyof ValueTypes> = Pick<Setting, "description" | "isSecret" | "mayHoldPassword"> & {
  readonly check?: (value: ValueTypes[Type]) => readonly Issue[];
};

/** A setting by its name in HCL; the others follow from that one. */
const define =
  <const Type extends keyof ValueTypes>(type: Type) =>
  (attribute: string, { check = () => [], ...parts }: Parts<Type>): Setting<Type> => ({
    attribute,
    property: propertyOf(attribute),
    type,
    check,
    ...parts,
  });

export const text = define("string");
export const flag = define("boolean");
export const number = define("number");

/** The same setting, for which a variable of the environment stands in where it is not written. */
export const inherited = <One extends Setting>(
  variable: string,
  setting: One,
): One & { readonly variable: string } => ({ ...setting, variable });

/** `pathStyle` for `path_style`. */
const propertyOf = (attribute: string): string =>
  attribute.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const NOUNS: Readonly<Record<keyof ValueTypes, string>> = {
  string: "text",
  boolean: "true or false",
  number: "a number",
};

/** Everything wrong with a value that may be of any type. */
export function judge(setting: Setting, value: unknown): readonly Issue[] {
  const { type, property, check, mayHoldPassword } = setting;
  if (typeof value === type) return (check as (value: unknown) => readonly Issue[])(value);
  const isComposite = typeof value === "object" && value !== null;
  const got = !(isComposite && mayHoldPassword)
    ? shown(value)
    : Array.isArray(value)
      ? "a list"
      : "an object";
  return [{ code: "wrong-type", field: property, message: `Must be ${NOUNS[type]}, not ${got}.` }];
}

/** The most of a value that a sentence shows, characters. */
const SHOWN_LIMIT = 80;

/** A value as JSON; what JSON has nothing for, by its type. */
export function shown(value: unknown): string {
  const json = jsonOf(value) ?? typeof value;
  return json.length > SHOWN_LIMIT ? `${json.slice(0, SHOWN_LIMIT)}…` : json;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // In a circle, as constructs are.
    return undefined;
  }
}

/** Judges a text that is one of a few words. */
export const oneOf =
  (field: string, words: readonly string[]) =>
  (value: string): readonly Issue[] =>
    words.includes(value)
      ? []
      : [{ code: "not-a-choice", field, message: `Write ${listOf(words)}, not ${shown(value)}.` }];

const listOf = (words: readonly string[]): string => words.map((word) => JSON.stringify(word)).join(" or ");

/** Judges a whole number within a range, both ends included. */
export const wholeNumber =
  (field: string, { min, max }: { readonly min: number; readonly max: number }, unit = "") =>
  (value: number): readonly Issue[] =>
    Number.isInteger(value) && value >= min && value <= max
      ? []
      : [
          {
            code: "out-of-range",
            field,
            message: `Write a whole number${unit && ` of ${unit}`} from ${min} to ${max}; got ${value}.`,
          },
        ];

/**
 * A setting as it counts: an empty text is unset, for every setting and wherever it is written, because pipelines pass on
 * variables whose default is "". Blanks are no empty text: each check refuses them.
 */
export const unlessEmpty = <Value>(value: Value): Exclude<Value, ""> | undefined =>
  value === "" ? undefined : (value as Exclude<Value, "">);
