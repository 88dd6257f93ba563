import { describe, expect, it } from "vitest";
import { main } from "../../lib/cli/main.ts";
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

  it.each(["--version", "-v", "-V", "version"])("says its version: %s", async (word) => {
    expect(await run(word)).toEqual({ exitCode: 0, stdout: "0.0.0-source\n", stderr: "" });
  });

  it.each<[string, string[], string]>([
    ["no command", [], "Usage: bos-encryption"],
    ["an unknown command", ["encrypt"], "unknown command 'encrypt'"],
    ["an unknown option", ["--colour"], "unknown option '--colour'"],
    ["a mistyped command", ["emulater"], "(Did you mean emulator?)"],
    ["a mistyped option of a command", ["provider", "install", "--usr"], "(Did you mean --user?)"],
    ["an option of another command", ["version", "--port", "1"], "unknown option '--port'"],
    ["an option without its value", ["emulator", "--port"], "'--port <number>' argument missing"],
  ])("ends with 64 for %s", async (_name, argv, told) => {
    const { exitCode, stdout, stderr } = await run(...argv);
    expect([exitCode, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(told);
  });

  it.each([
    ["--bukket", "--bucket"],
    ["--buckets=acme", "--bucket"],
    ["--off-anwser", "--off-answer"],
    ["--sesion-token", "--session-token"],
    ["--kms-key", "--kms-keys"],
    ["--regoin", "--region"],
    ["--halp", "--help"],
  ])("suggests the option that was meant by %s: %s", async (typed, meant) => {
    const { exitCode, stderr } = await run("emulator", typed);
    const name = typed.split("=")[0] ?? "";
    expect([exitCode, stderr]).toEqual([
      64,
      `error: unknown option '${name}' (did you mean ${meant}?)\nRun with --help for usage.\n`,
    ]);
  });

  it("shows no value of an option that it does not know", async () => {
    for (const wrong of [["--secrte-key", "hush-hush"], ["--secrte-key=hush-hush"]]) {
      const { exitCode, stderr } = await run("emulator", ...wrong);
      expect(exitCode).toBe(64);
      expect(stderr).toContain("unknown option '--secrte-key' (did you mean --secret-key?)");
      expect(stderr).not.toContain("hush-hush");
    }
  });

  it("says where a command belongs", async () => {
    expect((await run("emulator", "--log", "npm", "test")).stderr).toBe(
      "error: unexpected word 'npm' (a command to run comes behind --)\n" +
        "error: unexpected word 'test' (a command to run comes behind --)\n" +
        "Run with --help for usage.\n",
    );
    expect((await run("emulator", "--")).stderr).toContain("error: -- must be followed by a command\n");
    const wrong = await run("emulator", "word", "--colour", "--", "npm", "--port", "x");
    expect(wrong.stderr).toBe(
      "error: unexpected word 'word' (a command to run comes behind --)\n" +
        "error: unknown option '--colour'\nRun with --help for usage.\n",
    );
  });

  it.each<[string[], string]>([
    [["--bucket", "acme=ROT13"], "--bucket 'acme' takes AES256, SM4 or kms:<key> behind '=', not 'ROT13'"],
    [["--bucket", "acme=kms:"], "--bucket 'acme' takes AES256, SM4 or kms:<key> behind '=', not 'kms:'"],
    [["--bucket", "acme="], "--bucket 'acme' takes AES256, SM4 or kms:<key> behind '=', not ''"],
    [["--bucket", "acme", "--bucket", "acme=SM4"], "--bucket 'acme' is given twice"],
    [["--bucket", "A=SM4"], "not at the ends) '-', not 'A'"],
    [["--key", ""], "--key must not be empty"],
    [["--key", "logs", "--key", "logs"], "--key 'logs' is given twice"],
    [
      ["--bucket", "acme=kms:logs", "--kms-keys", "checked"],
      "names the key 'logs', which is not there: make it with --key 'logs', or leave out --kms-keys checked",
    ],
  ])("refuses what no bucket or key can be: %j", async (argv, told) => {
    const { exitCode, stderr } = await run("emulator", ...argv);
    expect([exitCode, stderr.split("error: ").length]).toEqual([64, 2]);
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
      "Run with --help for usage.",
    ]);
  });
});
