import { Command, CommanderError } from "commander";
import { describeVersion, VERSION } from "../packaging/version.ts";
import type { CommandContext, CommandModule } from "./command.ts";
import { exitCode } from "./exit-code.ts";

import type { Io } from "./io.ts";

/** Every command: the line that the overview shows, and where it lives. A file is loaded only for the command that is called. */
const commands: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<CommandModule> }>
> = {
  emulator: {
    summary: "run the object storage and its key service on this machine, to try things out and to test",
    load: async () => (await import("./commands/emulator.ts")).command,
  },
  provider: {
    summary: "install the Terraform provider",
    load: async () => (await import("./commands/provider-install.ts")).command,
  },
};

/**
 * Runs the command line.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code (see {@link exitCode}); never rejects
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let result: number = exitCode.ok;
  const context: CommandContext = {
    io,
    argv,
    run:
      (action) =>
      async (...args) => {
        result = await action(...args);
      },
  };
  try {
    // -V is how commander has it, and how this command had it.
    const words = argv[0] === "-V" ? ["-v", ...argv.slice(1)] : argv;
    const program = await createProgram(words, context);
    await program.parseAsync(words, { from: "user" });
    return result;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    io.stderr.write(`bos-encryption: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCode.failed;
  }
}

async function createProgram(argv: readonly string[], context: CommandContext): Promise<Command> {
  const { stdout, stderr } = context.io;
  const program = new Command("bos-encryption")
    .description("Bucket encryption on Baidu AI Cloud object storage (BOS).")
    .version(describeVersion(VERSION), "-v, --version", "print the version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError("Run with --help for usage.");
  const called = argv.find((argument) => !argument.startsWith("-") && argument !== "help");
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = program.command(name).summary(summary);
    if (name === called) (await load()).define(command, context);
  }
  program
    .command("version")
    .summary("print the version")
    .action(
      context.run(async () => {
        stdout.write(`${describeVersion(VERSION)}\n`);
        return exitCode.ok;
      }),
    );
  return program;
}
