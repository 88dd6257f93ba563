import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { createClient, type Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { GRPCController } from "../../../lib/plugin/gen/plugin_pb.ts";
import { Provider } from "../../../lib/plugin/gen/tfplugin6_pb.ts";
import { bundled } from "../../support/bundled.ts";
import { createIdentity, type Identity, pem } from "./certificate.ts";

const MAIN = "test/plugin/note/main.ts";

export const COOKIE = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

/** Runs the example provider to its end, as somebody who is not Terraform, or who is on bad terms. */
export async function runToEnd(env: { readonly [name: string]: string }) {
  const program = placed(MAIN);
  const child = spawn(process.execPath, [program.file], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
  program.remove();
  return { stdout, stderr, code };
}

/**
 * Starts the example provider, or another, as Terraform does, and talks to it through another implementation of gRPC than its
 * own.
 *
 * @param program its main module, from the root of the repository, or what is built of one
 */
export async function startPlugin(env: { readonly [name: string]: string } = {}, program = MAIN) {
  const directory = mkdtempSync(join(tmpdir(), "plugin-test-"));
  const { file, remove } = program.endsWith(".ts") ? placed(program) : { file: program, remove: () => {} };
  const identity = createIdentity();
  const child = spawn(process.execPath, [file], {
    env: {
      ...COOKIE,
      PLUGIN_PROTOCOL_VERSIONS: "5,6",
      PLUGIN_CLIENT_CERT: identity.certificate,
      PLUGIN_UNIX_SOCKET_DIR: directory,
      // It is killed in the end, and tidies nothing up.
      TMPDIR: directory,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = ended(child);
  const stderr = text(child.stderr);
  const line = await firstLine(child);
  const [, , , socket = "", , encoded = ""] = line.trim().split("|");
  const server = pem(Buffer.from(encoded, "base64"));
  const sockets = new Set<TLSSocket>();

  const dial = (shown: Identity | null = identity) => {
    const tls = connect({
      path: socket,
      servername: "localhost",
      ca: [server],
      ALPNProtocols: ["h2"],
      ...(shown && { cert: shown.certificate, key: shown.privateKey }),
    });
    sockets.add(tls);
    return tls;
  };
  const transport: Transport = createGrpcTransport({
    baseUrl: "https://localhost",
    nodeOptions: { createConnection: () => dial() },
  });

  return {
    line,
    socket,
    directory,
    dial,
    transport,
    exit,
    /** All that the process wrote to stderr, once it has ended. */
    stderr,
    provider: createClient(Provider, transport),
    controller: createClient(GRPCController, transport),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exit;
      for (const tls of sockets) tls.destroy();
      rmSync(directory, { recursive: true, force: true });
      remove();
    },
  };
}

/** A program in a file of its own: from its source it would take three times as long to start. */
function placed(main: string): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "plugin-program-"));
  const file = join(folder, "main.mjs");
  writeFileSync(file, bundled(main));
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Plugin = Awaited<ReturnType<typeof startPlugin>>;

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = "";
  for await (const chunk of stream) all += String(chunk);
  return all;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk)));
    child.once("exit", (code) => reject(new Error(`the plugin ended with ${code} before its handshake`)));
  });
}
