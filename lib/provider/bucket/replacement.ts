import { isUnknown } from "../../plugin/index.ts";
import type { Conflict } from "./conflict.ts";
import type { Values } from "./schema.ts";

/** What a plan tells its apply, and the destroy that a replacement begins with. JSON in plan files: no secret. */
export interface Mark {
  /** The bucket that the change sets; null while its name is not known. */
  readonly bucket: string | null;
  /** Whether the resource has this bucket already, so that nothing in it is somebody else's. */
  readonly isOwned: boolean;
  /** Whether the plan is an update that goes on to another bucket, should the name come out as another one. */
  readonly isInPlace: boolean;
  /** The KMS key that the plan has shown to be given up; null where it has shown none. */
  readonly givesUp: string | null;
}

/** A mark as it comes back from Terraform; undefined where there is none, or one that this version does not know. */
export function readMark(value: unknown): Mark | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { bucket, isOwned, isInPlace, givesUp } = value as Partial<Record<keyof Mark, unknown>>;
  const isText = (part: unknown): part is string | null => part === null || typeof part === "string";
  if (!isText(bucket) || !isText(givesUp)) return undefined;
  if (typeof isOwned !== "boolean" || typeof isInPlace !== "boolean") return undefined;
  return { bucket, isOwned, isInPlace, givesUp };
}

export function nameOf({ bucket }: Values): string | null {
  return isUnknown(bucket) ? null : bucket;
}

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
  succeed(bucket: string, conflict: Conflict | undefined): Successor | undefined;
  /**
   * At plan: the object that was read has a plan of its own, so that no create is its successor.
   *
   * @returns the conflict of a create that took the bucket for its own, if there is one
   */
  account(bucket: string): Conflict | undefined;
  isAccounted(bucket: string): boolean;
}

export interface Successor {
  readonly conflict: Conflict | undefined;
}

export function createSuccessions(): Successions {
  const handed = new Map<string, Mark>();
  const successors = new Map<string, Successor>();
  const accounted = new Set<string>();
  return {
    handOver: (bucket, mark) => void handed.set(bucket, mark),
    handedOver: (bucket) => handed.get(bucket),
    succeed(bucket, conflict) {
      const earlier = successors.get(bucket);
      successors.set(bucket, { conflict: conflict ?? earlier?.conflict });
      return earlier;
    },
    account(bucket) {
      accounted.add(bucket);
      return successors.get(bucket)?.conflict;
    },
    isAccounted: (bucket) => accounted.has(bucket),
  };
}
