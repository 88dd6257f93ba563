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
   * At plan: a create takes the bucket for its own, since it was read as one of the state. That is so for a tainted object.
   *
   * @param conflict what there is to say in case the bucket is that of another address
   */
  claim(bucket: string, conflict: Conflict): void;
  /** At plan: a resource goes and leaves its bucket as it is, for whoever wants it. The conflict of a claim, if there is one. */
  leave(bucket: string): Conflict | undefined;
  isLeft(bucket: string): boolean;
}

export function createSuccessions(): Successions {
  const handed = new Map<string, Mark>();
  const claims = new Map<string, Conflict>();
  const left = new Set<string>();
  return {
    handOver: (bucket, mark) => void handed.set(bucket, mark),
    handedOver: (bucket) => handed.get(bucket),
    claim: (bucket, conflict) => void claims.set(bucket, conflict),
    leave(bucket) {
      left.add(bucket);
      return claims.get(bucket);
    },
    isLeft: (bucket) => left.has(bucket),
  };
}
