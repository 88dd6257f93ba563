import { isUnknown } from "../../plugin/index.ts";
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
