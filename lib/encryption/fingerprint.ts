import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalText } from "./canonical.ts";
import type { Desired } from "./desired.ts";

/**
 * A SHA-256 (hex) of a wish: equal wishes give equal fingerprints whatever the order of their fields. It is no
 * secret-keeping hash; it keys what has to change when, and only when, the wish changes.
 *
 * Not exported by the front door, so that nobody who only wants the difference loads a hash function.
 */
export function fingerprint(desired: Desired): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalText(desired))));
}
