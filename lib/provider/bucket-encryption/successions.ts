import type { Conflict } from "./conflict.ts";
import type { Mark } from "./mark.ts";

/**
 * How buckets go from one resource object to the next, in this process. Terraform plans and applies the two halves of a
 * replacement one by one, and tells a provider neither that they belong together nor what an object's address is.
 */
export interface Successions {
  /** At apply: a destroy has written nothing, because the object that comes next sets the same bucket, or may. */
  handOver(bucket: string, mark: Mark): void;
  /** The mark of the object that comes next, as its first plan was shown. */
  handedOver(bucket: string): Mark | undefined;
  /**
   * At plan: a create takes the bucket for its own, since it was read as one of the state. That is so for a tainted object,
   * of which Terraform plans nothing else.
   *
   * @param conflict what there is to say in case the bucket is that of another address
   * @returns the claim that another create has made before
   */
  claim(bucket: string, conflict: Conflict | undefined): Claim | undefined;
  /**
   * At plan: the object that was read has a plan of its own, so that no create is its successor.
   *
   * @returns the conflict of a create that took the bucket for its own, if there is one
   */
  account(bucket: string): Conflict | undefined;
  isAccounted(bucket: string): boolean;
}

export interface Claim {
  readonly conflict: Conflict | undefined;
}

export function createSuccessions(): Successions {
  const handed = new Map<string, Mark>();
  const claims = new Map<string, Claim>();
  const accounted = new Set<string>();
  return {
    handOver: (bucket, mark) => void handed.set(bucket, mark),
    handedOver: (bucket) => handed.get(bucket),
    claim(bucket, conflict) {
      const earlier = claims.get(bucket);
      claims.set(bucket, { conflict: conflict ?? earlier?.conflict });
      return earlier;
    },
    account(bucket) {
      accounted.add(bucket);
      return claims.get(bucket)?.conflict;
    },
    isAccounted: (bucket) => accounted.has(bucket),
  };
}
