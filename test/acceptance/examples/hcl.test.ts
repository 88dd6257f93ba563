import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { start } from "../../support/process.ts";
import { createWorkspace } from "../support/terraform.ts";

const root = join(import.meta.dirname, "../../..");
const key = "-var=kms_master_key_id=example-key";

test("the HCL example: provider install, init, plan, apply, empty plan, destroy", async () => {
  await using emulator = await startEmulator({ buckets: ["acme-logs", "acme-reports", "acme-ledger"] });
  emulator.createKey({ keyId: "example-key" });
  await using workspace = await createWorkspace({ emulator, provider: "absent" });
  workspace.write({ "main.tf": await readFile(join(root, "examples/hcl/main.tf"), "utf8") });

  const { folder: cwd, env } = workspace;
  const install = await start(join(root, "dist/bos-encryption"), ["provider", "install"], { cwd, env })
    .result;
  expect(install).toMatchObject({ code: 0, stderr: "" });

  await workspace.init();
  expect((await workspace.plan(key)).code).toBe(2);
  await workspace.apply(key);
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "AES256" });
  expect(emulator.encryptionOf("acme-reports")).toEqual({ encryptionAlgorithm: "SM4" });
  const withKey = { encryptionAlgorithm: "AES256", kmsMasterKeyId: "example-key" };
  expect(emulator.encryptionOf("acme-ledger")).toEqual(withKey);

  expect((await workspace.plan(key)).code).toBe(0);

  await workspace.destroy(key);
  expect(emulator.encryptionOf("acme-logs")).toBeUndefined();
  expect(emulator.encryptionOf("acme-reports")).toBeUndefined();
  expect(emulator.encryptionOf("acme-ledger")).toEqual(withKey);
});
