import { describe, expect, it } from "vitest";
import { main } from "../../lib/cli/index.ts";
import { fakeIo } from "./support/fake-io.ts";

async function run(...argv: string[]) {
  const { io, written } = fakeIo();
  return { exitCode: await main(argv, io), ...written };
}

describe("bos-encryption", () => {
  it("shows every command in its help", async () => {
    const { exitCode, stdout, stderr } = await run("--help");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: bos-encryption/);
    expect(stdout).toMatch(/^ {2}emulator {2,}run the object storage/m);
  });

  it.each([
    ["emulator", "--help"],
    ["help", "emulator"],
  ])("explains a command: %s %s", async (...argv) => {
    const { exitCode, stdout } = await run(...argv);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("--off-answer <form>");
    expect(stdout).toContain("never pass keys of the real cloud");
  });

  it("says its version", async () => {
    expect(await run("--version")).toEqual({ exitCode: 0, stdout: "0.0.0-source\n", stderr: "" });
  });

  it.each<[string, string[], string]>([
    ["no command", [], "Usage: bos-encryption"],
    ["an unknown command", ["encrypt"], "unknown command 'encrypt'"],
    ["an unknown option", ["--colour"], "unknown option '--colour'"],
    ["an option without its value", ["emulator", "--port"], "'--port <number>' argument missing"],
  ])("ends with 64 for %s", async (_name, argv, told) => {
    const { exitCode, stdout, stderr } = await run(...argv);
    expect([exitCode, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(told);
  });

  it("tells everything that is wrong at once", async () => {
    const wrong = [
      "--colour",
      "--port",
      "65536",
      "--bucket",
      "Acme",
      "--off-answer",
      "perhaps",
      "--region",
      "b/j",
      "--profile",
      "private",
      "--session-token",
      "a token",
    ];
    const { exitCode, stderr } = await run("emulator", ...wrong, "--access-key", "a/b", "--secret-key", "");
    expect(exitCode).toBe(64);
    expect(stderr.trimEnd().split("\n")).toEqual([
      "error: unknown option '--colour'",
      "error: --port must be a number from 0 to 65535, not '65536'",
      "error: --bucket must be 3 to 63 lower-case letters, digits and (not at the ends) '-', not 'Acme'",
      "error: --region must be a word of lower-case letters, digits and '-', not 'b/j'",
      "error: --profile must be one of public, gateway, not 'private'",
      "error: --off-answer must be one of none, empty-object, no-content, not-found, not 'perhaps'",
      "error: --access-key must be letters, digits, '_', '.' and '-'",
      "error: --secret-key must not be empty",
      "error: --session-token must be printable ASCII without blanks, and not empty",
      "(add --help for what is possible)",
    ]);
  });
});
