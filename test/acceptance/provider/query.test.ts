// What needs a newer Terraform than the rest: BOS_TEST_TERRAFORM names one (CONTRIBUTING.md).
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { kms, SM4 } from "../../support/cloud.ts";
import { createWorkspace } from "../support/terraform.ts";

/** A Terraform from 1.14 on, beside the one on the PATH. */
const NEWER = process.env["BOS_TEST_TERRAFORM"] ?? "";

it.skipIf(NEWER === "")("is queried, written and imported by `terraform query` and its apply", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "ledger", "off"] });
  cloud.setEncryption("logs", SM4);
  cloud.setEncryption("ledger", kms("key-1"));
  await using tf = await createWorkspace({
    emulator: cloud,
    files: {
      "main.tf": "",
      "found.tfquery.hcl":
        'list "bos_bucket_encryption" "found" {\n  provider         = bos\n  include_resource = true\n  config {\n    name_pattern = "l*"\n  }\n}\n',
    },
  });
  mkdirSync(join(tf.folder, "bin"));
  symlinkSync(NEWER, join(tf.folder, "bin/terraform"));
  const env = { PATH: `${join(tf.folder, "bin")}:${tf.env["PATH"]}` };
  const queried = await tf.run(["query", "-generate-config-out=found.tf"], { env });
  expect(queried.code, queried.text).toBe(0);
  expect(queried.text).toContain("ledger");
  const applied = await tf.run(["apply", "-auto-approve"], { env });
  expect(applied.text).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
});
