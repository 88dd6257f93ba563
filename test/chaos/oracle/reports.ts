// What a run has told its user, held against what the account went through.

import { typeOf } from "../core/state.ts";
import type { RunRecord } from "../core/terraform.ts";
import { addressOf } from "../history.ts";
import type { CallEvent, Tape, WireEvent } from "../world/tape.ts";
import { describe, isAs, isOn, statesOf, wantedBy } from "./history-of-bucket.ts";
import type { Violation } from "./violation.ts";
import { wantingOn } from "./writes.ts";

const BUCKET = "bos_bucket_encryption";

export function judgeReports(tape: Tape, record: RunRecord): readonly Violation[] {
  return [
    ...judgeApplied(tape, record),
    ...judgeCompletion(tape, record),
    ...judgeForgotten(tape, record),
    ...judgeClash(record),
    ...judgeNewKeys(tape, record),
  ];
}

/** Where on the tape a call began and ended. */
function spanOf(tape: Tape, call: number): { readonly from: number; readonly to: number } {
  const ofCall = (event: unknown): event is CallEvent =>
    (event as CallEvent).kind === "call" && (event as CallEvent).call.id === call;
  return {
    from: tape.events.findIndex(ofCall),
    to: tape.events.findLastIndex(ofCall) + 1,
  };
}

const requestsOf = (tape: Tape, from: number, to: number): readonly WireEvent[] =>
  tape.events.slice(from, to).filter((event): event is WireEvent => event.kind === "request");

/** A create or update that succeeded, a destroy that was done. */
function judgeApplied(tape: Tape, record: RunRecord): readonly Violation[] {
  return (record.outcome?.applied ?? []).flatMap(({ address, change, half, call, isDone }): Violation[] => {
    if (!isDone || typeOf(address) !== BUCKET) return [];
    const { from, to } = spanOf(tape, call);
    const own = (half === "delete" ? change.before : change.after)?.["bucket"];
    const asked = requestsOf(tape, from, to).filter(
      (event) => event.call.id === call && event.bucket === own,
    );
    if (asked.some(({ isStale }) => isStale)) return [];
    const since = asked.length === 0 ? (record.plan?.seenFrom ?? 0) : from;
    // An old read, of the refresh or of the other half of a replacement, is believed.
    const isOldReadBelieved = (bucket: string) =>
      asked.length === 0 &&
      requestsOf(tape, since, to).some((event) => event.bucket === bucket && event.isStale);
    if (half === "delete") {
      const before = change.before ?? {};
      const bucket = String(before["bucket"]);
      // The other half of the replacement has the bucket.
      if (change.after?.["bucket"] === bucket) return [];
      if (before["on_destroy"] === "retain" || wantingOn(record, bucket) !== undefined) return [];
      const states = statesOf(tape, bucket, from, to);
      if (states.some((state) => !isOn(state)) || before["enabled"] === false) return [];
      const isTold = record.diagnostics.some(
        ({ summary }) => summary.includes(`"${bucket}"`) && summary.includes(" stays "),
      );
      if (isTold) return [];
      const memory = record.plan?.priorState.get(address)?.current?.private ?? change.private;
      if (asked.length === 0 && isMemoryOfOff(memory)) return [];
      if (isOldReadBelieved(bucket)) return [];
      return [{ rule: "false-claim", message: `${address} is destroyed, and ${bucket} was never off` }];
    }
    const after = change.after ?? {};
    const bucket = String(after["bucket"]);
    const wanted = wantedBy(after);
    // Of an update of on_conflict, say, nothing is written, and that the bucket was not read has been told.
    if (asked.length === 0 && isToldUnread(record, bucket)) return [];
    if (isOldReadBelieved(bucket)) return [];
    const states = statesOf(tape, bucket, since, to);
    if (states.some((state) => isAs(state, wanted))) return [];
    if (wanted === null && states.includes("gone")) return [];
    const had = states.map(describe).reverse().join(", ");
    const message = `${half} of ${address} is done, and ${bucket} never was ${describe(wanted)} meanwhile (${had})`;
    return [{ rule: "false-claim", message }];
  });
}

function isToldUnread({ diagnostics, plan }: RunRecord, bucket: string): boolean {
  return [...diagnostics, ...(plan?.told ?? [])].some(
    ({ summary }) => summary === `Bucket "${bucket}" was not read`,
  );
}

/** The resource remembers that it was wanted off: then there was nothing to undo. */
function isMemoryOfOff(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes('"wantsOff":true');
}

/** "Apply complete!" */
function judgeCompletion(tape: Tape, record: RunRecord): readonly Violation[] {
  const { plan, end, endedAt = tape.length, run } = record;
  if (end !== "succeeded" || plan === undefined || run.do === "plan" || plan.isDestroy) return [];
  if (plan.seenFrom === undefined) return [];
  const from = plan.seenFrom;
  const looks = requestsOf(tape, from, endedAt).filter(
    ({ operation }) => operation === "GetBucketEncryption",
  );
  return plan.config.resources.flatMap((resource): Violation[] => {
    if (resource.type !== "bucket") return [];
    const address = addressOf(resource);
    const stored = record.stateAfter?.get(address)?.current;
    if (stored === undefined) return [];
    const { bucket } = resource;
    if (looks.some((look) => look.bucket === bucket && look.isStale)) return [];
    const states = statesOf(tape, bucket, from, endedAt);
    if (states.some((state) => state === "gone" || isAs(state, wantedBy(stored.values)))) return [];
    const isTold = [...record.diagnostics, ...(plan.told ?? [])].some(
      ({ severity, summary, detail }) => severity === "warning" && `${summary} ${detail}`.includes(bucket),
    );
    if (isTold) return [];
    const had = states.map(describe).reverse().join(", ");
    const message = `the apply is complete, and ${bucket} of ${address} never was ${describe(wantedBy(stored.values))} (${had})`;
    return [{ rule: "false-claim", message }];
  });
}

/** A refresh or a destroy says that a bucket is gone which was there all the time. */
function judgeForgotten(tape: Tape, record: RunRecord): readonly Violation[] {
  const forgotten = record.diagnostics.flatMap(({ summary, address }) =>
    /^Bucket "(.+)" is gone$/.test(summary) ? [{ bucket: summary.split('"')[1] ?? "", address }] : [],
  );
  return forgotten.flatMap(({ bucket, address }): Violation[] => {
    const states = statesOf(tape, bucket, record.beganAt, record.endedAt ?? tape.length);
    if (states.includes("gone")) return [];
    return [
      { rule: "forgotten", message: `${address} has left the state, and ${bucket} was there all the time` },
    ];
  });
}

/** Two addresses that want different things of one bucket are an error at plan. */
function judgeClash({ plan, run }: RunRecord): readonly Violation[] {
  if (plan === undefined || plan.isDestroy || run.do === "apply-saved") return [];
  // Two endpoints may have a bucket of that name each.
  if (plan.config.lateSettings?.includes("endpoint") === true) return [];
  const wantedByBucket = new Map<
    string,
    { readonly address: string; readonly wanted: ReturnType<typeof wantedBy> }
  >();
  return plan.config.resources.flatMap((resource): Violation[] => {
    if (resource.type !== "bucket" || resource.late !== undefined) return [];
    const { bucket, key } = resource;
    if (key !== undefined && "resource" in key) return [];
    const values = {
      enabled: resource.enabled ?? true,
      sse_algorithm: resource.algorithm ?? "AES256",
      kms_master_key_id: key?.id ?? null,
    };
    const [address, wanted] = [addressOf(resource), wantedBy(values)];
    const other = wantedByBucket.get(bucket);
    wantedByBucket.set(bucket, { address, wanted });
    if (other === undefined || isAs(other.wanted, wanted)) return [];
    const message = `a plan lets ${other.address} and ${address} want different things of ${bucket}`;
    return [{ rule: "clash-accepted", message }];
  });
}

/** A key that was made is in the state, or the user was told to look for it. */
function judgeNewKeys(tape: Tape, record: RunRecord): readonly Violation[] {
  if (record.end === "killed") return [];
  const made = requestsOf(tape, record.beganAt, record.endedAt ?? tape.length).filter(
    ({ call, operation, keyAfter }) =>
      call.run === record.id && operation === "CreateKey" && keyAfter !== undefined,
  );
  return made.flatMap(({ keyAfter: id = "", call, status }): Violation[] => {
    const isKept = [...(record.stateAfter?.values() ?? [])].some(({ current, deposed }) =>
      [current, ...deposed].some((object) => object?.values["key_id"] === id),
    );
    const isTold = record.diagnostics.some(
      ({ address, severity, summary }) =>
        severity === "error" && (address === call.address || summary === "Cannot create a KMS key"),
    );
    if (isKept || isTold) return [];
    return [
      { rule: "left-behind", message: `${call.address} has made a key (${status}) that nobody knows of` },
    ];
  });
}
