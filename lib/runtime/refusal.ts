import { type Difference, judgeConflict, type Observed } from "../encryption/index.ts";
import type { Request } from "./request.ts";

/** A write that was prevented: nothing was sent. */
export class Refusal extends Error {
  readonly code: "conflict" | "weakening";

  constructor(code: Refusal["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Judges a write with what was read just before it; throws a `Refusal` to prevent it. A runtime remembers nothing of
 * what it did: a key that the bucket has may be its own of last week, or somebody else's.
 */
export function refuseUnasked(
  request: Request,
  denyWeakening: boolean,
): (difference: Difference, before: Observed) => void {
  return (difference, before) => {
    const weakening = difference.action === "none" ? undefined : difference.weakening;
    if (denyWeakening && weakening !== undefined) {
      throw new Refusal(
        "weakening",
        `Found ${difference.reason}. After this change new uploads to the bucket ${weakening.consequence}. deny_weakening is set, so this is refused. If it is what you want, unset deny_weakening and BOS_DENY_WEAKENING for this run.`,
      );
    }
    if (request.verb === "apply") refuseConflict(request, difference, before);
    else refuseUnknownKey(request, difference);
  };
}

function refuseConflict({ onConflict }: Request, difference: Difference, before: Observed): void {
  const conflict = judgeConflict(onConflict, difference, before);
  if (conflict === undefined || conflict.kind === "adoptable") return;
  const found = `Found ${difference.reason}.`;
  if (conflict.kind === "forbidden") {
    throw new Refusal(
      "conflict",
      `${found} on_conflict is "fail", so the existing setting is kept, even if an earlier apply made it. To replace it, set on_conflict to "adopt".`,
    );
  }
  throw new Refusal(
    "conflict",
    `${found} This would give up KMS key ${conflict.kmsMasterKeyId} for new uploads. If that is what you want, set on_conflict to "adopt"; if not, set kms_master_key_id to that key.`,
  );
}

/** Nobody has agreed to lose a key that the stack does not name. */
function refuseUnknownKey(request: Extract<Request, { verb: "destroy" }>, difference: Difference): void {
  const key = difference.action === "none" ? undefined : difference.weakening?.lostKmsMasterKeyId;
  const { kmsMasterKeyId: expected, onConflict } = request;
  if (key === undefined || expected === "*" || expected === key || onConflict === "adopt") return;
  throw new Refusal(
    "conflict",
    `Found ${difference.reason}. The stack ${expected === undefined ? "names no KMS key" : `names KMS key ${expected}`}, so ${key} was set by somebody else, or by a desired state that the stack no longer holds. To give it up, set on_conflict to "adopt"; to leave the bucket as it is, set on_destroy to "retain".`,
  );
}
