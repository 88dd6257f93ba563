// Holds everything that happened against what this project promises (test/chaos/README.md lists the rules).

import type { RunRecord } from "../core/terraform.ts";
import type { Tape } from "../world/tape.ts";
import { CREDENTIALS } from "../world/world.ts";
import { judgeReports } from "./reports.ts";
import type { Violation } from "./violation.ts";
import { judgeWrite } from "./writes.ts";

const SECRETS = [CREDENTIALS.secretAccessKey, CREDENTIALS.sessionToken];
const DAY_MS = 24 * 60 * 60 * 1000;

/** What Terraform itself would call the provider's bug, and what the provider calls its own. */
const CRASHES =
  /^(Bug in the provider|Value does not fit|Provider produced|Provider is not configured|Unknown resource)/;

export interface Oracle {
  readonly violations: readonly Violation[];
  /** Every text that leaves a provider process. */
  hear(text: string): void;
  /** Judges what has happened since the last time, in the course of these runs. */
  judge(records: readonly RunRecord[]): void;
  add(violation: Violation): void;
}

/** @param ignored rules that do not count: for whoever looks for what hides behind a fault that is known */
export function createOracle(tape: Tape, ignored: ReadonlySet<string> = new Set()): Oracle {
  const violations: Violation[] = [];
  const add = (violation: Violation): void => {
    const isKnown = violations.some(({ message }) => message === violation.message);
    if (!ignored.has(violation.rule) && !isKnown) violations.push(violation);
  };
  let judged = 0;

  return {
    violations,
    hear(text) {
      if (!SECRETS.some((secret) => text.includes(secret))) return;
      add({ rule: "secret", message: `a secret in ${JSON.stringify(text.slice(0, 200))}` });
    },
    judge(records) {
      const byId = new Map(records.map((record) => [record.id, record]));
      for (const event of tape.events.slice(judged)) {
        if (event.kind !== "request") continue;
        if (event.signedAtMs - event.sentMs > DAY_MS) {
          add({
            rule: "far-signature",
            message: `${event.operation} is signed for the far future`,
          });
        }
        const record = byId.get(event.call.run);
        if (record === undefined) continue;
        for (const violation of judgeWrite(tape, event, record)) add(violation);
      }
      for (const record of records) {
        judgeReports(tape, record).forEach(add);
        for (const { summary, detail, address } of record.diagnostics) {
          if (!CRASHES.test(summary) && !detail.includes("a fault of this program")) continue;
          add({ rule: "crash", message: `${address}: ${summary}: ${detail.split("\n")[0]}` });
        }
        for (const { current, deposed } of record.stateAfter?.values() ?? []) {
          for (const object of [current, ...deposed]) {
            if (object === undefined) continue;
            this.hear(JSON.stringify(object.values) + new TextDecoder().decode(object.private));
          }
        }
      }
      judged = tape.length;
    },
    add,
  };
}
