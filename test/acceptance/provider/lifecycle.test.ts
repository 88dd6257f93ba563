import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, methods } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO } from "../support/words.ts";

it("goes through a whole lifecycle with few requests: create, empty plan, refresh, destroy", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });

  const created = await tf.apply();
  expect(created.text).toContain("1 added, 0 changed, 0 destroyed");
  expect(created.text).toContain("Turning encryption on covers new uploads only");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  // Read by the plan, by the plan's repetition during the apply, before the write and after it.
  expect(methods(cloud, "logs")).toEqual(["GET", "GET", "GET", "PUT", "GET"]);
  expect(tf.state()).toEqual({
    "bos_bucket_encryption.logs": {
      id: "logs",
      bucket: "logs",
      enabled: true,
      sse_algorithm: "AES256",
      kms_master_key_id: null,
      region: "bj",
      on_destroy: "disable",
      on_conflict: null,
      timeouts: null,
    },
  });

  cloud.clearRequests();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(methods(cloud, "logs")).toEqual(["GET"]);

  expect((await tf.plan("-refresh-only")).code).toBe(NOTHING_TO_DO);

  cloud.clearRequests();
  const destroyed = await tf.destroy();
  expect(destroyed.text).toContain('Destroying this turns off the encryption of bucket "logs"');
  expect(methods(cloud, "logs")).toEqual(["GET", "GET", "DELETE", "GET"]);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, undefined]);
  expect(tf.state()).toEqual({});
});

it("adopts a bucket that is as it should be, and writes nothing", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", AES256);
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs", on_conflict: "fail" })),
  });

  expect((await tf.apply()).text).not.toContain("Warning");
  expect(methods(cloud, "logs")).toEqual(["GET", "GET", "GET"]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("is found by `terraform init` in terraform.d/plugins, with no registry and no configuration", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using prepared = await createWorkspace({ provider: "built" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
    provider: "placed",
  });

  expect((await tf.init()).text).toContain("Terraform has been successfully initialized");
  const lock = (folder: string) => readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
  expect(lock(prepared.folder)).toBe(lock(tf.folder));
  expect((await tf.plan()).code).toBe(CHANGES);
});
