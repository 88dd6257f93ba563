// The real process, as it is built: signals and exit codes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";

const bin = join(import.meta.dirname, "../../dist/bos-encryption");

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

  it("runs a command on its own outputs, and ends as the command does", async () => {
    const script = "console.log(process.env.BOS_ENDPOINT); console.error('told'); process.exitCode = 5";
    const child = spawn(process.execPath, [bin, "emulator", "--", process.execPath, "-e", script]);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect([code, stderr]).toEqual([5, "told\n"]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "leaves it to its command to end at %s, and waits for it",
    async (signal) => {
      const script = `
      process.on("${signal}", async () => {
        const { status } = await fetch(process.env.BOS_ENDPOINT);
        console.log("still there: " + status);
        process.exit(6);
      });
      setTimeout(() => process.exit(9), 30_000);
      console.log("ready");`;
      const child = start("emulator", "--", process.execPath, "-e", script);
      const lines: string[] = [];
      const reading = createInterface(child.stdout as NodeJS.ReadableStream);
      reading.on("line", (line) => lines.push(line));
      await once(reading, "line");
      child.kill(signal);
      expect(await once(child, "close")).toEqual([6, null]);
      expect(lines).toEqual(["ready", "still there: 403"]);
    },
  );

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
