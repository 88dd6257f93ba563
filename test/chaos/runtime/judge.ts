// What runs of the runtime did and said, held against what their buckets went through. The rules of a write are the same
// as the provider's; what a run says is its exit code and its line, or its JSON.

import { exitCode } from "../../../lib/runtime/exit-code.ts";
import type { Call } from "../core/call.ts";
import type { Values } from "../core/values.ts";
import { describe, isAs, isOn, statesOf, wantedBy } from "../oracle/history-of-bucket.ts";
import type { Violation } from "../oracle/violation.ts";
import { type Applied, BUCKET_WRITES, judgeBucketWrite } from "../oracle/writes.ts";
import type { BucketState, Tape, WireEvent } from "../world/tape.ts";
import type { Provisioner } from "./terraform.ts";

/** One process of the runtime. */
export interface Spoken {
  readonly call: Call;
  readonly provisioner: Provisioner;
  readonly applied: Applied;
  readonly from: number;
  readonly to: number;
  /** Undefined after kill -9. */
  readonly code: number | undefined;
  readonly isJson: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--json` prints. */
interface Said {
  readonly exit_code?: number;
  readonly outcome?: string;
  readonly before?: Values;
  readonly after?: Values;
  readonly warnings?: readonly string[];
  readonly written?: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

export function judgeSpoken(tape: Tape, spoken: Spoken): readonly Violation[] {
  const own = tape.events.filter(
    (event): event is WireEvent => event.kind === "request" && event.call.id === spoken.call.id,
  );
  const { verb, request } = spoken.provisioner;
  const name = `${verb} of ${request.bucket} by process ${spoken.call.process}`;
  const claims = spoken.code === undefined ? [] : judgeReports(tape, spoken, spoken.code, own);
  return [
    ...own.flatMap((event) => judgeWrite(tape, event, own, spoken, name)),
    ...claims.map(([rule, message]): Violation => ({ rule, message: `${name}: ${message}` })),
  ];
}

function judgeWrite(
  tape: Tape,
  event: WireEvent,
  own: readonly WireEvent[],
  { provisioner, applied }: Spoken,
  name: string,
): readonly Violation[] {
  if (!BUCKET_WRITES.includes(event.operation)) return [];
  const { verb, request } = provisioner;
  const isAgreed = (_: string, key: string): boolean =>
    request.on_conflict === "adopt" ||
    (verb === "destroy" && [key, "*"].includes(request.kms_master_key_id ?? ""));
  const violations = [...judgeBucketWrite(tape, event, applied, `${event.operation}, ${name},`, isAgreed)];
  const look = own.findLast(({ at, shown }) => at < event.at && typeof shown === "object");
  const seen = typeof look?.shown === "object" ? look.shown.setting : null;
  if (
    verb === "apply" &&
    request.on_conflict === "fail" &&
    seen !== null &&
    !isSame(seen, event.bucketAfter)
  ) {
    violations.push({ rule: "strange-write", message: `${name} wrote under on_conflict "fail"` });
  }
  if (event.bucket !== request.bucket) {
    violations.push({ rule: "strange-write", message: `${name} wrote to ${event.bucket}` });
  }
  return violations;
}

type Claim = readonly [rule: Violation["rule"], message: string];

function judgeReports(tape: Tape, spoken: Spoken, code: number, own: readonly WireEvent[]): readonly Claim[] {
  const { provisioner, isJson, stdout, stderr, from, to } = spoken;
  const { verb, request } = provisioner;
  const claims: Claim[] = [];
  const writes = own.filter(({ operation }) => BUCKET_WRITES.includes(operation));
  // One that was answered with a clear refusal has done nothing.
  const isWritten = writes.some(
    ({ status, bucketBefore, bucketAfter }) => status === undefined || !isSame(bucketBefore, bucketAfter),
  );
  const text = `${stdout}${stderr}`;
  if (/a fault of this program|Bug|"fault"/.test(text)) claims.push(["crash", text.slice(0, 300)]);
  if (!Object.values(exitCode).some((known) => known === code)) claims.push(["crash", `exit code ${code}`]);
  const saysNothing = /Nothing was (changed|written)\./.test(text) || /"written":false/.test(text);
  if (isWritten && (saysNothing || code === exitCode.refused || code === exitCode.usage)) {
    claims.push(["false-claim", `a write was sent, and it ended with ${code}: ${text.trim().slice(0, 300)}`]);
  }
  if (code === exitCode.usage) claims.push(["crash", `its request is refused: ${text.slice(0, 300)}`]);

  const states = statesOf(tape, request.bucket, from, to);
  const isStale = own.some((event) => event.isStale);
  const had = states.map(describe).reverse().join(", ");
  if (code === exitCode.done && !isStale && verb === "apply") {
    const wanted = wantedBy({ ...request });
    if (!states.some((state) => isAs(state, wanted)))
      claims.push(["false-claim", `done, and the bucket never was ${describe(wanted)} (${had})`]);
  }
  const isLeft = /"outcome":"retained"|encryption was retained/.test(text);
  const isUnsure = /as far as can be seen|no list of buckets confirms/.test(text);
  if (isLeft && own.length > 0) claims.push(["false-claim", "retained, and the bucket was asked for"]);
  if (code === exitCode.done && !isStale && verb === "destroy" && !isLeft && !isUnsure) {
    if (states.every(isOn)) claims.push(["false-claim", `destroyed, and the bucket never was off (${had})`]);
  }
  const isGone = /does not exist any more|has gone meanwhile/.test(text);
  if (isGone && !states.includes("gone")) claims.push(["forgotten", `"gone", and it was there (${had})`]);
  if (!isJson) return claims;

  let said: Said;
  try {
    said = JSON.parse(stdout) as Said;
  } catch {
    return [...claims, ["crash", `no JSON: ${stdout.slice(0, 300)}`]];
  }
  if (said.exit_code !== code) claims.push(["false-claim", `${said.exit_code} in JSON, and ${code}`]);
  if (said.outcome !== undefined && (code === exitCode.done) !== (said.error === undefined))
    claims.push(["false-claim", `an error and the exit code ${code}`]);
  if (isStale) return claims;
  for (const when of ["before", "after"] as const) {
    const seen = said[when];
    if (seen === undefined || states.some((state) => isAs(state, wantedBy(seen)))) continue;
    claims.push(["false-claim", `${when} is said to be ${JSON.stringify(seen)}, and never was (${had})`]);
  }
  const isChange = ["enabled", "changed", "disabled"].includes(said.outcome ?? "");
  if (isChange && writes.length === 0)
    claims.push(["false-claim", `${said.outcome}, and nothing was written`]);
  if (said.written === true && writes.length === 0 && said.error?.code !== "fault")
    claims.push(["false-claim", "written, and no write was sent"]);
  return claims;
}

const isSame = (one: BucketState, other: BucketState): boolean =>
  one === "gone" || other === "gone" ? one === other : isAs(one, other);
