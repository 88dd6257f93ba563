import { styleText } from "node:util";

/** Prints the story: numbered steps, what was run, what it printed, and what that proves. */
export interface Output {
  begin(title: string): void;
  /** Something that happened, in a sentence. */
  say(text: string): void;
  /** A command as a person would type it. */
  command(line: string): void;
  /** The lines of a program's output that matter. */
  quote(lines: readonly string[]): void;
  /** Ends the step: what was checked, and held. Throws when it did not hold. */
  proves(holds: boolean, claim: string, otherwise: string): void;
  /** Ends the story with what to do next. */
  end(tookMs: number, next: readonly string[]): void;
  stop(reason: string): void;
}

export function createOutput(write: (text: string) => void, inColour: boolean): Output {
  let step = 0;
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    inColour ? styleText(format, text, { validateStream: false }) : text;
  const line = (text = "") => write(`${text}\n`);

  return {
    begin(title) {
      step++;
      line();
      line(style("bold", `${String(step).padStart(2)}  ${title}`));
    },
    say: (text) => line(`    ${text}`),
    command: (text) => line(style("cyan", `    $ ${text}`)),
    quote(lines) {
      for (const text of lines) line(style("dim", `    | ${text}`));
    },
    proves(holds, claim, otherwise) {
      if (!holds) throw new Error(`step ${step} did not hold. Expected: ${claim}. ${otherwise}`);
      line(style("green", `    ✓ ${claim}`));
    },
    end(tookMs, next) {
      line();
      line(
        style("bold", `All ${step} steps held, in ${(tookMs / 1000).toFixed(1)} s. Nothing is left behind.`),
      );
      line();
      for (const text of next) line(text);
    },
    stop(reason) {
      line();
      line(style("red", `    ✗ ${reason}`));
    },
  };
}
