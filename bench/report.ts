import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** One measured figure, what it is held against, and what it must reach. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Beside what it was measured, or which floor it is held against; empty when nothing. */
  readonly against: string;
  readonly goal: string;
  /** Undefined where there is no goal. */
  readonly reached?: boolean;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, against, goal, reached }) => {
    const verdict = reached === undefined ? "" : reached ? "yes" : "**no**";
    return `| ${what} | ${measured} | ${against} | ${goal} | ${verdict} |\n`;
  });
  return `| Figure | Measured | Against | Goal | Reached |\n| --- | --- | --- | --- | --- |\n${rows.join("")}`;
}

/** Where and when, so that a reader knows what the figures are worth. */
export function circumstances(terraform: string): string {
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day}: ${cpus().length} cores (${processor}), Node ${process.versions.node}, ${terraform}, emulator on loopback.`;
}

/** Keeps the last table in the document, between `<!-- bench -->` and `<!-- end -->`. */
export function keep(document: URL, text: string): void {
  const before = readFileSync(document, "utf8");
  const after = before.replace(
    /(<!-- bench -->\n)[\s\S]*?(<!-- end -->)/,
    (_all, start, end) => `${start}\n${text}\n${end}`,
  );
  if (!before.includes("<!-- bench -->")) throw new Error("the document has no place for the table");
  writeFileSync(document, after);
}
