import {
  checkBucketName,
  checkKmsMasterKeyId,
  checkRegion,
  checkSseAlgorithm,
  doubtKmsMasterKeyId,
  type Issue,
  ON_CONFLICT,
  ON_DESTROY,
} from "../encryption/index.ts";
import { checkTime } from "../settings/index.ts";
import { Annotations, type Construct, Token } from "./cdk.ts";
import { TIMED_OPERATIONS } from "./elements/bucket-encryption-props.ts";
import type { Encryption } from "./elements/encryption.ts";
import type { RuntimeEngine } from "./engines/engine.ts";

// TypeScript refuses most of what is found here. JavaScript does not, and a misspelt property would leave a bucket
// with another encryption than its author believes. The checks give sentences, none when all is well.

/** A value that is known at synth: neither a token nor an expression of Terraform (`"${…}"`). */
export const isLiteral = (value: unknown): boolean =>
  !Token.isUnresolved(value) && !(typeof value === "string" && value.includes("${"));

/** The construct's id becomes part of the resource's address, which must be known before Terraform runs. */
export const checkId = (id: string): string[] =>
  Token.isUnresolved(id) ? ["id: must be plain text, not a token (such as an attribute of a resource)."] : [];

/** What everything of the provider has: the names of `MetaProps`. */
export const META_PROPERTIES: readonly string[] = ["provider", "dependsOn", "count", "forEach", "lifecycle"];

const PROPERTIES: readonly string[] = [
  "bucket",
  "encryption",
  "region",
  "onDestroy",
  "onConflict",
  "timeouts",
  "engine",
  ...META_PROPERTIES,
];

const RUNTIME_ENGINES: readonly RuntimeEngine["kind"][] = ["null-resource", "terraform-data"];

/** Everything wrong with the properties of a `BosBucketEncryption`. */
export function checkProperties(props: Readonly<Record<string, unknown>>): string[] {
  const { encryption, region, onDestroy, onConflict, timeouts, engine } = props;
  return [
    ...checkNames("", props, PROPERTIES),
    ...checkText("bucket", props["bucket"], checkBucketName),
    ...(encryption === undefined ? [] : checkEncryption(encryption)),
    ...(region === undefined ? [] : checkText("region", region, checkRegion)),
    ...(onDestroy === undefined ? [] : checkText("onDestroy", onDestroy, isOneOf(ON_DESTROY))),
    ...(onConflict === undefined ? [] : checkText("onConflict", onConflict, isOneOf(ON_CONFLICT))),
    ...(timeouts === undefined ? [] : checkTimeouts(timeouts)),
    ...(engine === undefined ? [] : checkEngine(engine)),
  ];
}

function checkEngine(engine: unknown): string[] {
  if (isRuntimeEngine(engine)) return [];
  if (!isOfKind(engine, ["provider"]))
    return ["engine: write Engine.provider(), Engine.nullResource() or Engine.terraformData()."];
  const { movedFrom } = engine;
  return movedFrom === undefined || isRuntimeEngine(movedFrom)
    ? []
    : ["engine.movedFrom: write Engine.nullResource() or Engine.terraformData()."];
}

/** Its options are judged where they are used. */
const isRuntimeEngine = (value: unknown): boolean =>
  isOfKind(value, RUNTIME_ENGINES) && typeof value["options"] === "object" && value["options"] !== null;

const PARTS = { algorithm: checkSseAlgorithm, kmsMasterKeyId: checkKmsMasterKeyId };
const PARTS_OF: Readonly<Record<Encryption["kind"], readonly (keyof typeof PARTS)[]>> = {
  disabled: [],
  "bos-managed": ["algorithm"],
  "kms-managed": ["algorithm", "kmsMasterKeyId"],
};

function checkEncryption(encryption: unknown): string[] {
  if (!isOfKind(encryption, Object.keys(PARTS_OF) as Encryption["kind"][])) {
    return ["encryption: write Encryption.bosManaged(), Encryption.kmsManaged() or Encryption.disabled()."];
  }
  const { kind, ...written } = encryption;
  const parts = PARTS_OF[kind];
  return [
    ...checkNames("encryption.", written, parts),
    ...parts.flatMap((part) => checkText(`encryption.${part}`, written[part], PARTS[part])),
  ];
}

/** Warns of a KMS key's id that is written in the code and looks odd; what is refused is none to warn of. */
export function warnOfOddKeyId(construct: Construct, name: string, keyId: unknown): void {
  if (typeof keyId !== "string" || !isLiteral(keyId)) return;
  const doubt = doubtKmsMasterKeyId(keyId);
  if (doubt !== undefined) Annotations.of(construct).addWarning(`${name}: ${doubt.summary}. ${doubt.detail}`);
}

function checkTimeouts(timeouts: unknown): string[] {
  if (typeof timeouts !== "object" || timeouts === null || !isLiteral(timeouts))
    return ['timeouts: write the times, for example { create: "5m" }.'];
  const times: Readonly<Record<string, unknown>> = { ...timeouts };
  return [
    ...checkNames("timeouts.", times, TIMED_OPERATIONS),
    ...TIMED_OPERATIONS.flatMap((name) =>
      times[name] === undefined ? [] : checkText(`timeouts.${name}`, times[name], checkTime),
    ),
  ];
}

/** Finds misspelt properties. `prefix` stands before each name. */
export function checkNames(prefix: string, value: object, known: readonly string[]): string[] {
  const choice = known.length === 0 ? "" : `, only ${known.join(", ")}`;
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return unknown.map((name) => `${prefix}${name}: there is no such property${choice}.`);
}

/** Judges a text, unless it is known only to Terraform. */
export function checkText(
  name: string,
  value: unknown,
  judge: (value: string) => readonly Pick<Issue, "message">[],
): string[] {
  if (!isLiteral(value)) return [];
  if (value === undefined) return [`${name}: is missing.`];
  if (typeof value !== "string")
    return [`${name}: must be text, not ${value === null ? "null" : typeof value}.`];
  return judge(value).map(({ message }) => `${name}: ${message}`);
}

/** Judges a text that is one of a few words. */
export const isOneOf = (words: readonly string[]) => (value: string) =>
  words.includes(value)
    ? []
    : [{ message: `Write ${words.map((word) => `"${word}"`).join(" or ")}, not ${JSON.stringify(value)}.` }];

function isOfKind<Kind extends string>(
  value: unknown,
  kinds: readonly Kind[],
): value is { readonly kind: Kind; readonly [part: string]: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    kinds.some((kind) => kind === value.kind)
  );
}

/** Judges one property that is written: a sentence for everything wrong with it. */
type PropertyCheck = (name: string, value: unknown) => string[];

/** The properties of a resource or data source and how each is judged, CDK's own left out. */
export type PropertyChecks = Readonly<Record<string, PropertyCheck>>;

/** Everything wrong with the properties; what may not be left out is judged when it is missing, too. */
export function checkProps(
  props: object,
  checks: PropertyChecks,
  required: readonly string[] = [],
): string[] {
  return [
    ...checkNames("", props, [...Object.keys(checks), ...META_PROPERTIES]),
    ...checkValues(props, checks, required),
  ];
}

/** The same without a look at names that there are not. */
export function checkValues(
  props: object,
  checks: PropertyChecks,
  required: readonly string[] = [],
): string[] {
  const values: Readonly<Record<string, unknown>> = { ...props };
  return Object.entries(checks).flatMap(([name, check]) =>
    values[name] === undefined && !required.includes(name) ? [] : check(name, values[name]),
  );
}

/** Text, judged unless only Terraform knows it. */
export const text =
  (judge: Parameters<typeof checkText>[2] = () => []): PropertyCheck =>
  (name, value) =>
    checkText(name, value, judge);

/** True or false, or a token of it. */
export const flag: PropertyCheck = (name, value) =>
  !isLiteral(value) || typeof value === "boolean"
    ? []
    : [`${name}: must be true or false, not ${JSON.stringify(value)}.`];

/** A number above `above` and up to `max`, or a token of it. */
export const number =
  (above: number, max: number): PropertyCheck =>
  (name, value) =>
    !isLiteral(value) || (typeof value === "number" && value > above && value <= max)
      ? []
      : [`${name}: must be a number above ${above}, at most ${max}, not ${JSON.stringify(value)}.`];

/** A number that is judged unless only Terraform knows it. */
export const numberThat =
  (judge: (value: number) => readonly { readonly message: string }[]): PropertyCheck =>
  (name, value) => {
    if (!isLiteral(value)) return [];
    if (typeof value !== "number") return [`${name}: must be a number, not ${JSON.stringify(value)}.`];
    return judge(value).map(({ message }) => `${name}: ${message}`);
  };

/** A whole number, or a token of it. */
export const wholeNumber =
  (min: number, max = Number.POSITIVE_INFINITY): PropertyCheck =>
  (name, value) => {
    if (!isLiteral(value) || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max))
      return [];
    const range = max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
    return [`${name}: must be a whole number, ${range}, not ${JSON.stringify(value)}.`];
  };
