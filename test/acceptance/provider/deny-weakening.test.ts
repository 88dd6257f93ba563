import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { kms, writes } from "../../support/cloud.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO } from "../support/words.ts";

const KEY = { kms_master_key_id: "key-1" };
const DENIED = "deny_weakening is set, so this is refused";
const deny = provider({ deny_weakening: { expression: "true" } });

it.each([
  ["attribute", deny, {}],
  ["variable in the environment", "", { BOS_DENY_WEAKENING: "1" }],
])("makes each weakening an error at plan, by the %s", async (_name, block, env) => {
  await using cloud = await startEmulator({
    buckets: ["off", "dropped", "swapped", "destroyed", "stronger"],
  });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  const before = ["off", "dropped", "swapped", "destroyed"].map((bucket) =>
    encryption(bucket, { bucket, ...KEY }),
  );
  const stronger = encryption("stronger", { bucket: "stronger" });
  await using tf = await createWorkspace({ emulator: cloud, env, files: main(block, ...before, stronger) });
  await tf.apply();
  cloud.clearRequests();

  tf.write(
    main(
      block,
      encryption("off", { bucket: "off", ...KEY, enabled: false }),
      encryption("dropped", { bucket: "dropped" }),
      encryption("swapped", { bucket: "swapped", kms_master_key_id: "key-2" }),
      encryption("stronger", { bucket: "stronger", ...KEY, sse_algorithm: "SM4" }),
    ),
  );
  const { text } = await tf.fails("plan");
  expect(text).toContain('Error: This turns off the encryption of bucket "off"');
  expect(text).toContain('Error: This drops the KMS key of bucket "dropped"');
  expect(text).toContain('Error: This replaces the KMS key of bucket "swapped"');
  expect(text).toContain('Error: Destroying this turns off the encryption of bucket "destroyed"');
  expect(text.split(DENIED)).toHaveLength(5);
  expect(text).not.toContain('bucket "stronger"');

  const destroy = await tf.fails("destroy");
  expect(destroy.text).toContain(DENIED);
  expect(writes(cloud)).toEqual([]);
});

it("lets through what takes nothing away", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "kept"] });
  cloud.createKey({ keyId: "key-1" });
  const kept = encryption("kept", { bucket: "kept", ...KEY, on_destroy: "retain" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(deny, encryption("logs", { bucket: "logs" }), kept),
  });
  await tf.apply();
  tf.write(main(deny, encryption("logs", { bucket: "logs", ...KEY, sse_algorithm: "SM4" })));
  expect((await tf.plan()).code).toBe(CHANGES);
  await tf.apply();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(cloud.encryptionOf("kept")).toEqual(kms("key-1"));
});

it("refuses an adoption that drops a key, though it was agreed to", async () => {
  await using cloud = await startEmulator({ buckets: ["taken"] });
  cloud.setEncryption("taken", kms("theirs"));
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(deny, encryption("taken", { bucket: "taken", on_conflict: "adopt" })),
  });
  const adopt = await tf.fails("plan");
  expect(adopt.text).toContain('Error: This takes over the encryption of bucket "taken"');
  expect(writes(cloud)).toEqual([]);
});

it("takes no typing error for a no", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    env: { BOS_DENY_WEAKENING: "ture" },
    files: main(encryption("logs", { bucket: "logs" })),
  });
  expect((await tf.fails("plan")).text).toContain('Set it to 1 or 0; got "ture".');
});
