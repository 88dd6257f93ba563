// A law is a test over random inputs: a hundred or two in the test command, or as many as fit into BOS_FUZZ_SECONDS.

import fc from "fast-check";
import { expect, it } from "vitest";

const SECONDS = numberFrom("BOS_FUZZ_SECONDS");
const SEED = numberFrom("BOS_FUZZ_SEED");

/** Far more work than any one input may make. Time of the processor, as the machine may be busy with other things. */
const LONGEST_MS = 2_000;

export interface LawOptions {
  /** Inputs in the test command. @default 100 */
  readonly runs?: number;
}

/** Declares the law as a test. `holds` throws where it is broken; one that takes too long has broken it as well. */
export function law<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
  { runs = 100 }: LawOptions = {},
): void {
  const property = fc.asyncProperty(inputs, async (input) => {
    const before = process.cpuUsage();
    await holds(input);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, "milliseconds for one input").toBeLessThan(LONGEST_MS);
  });
  const amount =
    SECONDS === undefined
      ? { numRuns: runs }
      : { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: SECONDS * 1000 };
  const seed = SEED === undefined ? {} : { seed: SEED };
  const check = async () => {
    const details = await fc.check(property, { ...amount, ...seed });
    if (details.failed)
      throw new Error(readable(fc.defaultReportMessage(details) ?? ""), { cause: details.errorInstance });
    expect(details.numRuns, "inputs that were tried").toBeGreaterThan(0);
  };
  it(name, check, 60_000 + 2_000 * (SECONDS ?? 0));
}

/** A report with its long repetitions told rather than shown. */
function readable(report: string): string {
  return report.replace(
    /(.{1,12}?)\1{40,}/gs,
    (all: string, piece: string) => `${piece}(× ${all.length / piece.length})`,
  );
}

function numberFrom(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`${variable} must be a number, not ${text}.`);
  return number;
}
