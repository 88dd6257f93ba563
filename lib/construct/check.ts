// What is wrong with properties at synth, as sentences: none when all is well. TypeScript refuses most of what is found here.
// JavaScript does not, and a misspelt property would leave a bucket with another encryption than its author believes.
import { doubtKmsMasterKeyId, type Issue, shown } from "../settings/index.ts";
import { Annotations, type Construct, Token } from "./cdk.ts";

/** A value that is known at synth: neither a token nor an expression of Terraform (`"${…}"`). */
export const isLiteral = (value: unknown): boolean =>
  !Token.isUnresolved(value) && !(typeof value === "string" && value.includes("${"));

/** Refuses a token where synth itself has to know the text. */
const NOT_LITERAL = "Must be a literal string, not a token.";

/** The construct's id becomes part of the resource's address, which must be known before Terraform runs. */
export const checkId = (id: string): string[] => (Token.isUnresolved(id) ? [`id: ${NOT_LITERAL}`] : []);

/** What everything of the provider has: the names of `MetaProps`. */
export const META_PROPERTIES: readonly string[] = ["provider", "dependsOn", "count", "forEach", "lifecycle"];

/** Finds misspelt properties. `prefix` stands before each name. */
export function checkNames(prefix: string, value: object, known: readonly string[]): string[] {
  const choice = known.length === 0 ? "" : `, only ${known.join(", ")}`;
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return unknown.map((name) => `${prefix}${name}: There is no such property${choice}.`);
}

type CheckText = (value: string) => readonly Pick<Issue, "message">[];

/** Judges a text, unless it is known only to Terraform. */
export function checkText(name: string, value: unknown, check: CheckText = () => []): string[] {
  if (!isLiteral(value)) return [];
  if (value === undefined) return [`${name}: Is missing.`];
  if (typeof value !== "string") return [`${name}: Must be text, not ${shown(value)}.`];
  return check(value).map(({ message }) => `${name}: ${message}`);
}

/** The same for a text that synth itself has to know. */
export const checkLiteral = (name: string, value: unknown, check?: CheckText): string[] =>
  isLiteral(value) ? checkText(name, value, check) : [`${name}: ${NOT_LITERAL}`];

/** Warns of a KMS key's id that is written in the code and looks odd; what is refused is none to warn of. */
export function warnOfOddKeyId(construct: Construct, name: string, keyId: unknown): void {
  if (typeof keyId !== "string" || !isLiteral(keyId)) return;
  const doubt = doubtKmsMasterKeyId(keyId);
  if (doubt !== undefined) Annotations.of(construct).addWarning(`${name}: ${doubt.summary}. ${doubt.detail}`);
}
