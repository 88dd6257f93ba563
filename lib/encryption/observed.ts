import type { JsonObject, JsonValue } from "../json.ts";
import { isSseAlgorithm, type SseAlgorithm } from "../settings/index.ts";
import type { Desired } from "./desired.ts";

/** The JSON object that Put- and GetBucketEncryption exchange, with whatever fields a newer cloud adds. */
export type Fields = JsonObject;

/** Names on the wire; `kmsMasterKeyId` is the official Java SDK's, the API reference is silent about it. */
const ALGORITHM_FIELD = "encryptionAlgorithm";
const KEY_FIELD = "kmsMasterKeyId";

/** What to PUT for a desired state that is not `disabled`. `extra` are fields to hand back that this project does not know. */
export function fieldsOf(desired: Exclude<Desired, { kind: "disabled" }>, extra: Fields = {}): Fields {
  const known = { [ALGORITHM_FIELD]: desired.algorithm };
  return desired.kind === "kms-managed"
    ? { ...extra, ...known, [KEY_FIELD]: desired.kmsMasterKeyId }
    : { ...extra, ...known };
}

/** The fields that this project does not know. */
function extraFieldsOf(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== ALGORITHM_FIELD && name !== KEY_FIELD),
  );
}

/**
 * What GetBucketEncryption said. That a bucket could not be read, or is missing, is no observation: those are
 * answers of lib/reconcile and are never turned into one of these.
 */
export type Observed =
  | { readonly kind: "disabled" }
  | { readonly kind: "bos-managed"; readonly algorithm: SseAlgorithm; readonly extra: Fields }
  | {
      readonly kind: "kms-managed";
      readonly algorithm: SseAlgorithm;
      readonly kmsMasterKeyId: string;
      readonly extra: Fields;
    }
  | {
      readonly kind: "unknown-algorithm";
      /** As it was answered; empty when there was a key and no algorithm. */
      readonly algorithm: string;
      readonly kmsMasterKeyId?: string;
      readonly extra: Fields;
    };

/** Names on the wire, by the letters that all spellings of them share. */
const ALIKE: ReadonlyMap<string, string> = new Map(
  [ALGORITHM_FIELD, KEY_FIELD].map((name) => [lettersOf(name), name]),
);

/**
 * Why these fields are no answer of GetBucketEncryption, as a sentence about them; undefined for those that {@link observe} takes.
 * This one function decides what is an answer, and with it what may ever count as off: nothing at all, or an algorithm that is
 * there and null, empty or `none`. An object of which nothing is known may be anybody's, a gateway's error for one, and so may
 * one that spells a known field in another way.
 *
 * @param shownAlgorithm what the answer's header `x-bce-server-side-encryption` says
 *   (https://intl.cloud.baidu.com/en/doc/BOS/s/Zkc4fa6x5-intl-en); a body that was lost on its way must not read as off beside it
 */
export function problemOf(fields: Fields, shownAlgorithm = ""): string | undefined {
  const names = Object.keys(fields);
  for (const name of names) {
    const meant = ALIKE.get(lettersOf(name));
    if (meant === undefined) continue;
    if (meant !== name) return `Its ${JSON.stringify(name)} is not the "${meant}" of this call.`;
    const value = fields[name];
    if (value !== null && typeof value !== "string")
      return `Its "${name}" is no text but ${Array.isArray(value) ? "a list" : `of the type ${typeof value}`}.`;
  }
  const hasAlgorithm = Object.hasOwn(fields, ALGORITHM_FIELD);
  if (names.length > 0 && !hasAlgorithm && textOf(fields, KEY_FIELD) === "")
    return `It has neither "${ALGORITHM_FIELD}" nor a "${KEY_FIELD}", but ${listed(names)}.`;
  if (isOff(fields) && textOf(fields, ALGORITHM_FIELD) === "" && !saysOff(shownAlgorithm))
    return `It names no algorithm, but its header says ${JSON.stringify(shownAlgorithm.slice(0, 40))}.`;
  return undefined;
}

/**
 * Reads the fields of a GetBucketEncryption answer; those that have a problem ({@link problemOf}) are a mistake of the caller, and throw.
 * An explicit `none` is off whatever key stands beside it: a DELETE may leave the key behind (seen in a gateway that serves the
 * BOS protocol). An algorithm that this project does not know is kept as it is, and so is a key without an algorithm: taking
 * either for "off" could make a report say that a protected bucket is plain, or the other way round.
 */
export function observe(fields: Fields): Observed {
  const problem = problemOf(fields);
  if (problem !== undefined) throw new TypeError(`Not an answer of GetBucketEncryption. ${problem}`);
  if (isOff(fields)) return { kind: "disabled" };
  const algorithm = textOf(fields, ALGORITHM_FIELD);
  const key = textOf(fields, KEY_FIELD);
  const extra = extraFieldsOf(fields);
  if (!isSseAlgorithm(algorithm)) {
    return key === ""
      ? { kind: "unknown-algorithm", algorithm, extra }
      : { kind: "unknown-algorithm", algorithm, kmsMasterKeyId: key, extra };
  }
  return key === ""
    ? { kind: "bos-managed", algorithm, extra }
    : { kind: "kms-managed", algorithm, kmsMasterKeyId: key, extra };
}

/** Of fields without a problem. */
function isOff(fields: Fields): boolean {
  const algorithm = textOf(fields, ALGORITHM_FIELD);
  return algorithm === "" ? textOf(fields, KEY_FIELD) === "" : saysOff(algorithm);
}

function saysOff(algorithm: string): boolean {
  return algorithm === "" || algorithm.toLowerCase() === "none";
}

function textOf(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" ? value : "";
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function listed(names: readonly string[]): string {
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
  const first = names.slice(0, 3).map((name) => JSON.stringify(name.slice(0, 40)));
  return `${first.join(", ")}${rest}`;
}

/** The KMS key that new uploads are encrypted with; undefined when there is none. */
export function keyOf(observed: Observed): string | undefined {
  return observed.kind === "kms-managed" || observed.kind === "unknown-algorithm"
    ? observed.kmsMasterKeyId
    : undefined;
}

/**
 * Whether a bucket may have this key as its default. Besides the field that we know, any text of the answer counts that is the
 * key's id, and letters of either case: a key that is lost by mistake takes what it has encrypted with it.
 */
export function mayUseKey(observed: Observed, keyId: string): boolean {
  if (observed.kind === "disabled") return false;
  const wanted = keyId.trim().toLowerCase();
  const texts = textsIn({ ...observed.extra, [KEY_FIELD]: keyOf(observed) ?? null });
  return texts.some((text) => text.trim().toLowerCase() === wanted);
}

function textsIn(value: JsonValue): readonly string[] {
  // Numbers and booleans have no values.
  return typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn);
}
