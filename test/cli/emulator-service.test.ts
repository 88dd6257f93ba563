// What kind of service `bos-encryption emulator` is: --profile and --session-token.
import { expect, it } from "vitest";
import { main } from "../../lib/cli/main.ts";
import { deleteEncryption, outcome, type Sent } from "../emulator/support/client.ts";
import { fakeIo } from "./support/fake-io.ts";

const off = deleteEncryption("acme-logs");

/** What a started command says to a request that is signed with these credentials, and what it printed. */
async function asked(options: readonly string[], sent: Sent, sessionToken?: string) {
  const { io, written, said, stop } = fakeIo();
  const printed = said("nothing is kept");
  const keys = ["--access-key", "ak", "--secret-key", "sk"];
  const ended = main(["emulator", "--bucket", "acme-logs", ...keys, ...options], io);
  await printed;
  const [url = ""] = written.stdout.split("\n");
  const credentials = { accessKeyId: "ak", secretAccessKey: "sk", ...(sessionToken && { sessionToken }) };
  const answer = await outcome({ url, credentials }, sent);
  stop();
  expect(await ended).toBe(0);
  return { answer, stdout: written.stdout };
}

it.each<[string, string[], unknown[]]>([
  ["no option", [], [204]],
  ["--profile public", ["--profile", "public"], [204]],
  ["--profile gateway", ["--profile", "gateway"], [404, "NoSuchBucketEncryption"]],
])("a DELETE of the encryption of a bucket that is off, with %s", async (_name, options, expected) => {
  expect((await asked(options, off)).answer).toEqual(expected);
});

it("--profile gateway goes with no other form of being off", async () => {
  const { io, written } = fakeIo();
  expect(await main(["emulator", "--profile", "gateway", "--off-answer", "not-found"], io)).toBe(64);
  expect(written.stderr).toContain("--profile gateway goes with --off-answer none, not with 'not-found'");
});

it.each<[string, string | undefined, unknown[]]>([
  ["it", "token-1", [204]],
  ["another", "token-2", [400, "InvalidSessionToken"]],
  ["none", undefined, [403, "InvalidAccessKeyId"]],
])("--session-token: a request with %s", async (_name, token, expected) => {
  const { answer, stdout } = await asked(["--session-token", "token-1"], off, token);
  expect(answer).toEqual(expected);
  expect(stdout).toContain("\nexport BAIDUCLOUD_SESSION_TOKEN='token-1'\n");
});
