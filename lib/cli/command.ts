import type { Command } from "commander";
import type { Io } from "./io.ts";

/** What a command's file exports as `command`: how to fill in commander's description of it. */
export interface CommandModule {
  /**
   * Adds description, arguments, options and subcommands, and sets the action with `context.run`.
   */
  define(command: Command, context: CommandContext): void;
}

/** What a command gets from {@link main}. */
export interface CommandContext {
  readonly io: Io;
  /** All words of the command line. */
  readonly argv: readonly string[];
  /** Makes an action of a function that resolves to the exit code, which {@link main} returns. */
  run<Args extends unknown[]>(action: (...args: Args) => Promise<number>): (...args: Args) => Promise<void>;
}

/**
 * Ends a command for wrong usage. Everything that is wrong is told at once, with where to look; the exit code is 64.
 *
 * @param problems one sentence each, without a full stop
 */
export function failUsage(command: Command, issues: readonly string[]): never {
  return command.error(issues.map((issue) => `error: ${issue}`).join("\n"), { code: "usage" });
}
