import { type Emulator, type EncryptionFields, startEmulator } from "../../../lib/emulator/index.ts";
import type { Verb } from "../../../lib/runtime/arguments.ts";
import { parseRequest, type Request } from "../../../lib/runtime/request.ts";
import { run } from "../../../lib/runtime/run.ts";
import type { Environment } from "../../../lib/settings/index.ts";

/** A run in this process, and everything that it has said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Around {
  readonly env?: Environment;
  readonly signal?: AbortSignal;
}

/** Runs the command line with nothing of this machine's around it. */
export async function runWith(argv: readonly string[], { env = {}, signal }: Around = {}): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const writerTo = (stream: keyof typeof said) => ({
    write: (text: string) => {
      said[stream] += text;
    },
  });
  const code = await run(argv, {
    env,
    stdout: writerTo("stdout"),
    stderr: writerTo("stderr"),
    signal: signal ?? new AbortController().signal,
  });
  return { code, ...said };
}

/** A cloud with the bucket `logs` as it is to be found. */
export async function cloudWith(setting?: EncryptionFields): Promise<Emulator> {
  const cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", setting);
  return cloud;
}

export const sentTo = (cloud: Emulator) => cloud.requests.map(({ operation }) => operation);

/** The last argument: a request about the bucket `logs`, unless it says otherwise. */
export const request = (attributes: object): string =>
  JSON.stringify({ contract: 1, bucket: "logs", ...attributes });

/** The same, as it is understood; a destroy turns off unless it says otherwise. */
export function requestOf<Asked extends Verb>(
  verb: Asked,
  attributes: object = {},
): Extract<Request, { verb: Asked }> {
  const onDestroy = verb === "destroy" ? { on_destroy: "disable" } : {};
  const parsed = parseRequest(verb, request({ ...onDestroy, ...attributes }));
  if (!parsed.ok) throw new Error(parsed.issues.join("\n"));
  return parsed.request as Extract<Request, { verb: Asked }>;
}

/** Asks a cloud for one thing, with the credentials and the region in the environment. */
export const ask = (
  cloud: Pick<Emulator, "environment">,
  verb: "apply" | "destroy",
  attributes: object,
  { env, ...around }: Around = {},
): Promise<Ended> =>
  runWith([verb, request(attributes)], { ...around, env: { ...cloud.environment, ...env } });

/** The same, with the JSON that comes back read. */
export async function askForJson(
  cloud: Pick<Emulator, "environment">,
  verb: "apply" | "destroy",
  attributes: object,
): Promise<unknown> {
  const { stdout } = await runWith([verb, "--json", request(attributes)], { env: cloud.environment });
  return JSON.parse(stdout);
}
