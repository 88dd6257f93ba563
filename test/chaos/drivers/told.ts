// A run and a request as a line each, for whoever reads a failure.

import type { RunRecord } from "../core/terraform.ts";
import { describe } from "../oracle/history-of-bucket.ts";
import type { ActEvent, WireEvent } from "../world/tape.ts";

export function told({ id, run, end, diagnostics, plan }: RunRecord): readonly string[] {
  const changes = (plan?.changes ?? []).map(({ action, address }) => `${action} ${address}`).join(", ");
  return [
    `run ${id}: ${run.do} of stack ${run.stack} ${end} (${changes})`,
    ...diagnostics.map(({ severity, phase, address, summary, detail }) =>
      severity === "error"
        ? `  ${phase} ${address}: ${summary}: ${detail.slice(0, 300)}`
        : `  ${phase} ${address}: (${summary})`,
    ),
  ];
}

export function line(event: WireEvent | ActEvent): string {
  if (event.kind === "act") {
    const { at, act, bucketBefore, bucketAfter } = event;
    return `${at} somebody: ${JSON.stringify(act)} ${describe(bucketBefore)} -> ${describe(bucketAfter)}`;
  }
  const { at, call, operation, bucket, key, status, troubled } = event;
  const { bucketBefore, bucketAfter, keyBefore, keyAfter } = event;
  const isSame = describe(bucketBefore) === describe(bucketAfter);
  return [
    `${at} run ${call.run} ${call.rpc} ${call.address}: ${operation} ${bucket ?? key ?? ""}`,
    `${status ?? "no answer"}${troubled ? " (trouble)" : ""}`,
    isSame ? "" : `${describe(bucketBefore)} -> ${describe(bucketAfter)}`,
    keyBefore === keyAfter ? "" : `${keyBefore} -> ${keyAfter}`,
  ].join(" ");
}
