import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { examples } from "../../docs/pages.ts";
import { kms } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO } from "../support/words.ts";

const ADDRESS = "bos_kms_key.logs";
const REF = { kms_master_key_id: { expression: `${ADDRESS}.key_id` } };
const idOf = (tf: Workspace) => String(tf.state()[ADDRESS]?.["key_id"]);

it("goes through a whole lifecycle: a key and a bucket in one plan, empty plan, and both gone", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(key("logs", { description: "logs" }), encryption("logs", { bucket: "logs", ...REF })),
  });

  expect((await tf.apply()).text).toContain("2 added, 0 changed, 0 destroyed");
  const keyId = idOf(tf);
  expect(cloud.encryptionOf("logs")).toEqual(kms(keyId));
  expect(tf.state()[ADDRESS]).toEqual({
    id: keyId,
    key_id: keyId,
    description: "logs",
    key_spec: "BAIDU_AES_256",
    protected_by: "SOFTWARE",
    origin: "BAIDU_KMS",
    enabled: true,
    rotation_cycle: 0,
    deletion_window_in_days: 30,
    force: false,
    region: "bj",
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect((await tf.plan("-refresh-only")).code).toBe(NOTHING_TO_DO);

  const { text } = await tf.destroy();
  expect(text).toContain(
    `Warning: Destroying this makes all that KMS key "${keyId}" has encrypted unreadable`,
  );
  expect(text).toContain(`Warning: KMS key "${keyId}" is pending deletion`);
  expect(text).toContain(`permanently deleted on ${cloud.key(keyId)?.deletionDate}`);
  expect(cloud.key(keyId)?.keyState).toBe("pendingDeletion");
  expect(cloud.encryptionOf("logs")).toBeUndefined();
  expect(tf.state()).toEqual({});
});

it("makes the key that is asked for", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      key("logs", {
        description: "x",
        key_spec: "SM4_128",
        protected_by: "HSM",
        enabled: false,
        rotation_cycle: 90,
      }),
    ),
  });
  await tf.apply();
  expect(cloud.key(idOf(tf))).toMatchObject({
    description: "x",
    keySpec: "SM4_128",
    protectedBy: "HSM",
    keyState: "disabled",
    rotateCycle: 90,
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("enables, disables and rotates in place, and repairs what somebody else has done", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = idOf(tf);

  tf.write(main(key("logs", { enabled: false, rotation_cycle: 30 })));
  const { text } = await tf.apply();
  expect(text).toContain("0 added, 1 changed, 0 destroyed");
  expect(text).toContain(`Warning: This disables KMS key "${keyId}"`);
  expect(cloud.key(keyId)).toMatchObject({ keyState: "disabled", rotateCycle: 30 });

  tf.write(main(key("logs", {})));
  await tf.apply();
  expect(cloud.key(keyId)).toMatchObject({ keyState: "enabled", rotateCycle: 0 });

  cloud.setKeyState(keyId, "disabled");
  expect((await tf.plan()).code).toBe(CHANGES);
  await tf.apply();
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("refuses another description at plan, and replaces for another spec with the warnings of a destroy", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(key("logs", { description: "logs" })),
  });
  await tf.apply();
  const keyId = idOf(tf);

  tf.write(main(key("logs", { description: "lgos" })));
  const refused = await tf.fails("plan");
  expect(refused.text).toContain(`Error: The description of KMS key "${keyId}" cannot be changed`);
  expect(refused.text).toContain('Write description = "logs"');

  tf.write(main(key("logs", {})));
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

  tf.write(main(key("logs", { description: "logs", key_spec: "AES_256" })));
  const { text } = await tf.apply();
  expect(text).toContain("1 added, 0 changed, 1 destroyed");
  expect(text).toContain(
    `Warning: Destroying this makes all that KMS key "${keyId}" has encrypted unreadable`,
  );
  expect(cloud.key(keyId)?.keyState).toBe("pendingDeletion");
  expect(cloud.key(idOf(tf))?.keySpec).toBe("AES_256");
});

it("takes a key that it enables in the same plan for an enabled one", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", { enabled: false })) });
  await tf.apply();

  tf.write(main(key("logs", {}), encryption("logs", { bucket: "logs", ...REF })));
  await tf.apply();
  expect(cloud.encryptionOf("logs")).toEqual(kms(idOf(tf)));
});

it("keeps a key that is pending deletion, shows the date, and saves it", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", { enabled: false })) });
  await tf.apply();
  const keyId = idOf(tf);
  cloud.scheduleDeletion(keyId, 9);

  const waiting = await tf.plan();
  expect(waiting.code).toBe(NOTHING_TO_DO);
  expect(waiting.text).toContain(`Warning: KMS key "${keyId}" is pending deletion`);
  expect(waiting.text).toContain(`permanently deleted on ${cloud.key(keyId)?.deletionDate}`);

  tf.write(main(key("logs", {})));
  await tf.apply();
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("leaves a key of the origin EXTERNAL alone until its material is there", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(key("logs", { origin: "EXTERNAL" })),
  });
  expect((await tf.apply()).text).toContain("is pending import");
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  cloud.setKeyState(idOf(tf), "enabled");
  const { code, text } = await tf.plan();
  expect([code, text.includes("Warning")]).toEqual([NOTHING_TO_DO, false]);
});

it("lets a key that is gone leave the state, and makes another one", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = idOf(tf);
  cloud.scheduleDeletion(keyId, 0);

  const { text } = await tf.apply();
  expect(text).toContain(`Warning: KMS key "${keyId}" is gone`);
  expect(text).toContain("1 added, 0 changed, 0 destroyed");
  expect(idOf(tf)).not.toBe(keyId);
});

it("keeps a key that cannot be read", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const before = tf.state();
  cloud.addFault({ kind: "denied", operation: "DescribeKey" });
  expect((await tf.fails("plan")).text).toContain("Grant the permission DescribeKey");
  expect(tf.state()).toEqual(before);
});

it("does not lose a key that was made when what comes after fails", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", { enabled: false })) });
  const fault = cloud.addFault({ kind: "denied", operation: "DisableKey" });

  const { text } = await tf.apply();
  expect(text).toContain("was created, and then something failed");
  fault.remove();
  expect(cloud.keys).toHaveLength(1);
  expect((await tf.plan()).code).toBe(CHANGES);
  await tf.apply();
  expect(cloud.key(idOf(tf))?.keyState).toBe("disabled");
  expect(cloud.keys).toHaveLength(1);
});

it("imports by id or by region and id, and says what cannot be imported", async () => {
  await using cloud = await startEmulator();
  cloud.createKey({ keyId: "one", description: "the first", rotateCycle: 7 });
  cloud.createKey({ keyId: "two", region: "su" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(key("one", { rotation_cycle: 7 }), key("two", { region: "su" }), key("logs", {})),
  });
  expect((await tf.run(["import", "bos_kms_key.one", "one"])).code).toBe(0);
  expect((await tf.run(["import", "bos_kms_key.two", "su/two"])).code).toBe(0);
  expect(tf.state()).toMatchObject({
    "bos_kms_key.one": {
      key_id: "one",
      description: "the first",
      rotation_cycle: 7,
      enabled: true,
      region: "bj",
    },
    "bos_kms_key.two": { key_id: "two", region: "su", deletion_window_in_days: 30, force: false },
  });
  expect((await tf.plan("-target=bos_kms_key.one", "-target=bos_kms_key.two")).code).toBe(NOTHING_TO_DO);

  for (const [id, summary] of [
    ["nowhere", 'Cannot import KMS key "nowhere"'],
    ["a key", "Invalid import id"],
    ["BJ/one", "Invalid import id"],
  ] as const) {
    const { code, text } = await tf.run(["import", ADDRESS, id]);
    expect([code, text.includes(summary)]).toEqual([1, true]);
  }
});

it("finds what is written wrong before anything is asked", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      key("logs", {
        region: "BJ",
        key_spec: "AES 256",
        protected_by: "hsm",
        origin: "mine",
        rotation_cycle: 1.5,
        deletion_window_in_days: 6,
      }),
      key("long", { deletion_window_in_days: 31, origin: "EXTERNAL", rotation_cycle: 7 }),
      key("often", { rotation_cycle: 6 }),
      key("seldom", { rotation_cycle: 366 }),
    ),
  });
  const { text } = await tf.run(["validate"]);
  const wrong = ["region", "key_spec", "protected_by", "origin", "rotation_cycle", "deletion_window_in_days"];
  for (const name of wrong) expect(text).toContain(`Invalid ${name}`);
  expect(text.split("Error: ")).toHaveLength(11);
  expect(text).toContain("Write a whole number of days from 7 to 365, or 0 for no rotation; got 366.");
  expect(cloud.requests).toEqual([]);
});

it("carries out the examples of docs/encryption-methods.md", async () => {
  await using cloud = await startEmulator({ buckets: ["acme-logs"], kmsKeys: "checked" });
  const [made = "", found = ""] = examples("docs/encryption-methods.md", "hcl");
  await using tf = await createWorkspace({ emulator: cloud, files: main(made) });
  await tf.apply();
  expect(cloud.encryptionOf("acme-logs")).toEqual(kms(idOf(tf)));
  tf.write(main(made, found));
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});
