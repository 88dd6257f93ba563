import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCertificate } from "../lib/plugin/handshake/certificate.ts";
import type { Figure } from "./report.ts";
import { alternate } from "./statistics.ts";

const PROVIDER = fileURLToPath(new URL("../dist/terraform-provider-bos", import.meta.url));
const PAIRS = 21;
/** Goals: at most three bare starts, and 90 ms on a quiet machine. */
const MOST_STARTS = 3;
const MOST_MS = 90;

/** From spawn to the handshake line, in turn with a Node that does nothing. */
export async function start(): Promise<Figure[]> {
  const sockets = mkdtempSync(join(tmpdir(), "bos-bench-"));
  const env = {
    PATH: process.env["PATH"],
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
    PLUGIN_UNIX_SOCKET_DIR: sockets,
    PLUGIN_CLIENT_CERT: new X509Certificate(createCertificate(new Date()).certificate).toString(),
  };
  try {
    const { a, b, ratio } = await alternate(
      PAIRS,
      () => untilOutput(PROVIDER, [], env),
      () => untilOutput(process.execPath, ["-e", "console.log(0)"], {}),
    );
    return [
      {
        what: "Start to handshake, script on this Node",
        measured: `${a.toFixed(0)} ms`,
        against: `bare \`node -e\` ${b.toFixed(0)} ms: ratio ${ratio.toFixed(2)}; a Go provider 6 to 17 ms`,
        goal: `≤ ${MOST_STARTS} bare starts, ≤ ${MOST_MS} ms`,
        reached: ratio <= MOST_STARTS && a <= MOST_MS,
      },
    ];
  } finally {
    rmSync(sockets, { recursive: true, force: true });
  }
}

/** Milliseconds from spawn to the first byte on stdout; the process is ended then. */
function untilOutput(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "ignore"], timeout: 10_000 });
    let tookMs: number | undefined;
    child.stdout.once("data", () => {
      tookMs = performance.now() - startedMs;
      child.kill();
    });
    child.on("error", reject);
    child.on("close", () =>
      tookMs === undefined ? reject(new Error(`${program} printed nothing`)) : resolve(tookMs),
    );
  });
}
