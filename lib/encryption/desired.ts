/** Algorithms of BOS's server-side encryption (SM4 since March 2023), in the order in which they are offered. */
export const SSE_ALGORITHMS = ["AES256", "SM4"] as const;
export type SseAlgorithm = (typeof SSE_ALGORITHMS)[number];

/** What a user wants new uploads to a bucket to get by default. */
export type Desired =
  | { readonly kind: "disabled" }
  | { readonly kind: "bos-managed"; readonly algorithm: SseAlgorithm }
  | { readonly kind: "kms-managed"; readonly algorithm: SseAlgorithm; readonly kmsMasterKeyId: string };

/** What destroying the wish does: turn encryption off (default), or leave the bucket as it is. */
export const ON_DESTROY = ["disable", "retain"] as const;
export type OnDestroy = (typeof ON_DESTROY)[number];

/** What a new wish does to a bucket that somebody else has set differently: take it over, or refuse. */
export const ON_CONFLICT = ["adopt", "fail"] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];

export function isSseAlgorithm(value: unknown): value is SseAlgorithm {
  return SSE_ALGORITHMS.some((algorithm) => algorithm === value);
}
