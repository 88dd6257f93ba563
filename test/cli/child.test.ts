// The child process behind `bos-encryption emulator -- command`: exit codes and signals, with real processes.
import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runChild, type Words } from "../../lib/cli/io.ts";

const node = (script: string, ...args: string[]): Words => [process.execPath, "-e", script, ...args];
const nobody = { signals: new EventEmitter(), hasTerminal: false };

/** A child that appends the name of each signal to a file, and ends with 3 at SIGTERM. */
function recorder() {
  const folder = mkdtempSync(join(tmpdir(), "cli-child-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "seen");
  const script = `
    const { appendFileSync } = require("node:fs");
    const note = (text) => appendFileSync(process.argv[1], text + "\\n");
    for (const name of ["SIGINT", "SIGHUP", "SIGTERM"]) process.on(name, () => { note(name); if (name === "SIGTERM") process.exit(3); });
    setTimeout(() => process.exit(9), 30_000);
    note("ready");`;
  const seen = () => {
    try {
      return readFileSync(file, "utf8").trim().split("\n");
    } catch {
      return [];
    }
  };
  return { words: node(script, file), seen };
}

describe("a child's end", () => {
  it.each([
    ["process.exit(0)", 0],
    ["process.exit(42)", 42],
    ["process.kill(process.pid, 'SIGKILL')", 137],
    ["process.kill(process.pid, 'SIGTERM')", 143],
  ])("%s is the exit code %i", async (script, expected) => {
    expect(await runChild(node(script), process.env, nobody)).toBe(expected);
  });

  it("is an error of Node when there was no beginning", async () => {
    await expect(runChild(["/nowhere/to/be/found"], {}, nobody)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(runChild([tmpdir()], {}, nobody)).rejects.toMatchObject({ code: "EACCES" });
    expect(nobody.signals.eventNames()).toEqual([]);
  });

  it("comes with the environment that was given, and no other", async () => {
    const script =
      "process.exit(process.env.ONLY === 'this' && process.env.NOT === undefined && !process.env.HOME ? 0 : 1)";
    expect(await runChild(node(script), { ONLY: "this", NOT: undefined }, nobody)).toBe(0);
  });
});

describe("signals", () => {
  it.each([
    [false, ["ready", "SIGINT", "SIGHUP", "SIGTERM"]],
    [true, ["ready", "SIGHUP", "SIGTERM"]],
  ])("are passed on, SIGINT only where no terminal does (terminal: %s)", async (hasTerminal, expected) => {
    const { words, seen } = recorder();
    const signals = new EventEmitter();
    const ended = runChild(words, process.env, { signals, hasTerminal });
    await expect.poll(seen, { timeout: 20_000 }).toEqual(["ready"]);
    for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"]) {
      signals.emit(signal);
      if (expected.includes(signal)) await expect.poll(seen, { timeout: 20_000 }).toContain(signal);
    }
    expect(await ended).toBe(3);
    expect(seen()).toEqual(expected);
    expect(signals.eventNames()).toEqual([]);
  });
});
