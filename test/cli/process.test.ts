// The real process, started from source: signals and exit codes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";

const bin = join(import.meta.dirname, "../../lib/cli/bin.ts");

function start(...argv: string[]): ChildProcess {
  const child = spawn(process.execPath, [bin, ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("stdout is no pipe");
  const [line] = (await once(createInterface(stdout), "line")) as [string];
  return line;
}

describe("the process", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("serves, and ends with 0 on %s, its port free", async (signal) => {
    const child = start("emulator");
    const url = new URL(await firstLine(child));
    expect((await fetch(url)).status).toBe(403);

    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    const error = await new Promise((resolve) =>
      connect(Number(url.port), url.hostname).on("error", resolve),
    );
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });

  it("ends with 64 for wrong usage", async () => {
    const child = spawn(process.execPath, [bin, "encrypt"], { stdio: "ignore" });
    expect(await once(child, "exit")).toEqual([64, null]);
  });

  it("does not mind a reader that has gone", async () => {
    const child = start("--help");
    child.stdout?.destroy();
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
