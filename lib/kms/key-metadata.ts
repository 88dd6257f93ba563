import { type KeyState, parseKeyState } from "./key-state.ts";

/** A key as DescribeKey tells of it. What the cloud leaves out or leaves empty is absent. */
export type KeyMetadata = {
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
};

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
