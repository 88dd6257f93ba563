// Provider processes inside this one. Terraform starts a few lines of shell, which hand on what they were started with
// and what Terraform is to read; all else is the provider's own code, from the handshake and its certificates to the end.
// A start of Node.js costs a quarter of a second of processor time, and the acceptance tests make some thousands.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { type Host, serve } from "../../../lib/plugin/index.ts";
import type { LedgerNote } from "../../../lib/provider/bucket-ledger.ts";
import { createBosProvider } from "../../../lib/provider/provider.ts";
import { thisHost } from "../../../lib/provider/run/folder.ts";
import { joinRun } from "../../../lib/provider/run/run.ts";
import { noteProvider } from "../../plugin/note/provider.ts";
import { nullProvider } from "../null-provider/provider.ts";

/** A process that Terraform has started. */
interface Started {
  readonly pid: number;
  readonly ppid: number;
  readonly env: Readonly<Record<string, string>>;
  onExit(callback: () => void): void;
}

/** The providers that can be hosted: each serves the Terraform that has started it. */
const HOSTED = {
  bos: ({ pid, ppid, env, onExit }: Started, host: Host) => {
    const temporaryFolder = env["TMPDIR"] || tmpdir();
    const self = { ...thisHost(temporaryFolder, { pid, ppid }), program: "terraform-provider-bos" };
    const joining: typeof joinRun<LedgerNote> = (options) => joinRun({ ...options, host: self, onExit });
    const load = () => createBosProvider(env, { joinRun: joining });
    return serve({ name: "bos", aboutText: "", load }, host);
  },
  null: (_: Started, host: Host) => serve({ name: "null", aboutText: "", load: () => nullProvider }, host),
  note: (_: Started, host: Host) => serve({ name: "note", aboutText: "", load: () => noteProvider }, host),
};

export type HostedName = keyof typeof HOSTED;

export interface HostedProvider {
  /** What Terraform starts. */
  readonly executable: string;
  close(): Promise<void>;
}

/** A line of the shell's input says where the rest of it goes: to stdout, to stderr, or that the process ends. */
const [OUT, ERR, EXIT] = ["1 ", "2 ", "x "];

const executable = (port: number) => `#!/bin/bash
trap '' INT
exec 3<>/dev/tcp/127.0.0.1/${port} || exit 1
{ printf '%s\\0' "$$" "$PPID"; /usr/bin/env -0; printf '\\0'; } >&3
while IFS= read -r line <&3; do
  case $line in
    "${OUT}"*) printf '%s\\n' "\${line#??}" ;;
    "${ERR}"*) printf '%s\\n' "\${line#??}" >&2 ;;
    "${EXIT}"*) exit "\${line#??}" ;;
  esac
done
exit 1
`;

/** Waits for processes of a provider that a Terraform starts. */
export async function hostProvider(name: HostedName): Promise<HostedProvider> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A shell that was killed.
    socket.on("error", () => {});
    host(name, socket).catch((error: unknown) => socket.end(`${ERR}${String(error)}\n${EXIT}1\n`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    executable: executable((server.address() as AddressInfo).port),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function host(name: HostedName, socket: Socket): Promise<void> {
  const [pid, ppid, ...variables] = await startOf(socket);
  const atExit: (() => void)[] = [];
  const onExit = (callback: () => void) => void atExit.push(callback);
  let hasEnded = false;
  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    for (const callback of atExit) callback();
  };
  socket.on("close", end);
  const output = (mark: string) => ({
    write(text: string, written: () => void = () => {}) {
      const lines = text.replace(/\n$/, "").split("\n");
      socket.write(lines.map((line) => `${mark}${line}\n`).join(""), written);
    },
  });
  const env = Object.fromEntries(
    variables.map((variable): [string, string] => {
      const [key = "", ...value] = variable.split("=");
      return [key, value.join("=")];
    }),
  );
  const host: Host = {
    env,
    platform: process.platform,
    stdout: output(OUT),
    stderr: output(ERR),
    // Signals reach the shell.
    on: (event, listener) => (event === "exit" ? onExit(listener) : undefined),
    exit(code) {
      end();
      socket.end(`${EXIT}${code}\n`);
    },
  };
  const started = { pid: Number(pid), ppid: Number(ppid), env, onExit };
  await HOSTED[name](started, host);
}

/** What the shell tells first: its process id, its parent's, and its environment. */
function startOf(socket: Socket): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let told = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      told += chunk;
      if (told.endsWith("\0\0")) resolve(told.slice(0, -2).split("\0"));
    });
    socket.on("close", () => reject(new Error("the shell has ended")));
  });
}
