// Every write of ours to a bucket or a key, judged the moment it has happened.

import type { Plan } from "../core/plan.ts";
import { typeOf } from "../core/state.ts";
import type { RunRecord } from "../core/terraform.ts";
import { addressOf, type Resource } from "../history.ts";
import type { BucketState, Tape, WireEvent } from "../world/tape.ts";
import { describe, earlierRequests, isAs, isOn, keyOf, statesOf, wantedBy } from "./history-of-bucket.ts";
import type { Violation } from "./violation.ts";

export const BUCKET_WRITES = ["PutBucketEncryption", "DeleteBucketEncryption"];
const KEY_LOSSES = ["ScheduleKeyDeletion", "DisableKey"];
const KEY_WRITES = [...KEY_LOSSES, "EnableKey", "CancelKeyDeletion", "EnableRotation", "CreateKey"];

export function judgeWrite(tape: Tape, event: WireEvent, record: RunRecord): readonly Violation[] {
  const { operation, call } = event;
  const isBucketWrite = BUCKET_WRITES.includes(operation);
  if (!isBucketWrite && !KEY_WRITES.includes(operation)) return [];
  const where = `${operation} of ${event.bucket ?? `key ${event.key?.slice(-4)}`} by ${call.address}`;
  if (call.rpc !== "apply") {
    return [{ rule: "write-at-plan", message: `${where} in the course of a "${call.rpc}"` }];
  }
  if (isBucketWrite) {
    const isKeyShown = (bucket: string, key: string) => isShown(tape, event, record, bucket, key);
    return judgeBucketWrite(tape, event, record, where, isKeyShown);
  }
  return KEY_LOSSES.includes(operation) ? judgeKeyLoss(tape, event, where) : [];
}

/** What is applied, as far as a write to a bucket is judged by it. */
export interface Applied extends Pick<RunRecord, "end" | "endedAt"> {
  readonly plan?: Pick<Plan, "config" | "isDestroy">;
}

/** @param isKeyShown whether the user has agreed to lose this key of this bucket */
export function judgeBucketWrite(
  tape: Tape,
  event: WireEvent,
  record: Applied,
  where: string,
  isKeyShown: (bucket: string, key: string) => boolean,
): readonly Violation[] {
  const { bucket = "", bucketBefore, bucketAfter, call } = event;
  const { change } = call;
  const half = halfFor(event);
  if (change === undefined || half === undefined) return [];
  const violations: Violation[] = [];
  const look = lastLook(tape, event);
  if (look === "none") {
    violations.push({ rule: "unread-write", message: `${where} without a look at the bucket just before` });
  }
  if (bucketAfter === "gone" || isAs(bucketBefore, bucketAfter)) return violations;
  // What somebody did between our look and the write that follows at once is in nobody's hand: the look is what counts.
  const seen = typeof look === "object" && look.isDirect ? look.seen : bucketBefore;
  const lostKey = keyOf(seen) !== undefined && keyOf(seen) !== keyOf(bucketAfter) ? keyOf(seen) : undefined;
  const isTurnedOff = isOn(seen) && !isOn(bucketAfter);
  const did = `${where} took it from ${describe(seen)} to ${describe(bucketAfter)}`;

  const asked = half === "delete" ? null : wantedBy(change.after ?? {});
  if (!isAs(bucketAfter, asked)) {
    violations.push({ rule: "strange-write", message: `${did}, and ${describe(asked)} was asked for` });
  }
  if (half !== "delete" && change.after?.["bucket"] !== bucket) {
    violations.push({ rule: "strange-write", message: `${did}, and it is another bucket that is meant` });
  }
  if (!isTurnedOff && lostKey === undefined) return violations;

  if (record.plan?.config.denyWeakening === true) {
    violations.push({ rule: "denied-weakening", message: `${did} under deny_weakening` });
  }
  if (isTurnedOff && half === "delete") {
    const wanting = wantingOn(record, bucket);
    if (wanting !== undefined && !(wanting.isLate && isOnAgain(tape, event, record))) {
      violations.push({ rule: "weakening", message: `${did} while ${wanting.address} wants it on` });
    }
    if (change.before?.["on_destroy"] === "retain") {
      violations.push({ rule: "weakening", message: `${did}, and on_destroy is "retain"` });
    }
  }
  if (lostKey !== undefined && !isKeyShown(bucket, lostKey)) {
    violations.push({ rule: "key-loss", message: `${did}, and no plan has shown this key` });
  }
  return violations;
}

/** An update that goes on to another bucket leaves one behind, and comes to a new one. */
function halfFor({ call: { change, half }, bucket }: WireEvent): "create" | "update" | "delete" | undefined {
  const [from, to] = [change?.before?.["bucket"], change?.after?.["bucket"]];
  if (half !== "update" || from === to) return half;
  return bucket === from ? "delete" : "create";
}

interface Look {
  readonly seen: BucketState;
  /** Nothing but the way to the service lies between it and the write. */
  readonly isDirect: boolean;
}

/** The look at the bucket on which a write rests; "none" when there was none, or another write since. */
function lastLook(tape: Tape, event: WireEvent): Look | "none" {
  for (const earlier of earlierRequests(tape, event)) {
    if (earlier.bucket !== event.bucket || earlier.call.id !== event.call.id) continue;
    if (BUCKET_WRITES.includes(earlier.operation)) return "none";
    if (earlier.operation !== "GetBucketEncryption") continue;
    if (typeof earlier.shown !== "object") return "none";
    return { seen: earlier.shown.setting, isDirect: event.sentMs - earlier.endedMs <= event.slackMs };
  }
  return "none";
}

/** Who wants a bucket on. */
interface Wanting {
  readonly address: string;
  /** It was not known at plan that it is this bucket: Terraform may then destroy the old resource first. */
  readonly isLate: boolean;
}

/** What in the applied configuration wants the bucket on. */
export function wantingOn({ plan }: Applied, bucket: string): Wanting | undefined {
  if (plan === undefined || plan.isDestroy) return undefined;
  const isLatePlace = plan.config.lateSettings?.includes("endpoint") === true;
  const found = plan.config.resources.filter(
    (resource) => resource.type === "bucket" && resource.bucket === bucket && resource.enabled !== false,
  );
  const isLateName = (resource: Resource) =>
    resource.type === "bucket" && resource.late?.includes("bucket") === true;
  const [first] = found.toSorted((one, other) => Number(isLateName(one)) - Number(isLateName(other)));
  return first && { address: addressOf(first), isLate: isLatePlace || isLateName(first) };
}

/** Whether the run has turned the bucket on once more, or has told its user that something failed. */
function isOnAgain(
  tape: Tape,
  { at, bucket = "" }: WireEvent,
  { end, endedAt = tape.length }: Applied,
): boolean {
  return end !== "succeeded" || statesOf(tape, bucket, at + 1, endedAt).some(isOn);
}

/** Whether the plan that is being applied could tell its reader that this key would be given up. */
function isShown(tape: Tape, event: WireEvent, record: RunRecord, bucket: string, key: string): boolean {
  const { change } = event.call;
  const before = change?.before ?? null;
  if (before !== null && before["bucket"] === bucket && before["enabled"] !== false) {
    if (before["kms_master_key_id"] === key) return true;
  }
  if (halfFor(event) !== "create" || change?.after?.["on_conflict"] !== "adopt") return false;
  const isAtPlan = tape.events.some(
    (one) =>
      one.kind === "request" &&
      one.at < event.at &&
      one.call.rpc !== "apply" &&
      one.bucket === bucket &&
      typeof one.shown === "object" &&
      keyOf(one.shown.setting) === key &&
      isOfPlan(record, one.call.run, one.at),
  );
  if (isAtPlan) return true;
  // Before 1.16 Terraform loses what the create's first plan has noted: the apply itself has to say it then.
  if (record.core !== "1.11") return false;
  const isSaid = record.diagnostics.some(({ phase, detail }) => phase === "apply" && detail.includes(key));
  return isSaid || record.end === "killed";
}

/** Whether a look was taken for the plan that is being applied, be it of this run or of the one that saved it. */
function isOfPlan(record: RunRecord, run: number, at: number): boolean {
  const from = record.plan?.seenFrom;
  return run === record.id || (from !== undefined && at >= from);
}

function judgeKeyLoss(tape: Tape, event: WireEvent, where: string): readonly Violation[] {
  const { key = "", call } = event;
  const { change, half } = call;
  if (change === undefined) return [];
  const isForced = half === "delete" ? change.before?.["force"] === true : change.after?.["force"] === true;
  if (isForced || typeOf(change.address) !== "bos_kms_key" || half === "create") return [];
  const read = new Map<string, WireEvent>();
  let listed: WireEvent | undefined;
  for (const earlier of earlierRequests(tape, event)) {
    if (earlier.call.id !== call.id) continue;
    if (KEY_LOSSES.includes(earlier.operation) && earlier.key === key) break;
    if (earlier.operation === "GetBucketEncryption" && earlier.bucket !== undefined) {
      if (!read.has(earlier.bucket)) read.set(earlier.bucket, earlier);
    }
    if (earlier.operation === "ListBuckets" && earlier.status === 200) {
      listed = earlier;
      break;
    }
  }
  if (listed === undefined) {
    return [{ rule: "unread-write", message: `${where} without a look at the buckets just before` }];
  }
  if (event.keyBefore === event.keyAfter) return [];
  return [...listed.buckets].flatMap(([bucket, atListing]): readonly Violation[] => {
    const look = read.get(bucket);
    const now = event.buckets.get(bucket) ?? "gone";
    if (now === "gone") return [];
    if (look === undefined) {
      if (keyOf(now) !== key || keyOf(atListing) !== key) return [];
      return [{ rule: "key-in-use", message: `${where}, which ${bucket} uses, and nobody has looked` }];
    }
    if (typeof look.shown !== "object") {
      if (look.bucketBefore === "gone") return [];
      return [{ rule: "key-in-use", message: `${where}, though ${bucket} could not be read` }];
    }
    // What it took since is in nobody's hand; and a service that shows something old is no reader's fault.
    if (look.isStale || keyOf(look.bucketBefore) !== key) return [];
    return [{ rule: "key-in-use", message: `${where}, which ${bucket} uses, as was seen` }];
  });
}
