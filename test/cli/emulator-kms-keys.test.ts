// --kms-keys of `bos-encryption emulator`: the one option of the command that is about keys.
import { expect, it } from "vitest";
import { main } from "../../lib/cli/main.ts";
import { outcome, putEncryption } from "../emulator/support/client.ts";
import { fakeIo } from "./support/fake-io.ts";

const made = putEncryption("acme-logs", { encryptionAlgorithm: "AES256", kmsMasterKeyId: "made-up" });
const started = ["emulator", "--bucket", "acme-logs", "--access-key", "ak", "--secret-key", "sk"];

it.each<[string, string[], unknown[]]>([
  ["no option", [], [200]],
  ["--kms-keys any", ["--kms-keys", "any"], [200]],
  ["--kms-keys checked", ["--kms-keys", "checked"], [400, "InvalidEncryptionKmsMkid"]],
])("a key that is made up, with %s", async (_name, option, expected) => {
  const { io, written, said, stop } = fakeIo();
  const printed = said("nothing is kept");
  const ended = main([...started, ...option], io);
  await printed;
  const [url = ""] = written.stdout.split("\n");
  const answer = await outcome({ url, credentials: { accessKeyId: "ak", secretAccessKey: "sk" } }, made);
  stop();
  expect([answer, await ended]).toEqual([expected, 0]);
});

it("--kms-keys perhaps is refused, with what is possible", async () => {
  const { io, written } = fakeIo();
  expect(await main(["emulator", "--kms-keys", "perhaps"], io)).toBe(64);
  expect(written.stderr).toContain("error: --kms-keys must be one of any, checked, not 'perhaps'");
});
