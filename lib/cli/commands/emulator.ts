import {
  type EmulatorOptions,
  kmsKeyChecks,
  offAnswers,
  profiles,
  startEmulator,
} from "../../emulator/index.ts";
import { type CommandModule, failUsage } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { shellExports } from "../shell.ts";
import { type EmulatorFlags, parseEmulatorFlags } from "./emulator-flags.ts";

/** `bos-encryption emulator` */
export const command: CommandModule = {
  define(command, { io, run }) {
    command
      .description(
        "Run the object storage and its key service on this machine (127.0.0.1), strict about signatures, with everything in memory.\n" +
          "Prints its URL, then the environment that makes clients use it, and runs until it is stopped (Ctrl-C).",
      )
      .option("--port <number>", "port to listen on; 0 is any that is free", "0")
      .option("--bucket <name>", "bucket that exists from the start; may be repeated", collect)
      .option("--region <region>", "region that it answers for", "bj")
      .option("--profile <name>", "which service it is like: see below", profiles[0])
      .option("--off-answer <form>", "what it says of a bucket without encryption: see below", offAnswers[0])
      .option("--kms-keys <check>", "which KMS keys a bucket may name: see below", kmsKeyChecks[0])
      .option("--access-key <id>", "access key id that it knows (default: made up)")
      .option("--secret-key <key>", "secret key that it knows (default: made up)")
      .option(
        "--session-token <token>",
        "makes these keys temporary: requests must carry the token (default: none)",
      )
      .addHelpText("after", details)
      // Unknown options and extra words are told together with bad values, by failUsage.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(
        run(async (flags: EmulatorFlags) => {
          const parsed = parseEmulatorFlags(flags, command.args);
          return "problems" in parsed ? failUsage(command, parsed.problems) : serve(parsed.options, io);
        }),
      );
  },
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const details = `
Services of --profile:
  public        the public cloud, as its reference tells
  gateway       a gateway of private clouds: DELETE leaves the KMS key behind, and is 404 where encryption is off;
                of a key that a bucket names it checks only that its id has 36 characters

Forms of --off-answer (BOS's own is not documented):
  none          200 with {"encryptionAlgorithm": "none"}
  empty-object  200 with {}
  no-content    204 without a body
  not-found     404 with a code that names encryption

Checks of --kms-keys:
  any           keys that it knows are checked, and any other id passes for a key
  checked       only keys that there are, as in the cloud

Other users of this machine can see the keys in the list of processes. They are keys of the emulator only:
never pass keys of the real cloud.

Example:
  bos-encryption emulator --port 8080 --bucket acme-logs --bucket acme-data`;

async function serve(options: EmulatorOptions, io: Io): Promise<number> {
  // Listened for from the start: a stop that comes early is a clean one, too.
  const stopped = io.untilStopped();
  const emulator = await startEmulator(options).catch(portInUse);
  if (emulator === "port-in-use") {
    io.stderr.write(
      `bos-encryption emulator: port ${options.port} on 127.0.0.1 is in use. Stop what uses it, or leave out --port to get one that is free.\n`,
    );
    return exitCode.failed;
  }
  io.stdout.write(
    `${emulator.url}\n\n${shellExports(emulator.environment)}\n` +
      "# Copy the lines above into the shell of the client. Ctrl-C stops the emulator; nothing is kept.\n",
  );
  await stopped;
  await emulator.close();
  return exitCode.ok;
}

function portInUse(error: unknown): "port-in-use" {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return "port-in-use";
  throw error;
}
