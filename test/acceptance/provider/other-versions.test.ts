import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256 } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const files = main(encryption("logs", { bucket: "logs" }));

it("refuses a state that a newer version of the provider wrote, and touches nothing", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files });
  await tf.apply();

  const state = readFileSync(join(tf.folder, "terraform.tfstate"), "utf8");
  tf.write({ "terraform.tfstate": state.replace('"schema_version": 0', '"schema_version": 7') });
  cloud.clearRequests();
  const { text } = await tf.fails("apply");
  expect(text).toContain("bos_bucket_encryption.logs was created by a newer provider version");
  expect(cloud.requests).toEqual([]);
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
});
