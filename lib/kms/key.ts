/** A key as DescribeKey tells of it. What the cloud leaves out or leaves empty is absent. */
export interface KeyMetadata {
  readonly keyId: string;
  readonly state: KeyState;
  /** Empty when there is none. */
  readonly description: string;
  /** Code of the region in which the key lies, e.g. `bj`. */
  readonly region?: string;
  /** As on the wire, e.g. `BAIDU_AES_256`; see {@link isSymmetric}. */
  readonly keySpec?: string;
  /** As on the wire, e.g. `ENCRYPT_DECRYPT`. */
  readonly keyUsage?: string;
  /** As on the wire: `BAIDU_KMS` or `EXTERNAL`. */
  readonly origin?: string;
  /** As on the wire: `SOFTWARE` or `HSM`. */
  readonly protectedBy?: string;
  /** As on the wire; ISO 8601 in UTC by the reference. */
  readonly creationDate?: string;
  /** When a key that is pending deletion will be gone; as on the wire, ISO 8601 in UTC by the reference. */
  readonly deletionDate?: string;
  /** How often the key's material changes; its unit is undocumented, 0 is never. */
  readonly rotateCycle?: number;
  /** As on the wire. */
  readonly nextRotateTime?: string;
}

const OPTIONAL_TEXTS = [
  "region",
  "keySpec",
  "keyUsage",
  "origin",
  "protectedBy",
  "creationDate",
  "deletionDate",
  "nextRotateTime",
] as const;

/** The value of an answer's `keyMetadata`; undefined when it is none: without an id or a state nothing can be said of a key. */
export function parseKeyMetadata(value: unknown): KeyMetadata | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const wire = value as Readonly<Record<string, unknown>>;
  const { keyId, keyState, description, rotateCycle } = wire;
  if (!isText(keyId) || !isText(keyState)) return undefined;
  return {
    keyId,
    state: parseKeyState(keyState),
    description: isText(description) ? description : "",
    ...Object.fromEntries(
      OPTIONAL_TEXTS.map((name) => [name, wire[name]]).filter(([, text]) => isText(text)),
    ),
    ...(typeof rotateCycle === "number" ? { rotateCycle } : {}),
  };
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Whether an answer is about the key that was asked for: an id is hexadecimal, so its case means nothing. */
export function isSameKey(answered: unknown, asked: string): boolean {
  return isText(answered) && answered.toLowerCase() === asked.toLowerCase();
}

/** What a key can be used for now; a state that is not known here is shown as the cloud wrote it, and never guessed. */
export type KeyState =
  | "enabled"
  | "disabled"
  | "pending-deletion"
  | "pending-import"
  | { readonly unknown: string };

/** By the wire's words in lower case: their case varies between the reference's pages. */
const BY_WIRE: ReadonlyMap<string, KeyState> = new Map([
  ["enabled", "enabled"],
  ["disabled", "disabled"],
  ["pendingdeletion", "pending-deletion"],
  ["pendingimport", "pending-import"],
]);

function parseKeyState(text: string): KeyState {
  return BY_WIRE.get(text.toLowerCase()) ?? { unknown: text };
}

/** The state in words for messages: `pending deletion`; one that is not known here in quotes. */
export function describeKeyState(state: KeyState): string {
  return typeof state === "string" ? state.replace("-", " ") : JSON.stringify(state.unknown);
}

/** Specs that encrypt with one secret, which is what a bucket needs (https://github.com/baidubce/bce-sdk-go, docs/wire.md). */
const SYMMETRIC = new Set(["BAIDU_AES_256", "AES_128", "AES_256", "SM1_128", "SM4_128"]);
const ASYMMETRIC = new Set(["SM2_256", "RSA_1024", "RSA_2048", "RSA_4096"]);

/** Whether keys of this spec can encrypt a bucket; undefined for a spec that is not known here. */
export function isSymmetric(keySpec: string): boolean | undefined {
  const spec = keySpec.toUpperCase();
  if (SYMMETRIC.has(spec)) return true;
  return ASYMMETRIC.has(spec) ? false : undefined;
}
