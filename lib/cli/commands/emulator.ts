import { type Emulator, kmsKeyChecks, offAnswers, profiles, startEmulator } from "../../emulator/index.ts";
import { type CommandModule, failUsage } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Io, Words } from "../io.ts";

import { shellExports } from "../shell.ts";
import { fill } from "./emulator-contents.ts";
import { type EmulatorFlags, type EmulatorPlan, parseEmulatorFlags, splitWords } from "./emulator-flags.ts";

/** `bos-encryption emulator` */
export const command: CommandModule = {
  define(command, { io, argv, run }) {
    command
      .usage("[options] [-- command [argument...]]")
      .description(
        "Run the object storage and its key service on this machine (127.0.0.1), strict about signatures, with everything in memory.\n" +
          "With a command after -- it runs that, once it is ready, with the environment that makes clients use it; it passes signals on, ends with the command, and has its exit code.\n" +
          "Without one it prints its URL, then that environment, and runs until it is stopped (Ctrl-C).",
      )
      .option("--port <number>", "port to listen on; 0 is any that is free", "0")
      .option(
        "--bucket <name[=setting]>",
        "bucket that exists from the start; its encryption is off, or AES256, SM4, kms:<key>: see below; may be repeated",
        collect,
      )
      .option("--key <description>", "KMS key that exists from the start; may be repeated", collect)
      .option("--region <region>", "region that it answers for", "bj")
      .option("--profile <name>", "which service it is like: see below", profiles[0])
      .option("--off-answer <form>", "what it says of a bucket without encryption: see below", offAnswers[0])
      .option("--kms-keys <check>", "which KMS keys a bucket may name: see below", kmsKeyChecks[0])
      .option("--access-key <id>", "access key ID to accept (default: random)")
      .option("--secret-key <key>", "secret key to accept (default: random)")
      .option(
        "--session-token <token>",
        "makes these keys temporary: requests must carry the token (default: none)",
      )
      .option("--log", "write a line to stderr for each request")
      .addHelpText("after", details)
      // Unknown options and extra words are told together with bad values, by failUsage.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(
        run(async (flags: EmulatorFlags) => {
          const known = command.options.map(({ long }) => long ?? "");
          const { rest, words } = splitWords(command.args, argv);
          const parsed = parseEmulatorFlags(flags, rest, words, [...known, "--help"]);
          return "issues" in parsed ? failUsage(command, parsed.issues) : start(parsed, io);
        }),
      );
  },
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const details = `
Settings behind the name of a --bucket:
  AES256, SM4   encrypted by this algorithm, with BOS-managed keys
  kms:<key>     encrypted by AES256, with the key of that --key, or of that id

The ids of the keys made by --key are in the environment, in order: BOS_EMULATOR_KEY_1, BOS_EMULATOR_KEY_2 and so on.

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
  any           keys that it has are checked, and any other id passes for a key
  checked       only keys that there are, as in the cloud

Exit codes: that of the command; 127 when there is no such command, 126 when it cannot be run; 64 for wrong usage.

Other users of this machine can see the keys in the list of processes. They are keys of the emulator only:
never pass keys of the real cloud.

Examples:
  bos-encryption emulator --bucket acme-logs -- terraform apply -auto-approve
  bos-encryption emulator --key logs --bucket acme-logs=kms:logs --bucket acme-data=SM4 --log -- npm test
  bos-encryption emulator --port 8080 --bucket acme-logs --bucket acme-data`;

async function start({ options, contents, words, log }: EmulatorPlan, io: Io): Promise<number> {
  // Listened for from the start: a stop that comes early is a clean one, too. A command gets the signals itself.
  const stopped = words === undefined ? io.untilStopped() : undefined;
  const onRequest: EmulatorPlan["options"]["onRequest"] = ({ method, path, status, operation }) => {
    io.stderr.write(`${method} ${path} ${status ?? "no answer"} ${operation}\n`);
  };
  const emulator = await startEmulator({ ...options, ...(log && { onRequest }) }).catch(portInUse);
  if (emulator === "port-in-use") {
    io.stderr.write(
      `bos-encryption emulator: port ${options.port} on 127.0.0.1 is in use. Stop what uses it, or leave out --port to get one that is free.\n`,
    );
    return exitCode.failed;
  }
  try {
    const keys = fill(emulator, contents).map((id, index) => [`BOS_EMULATOR_KEY_${index + 1}`, id] as const);
    const environment = { ...emulator.environment, ...Object.fromEntries(keys) };
    if (words !== undefined) return await runBeside(words, environment, io);
    io.stdout.write(
      `${emulator.url}\n\n${noToken(emulator)}${shellExports(environment)}\n` +
        "# Copy the lines above into the shell of the client. Ctrl-C stops the emulator; nothing is kept.\n",
    );
    await stopped;
    return exitCode.ok;
  } finally {
    await emulator.close();
  }
}

const tokenVariable = "BAIDUCLOUD_SESSION_TOKEN";

/** A token of the real cloud that the client's shell has already would come with every request, and be refused. */
const noToken = ({ credentials }: Emulator): string =>
  credentials.sessionToken === undefined ? `unset ${tokenVariable}\n` : "";

async function runBeside(
  words: Words,
  environment: Readonly<Record<string, string>>,
  io: Io,
): Promise<number> {
  try {
    return await io.runCommand(words, { ...io.env, [tokenVariable]: undefined, ...environment });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT";
    const why = isMissing ? "is not found" : `cannot be run (${code ?? String(error)})`;
    io.stderr.write(`bos-encryption emulator: the command '${words[0]}' ${why}.\n`);
    return isMissing ? exitCode.commandMissing : exitCode.commandUnusable;
  }
}

function portInUse(error: unknown): "port-in-use" {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return "port-in-use";
  throw error;
}
