// `bos-encryption emulator [options] -- command`: what the command finds, and what becomes of its end.
import { describe, expect, it } from "vitest";
import { main } from "../../lib/cli/main.ts";
import { getEncryption, outcome } from "../emulator/support/client.ts";
import { fakeIo } from "./support/fake-io.ts";

/** An io whose command is done when `command` is, with that exit code. */
function ioWith(command: (env: Readonly<Record<string, string | undefined>>) => Promise<number>) {
  const { io, written } = fakeIo();
  const words: string[][] = [];
  return {
    written,
    words,
    io: {
      ...io,
      env: {
        PATH: "/bin",
        BOS_ENDPOINT: "https://bj.bcebos.com",
        BAIDUCLOUD_SESSION_TOKEN: "of-the-real-cloud",
      },
      runCommand: (given: readonly string[], env: Readonly<Record<string, string | undefined>>) => {
        words.push([...given]);
        return command(env);
      },
    },
  };
}

const clientOf = (env: Readonly<Record<string, string | undefined>>) => ({
  url: env["BOS_ENDPOINT"] ?? "",
  credentials: {
    accessKeyId: env["BAIDUCLOUD_ACCESS_KEY"] ?? "",
    secretAccessKey: env["BAIDUCLOUD_SECRET_KEY"] ?? "",
    ...(env["BAIDUCLOUD_SESSION_TOKEN"] && { sessionToken: env["BAIDUCLOUD_SESSION_TOKEN"] }),
  },
});

describe("a command behind --", () => {
  it("runs while the emulator serves, with the environment for it, and its exit code is passed on", async () => {
    const seen: unknown[] = [];
    let url = "";
    const { io, words, written } = ioWith(async (env) => {
      url = env["BOS_ENDPOINT"] ?? "";
      seen.push(env["PATH"], env["BAIDUCLOUD_SESSION_TOKEN"], env["BAIDUCLOUD_REGION"]);
      seen.push(await outcome(clientOf(env), getEncryption("acme-logs")));
      return 7;
    });
    const argv = ["emulator", "--bucket", "acme-logs", "--", "npm", "test", "--bucket", "x", "--", "-v"];
    expect(await main(argv, io)).toBe(7);
    expect(words).toEqual([["npm", "test", "--bucket", "x", "--", "-v"]]);
    expect(seen).toEqual(["/bin", undefined, "bj", [200, { encryptionAlgorithm: "none" }]]);
    expect(written).toEqual({ stdout: "", stderr: "" });
    const gone = outcome({ url, credentials: { accessKeyId: "a", secretAccessKey: "b" } }, { method: "GET" });
    await expect(gone).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("finds buckets with their settings, and the ids of the keys", async () => {
    const seen: unknown[] = [];
    const keys: unknown[] = [];
    const { io } = ioWith(async (env) => {
      keys.push(env["BOS_EMULATOR_KEY_1"], env["BOS_EMULATOR_KEY_2"], env["BOS_EMULATOR_KEY_3"]);
      for (const bucket of ["plain", "aes", "sm4", "by-key", "by-id"]) {
        seen.push(await outcome(clientOf(env), getEncryption(bucket)));
      }
      return 0;
    });
    const buckets = ["plain", "aes=AES256", "sm4=SM4", "by-key=kms:the logs", "by-id=kms:k-1"];
    const argv = [
      "emulator",
      "--key",
      "data",
      "--key",
      "the logs",
      ...buckets.flatMap((one) => ["--bucket", one]),
    ];
    expect(await main([...argv, "--session-token", "token", "--", "true"], io)).toBe(0);
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    expect(keys).toEqual([id, id, undefined]);
    expect(seen).toEqual([
      [200, { encryptionAlgorithm: "none" }],
      [200, { encryptionAlgorithm: "AES256" }],
      [200, { encryptionAlgorithm: "SM4" }],
      [200, { encryptionAlgorithm: "AES256", kmsMasterKeyId: keys[1] }],
      [200, { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" }],
    ]);
  });

  it("has each request on stderr with --log, and no signature or token", async () => {
    const { io, written } = ioWith(async (env) => {
      const client = clientOf(env);
      await outcome(client, getEncryption("acme-logs"));
      const query = { authorization: "bce-auth-v1/hush", "x-bce-security-token": "hush" };
      await outcome(client, { method: "GET", path: "/acme-logs/key", query, authorization: "" });
      return 0;
    });
    const argv = ["emulator", "--bucket", "acme-logs", "--session-token", "hush", "--log", "--", "true"];
    expect(await main(argv, io)).toBe(0);
    expect(written).toEqual({
      stdout: "",
      stderr:
        "GET /acme-logs?encryption= 200 GetBucketEncryption\n" +
        "GET /acme-logs/key?authorization=***&x-bce-security-token=*** 501 Unknown\n",
    });
  });

  it.each([
    ["ENOENT", 127, "the command 'nothing' is not found."],
    ["EACCES", 126, "the command 'nothing' cannot be run (EACCES)."],
  ])("that cannot start (%s) ends with %i, and the emulator with it", async (code, exitCode, told) => {
    const { io, written } = ioWith(() => Promise.reject(Object.assign(new Error("spawn"), { code })));
    expect(await main(["emulator", "--", "nothing"], io)).toBe(exitCode);
    expect(written).toEqual({ stdout: "", stderr: `bos-encryption emulator: ${told}\n` });
  });
});

it("without a command the keys are among the lines to copy", async () => {
  const { io, written, said, stop } = fakeIo();
  const printed = said("nothing is kept");
  const ended = main(["emulator", "--key", "logs", "--session-token", "token"], io);
  await printed;
  stop();
  expect(await ended).toBe(0);
  expect(written.stdout).toMatch(/^export BOS_EMULATOR_KEY_1='[0-9a-f-]{36}'$/m);
  expect(written.stdout).toContain("\nexport BAIDUCLOUD_SESSION_TOKEN='token'\n");
  expect(written.stdout).not.toContain("unset");
});
