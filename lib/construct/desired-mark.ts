import type { Encryption } from "./elements/encryption.ts";

/** What a `BosBucketEncryption` was given, as it was given: texts may be tokens. */
export interface DesiredSetting {
  readonly bucket: string;
  readonly encryption: Encryption;
}

/** A mark rather than a class: a tree may hold constructs of two copies of this package. */
const DESIRED = Symbol.for("bos-bucket-encryption.desired");

/** Marks a construct as one that sets a bucket's encryption. */
export function markDesired(construct: object, desired: DesiredSetting): void {
  Object.defineProperty(construct, DESIRED, { value: desired });
}

/** What a construct desires that sets a bucket's encryption; undefined for any other. */
export function desiredOf(construct: object): DesiredSetting | undefined {
  return (construct as { readonly [DESIRED]?: DesiredSetting })[DESIRED];
}
