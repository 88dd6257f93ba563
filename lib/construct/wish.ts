import type { Encryption } from "./encryption.ts";

/** What a `BosBucketEncryption` was given, as it was given: texts may be tokens. */
export interface Wish {
  readonly bucket: string;
  readonly encryption: Encryption;
}

/** A mark rather than a class: a tree may hold constructs of two copies of this package. */
const WISH = Symbol.for("bos-bucket-encryption.wish");

/** Marks a construct as one that sets a bucket's encryption. */
export function markWish(construct: object, wish: Wish): void {
  Object.defineProperty(construct, WISH, { value: wish });
}

/** The wish of a construct that sets a bucket's encryption; undefined for any other. */
export function wishOf(construct: object): Wish | undefined {
  return (construct as { readonly [WISH]?: Wish })[WISH];
}
