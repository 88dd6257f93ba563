import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { kms } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const ADDRESS = "bos_kms_key.logs";
const REF = { kms_master_key_id: { expression: `${ADDRESS}.key_id` } };
const idOf = (tf: Workspace) => String(tf.state()[ADDRESS]?.["key_id"]);
const CREATE_FIRST = "  lifecycle {\n    create_before_destroy = true\n  }\n";

it("does not destroy a key that buckets use, and names them; force must be applied first", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "audit", "other"], kmsKeys: "checked" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = idOf(tf);
  cloud.setEncryption("logs", kms(keyId));
  cloud.setEncryption("audit", kms(keyId));

  const planned = await tf.plan("-destroy");
  expect(planned.text).toContain(`Warning: Buckets use KMS key "${keyId}", which this would delete`);
  const refused = await tf.fails("destroy");
  expect(refused.text).toContain(`Error: Cannot delete KMS key "${keyId}" while buckets use it`);
  expect(refused.text).toContain('It is the default key of: "audit", "logs".');
  expect(refused.text).toContain("set force = true and apply that, then destroy");
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
  expect(tf.state()).toHaveProperty([ADDRESS]);

  tf.write(main(key("logs", { force: true, deletion_window_in_days: 7 })));
  await tf.fails("destroy");
  await tf.apply();
  cloud.clearRequests();
  await tf.destroy();
  expect(cloud.key(keyId)?.keyState).toBe("pendingDeletion");
  expect(cloud.requests.find(({ operation }) => operation === "ScheduleKeyDeletion")?.body).toEqual({
    keyId,
    pendingWindowInDays: 7,
  });
});

it("does not disable a key that buckets use, unless it is forced", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  const bucket = encryption("logs", { bucket: "logs", ...REF });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {}), bucket) });
  await tf.apply();
  const keyId = idOf(tf);

  tf.write(main(key("logs", { enabled: false }), bucket));
  expect((await tf.plan()).text).toContain(`Buckets use KMS key "${keyId}", which this would disable`);
  expect((await tf.fails("apply")).text).toContain(`Cannot disable KMS key "${keyId}" while buckets use it`);
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
  expect(tf.state()[ADDRESS]).toMatchObject({ enabled: true });

  tf.write(main(key("logs", { enabled: false, force: true }), bucket));
  await tf.apply();
  expect(cloud.key(keyId)?.keyState).toBe("disabled");
});

it("counts a bucket that cannot be read, and buckets that cannot be listed", async () => {
  await using cloud = await startEmulator({ buckets: ["secret", "open"] });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();

  const unread = cloud.addFault({ kind: "denied", bucket: "secret", operation: "GetBucketEncryption" });
  const { text } = await tf.fails("destroy");
  expect(text).toContain(
    'could not be read, so they count as buckets that have it: "secret" (GetBucketEncryption',
  );
  expect(text).not.toContain('"open"');
  unread.remove();

  const unlisted = cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  expect((await tf.fails("destroy")).text).toContain("have it as their default could not be listed");
  unlisted.remove();
  await tf.destroy();
  expect(tf.state()).toEqual({});
});

it("counts a listed bucket that a passing 404 hides, and a list that may hold more", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = idOf(tf);
  cloud.setEncryption("logs", kms(keyId));

  await tf.plan("-destroy", "-out=destroy.plan");
  const passing = cloud.addFault({
    kind: "error",
    status: 404,
    code: "NoSuchBucket",
    operation: "GetBucketEncryption",
    times: 1,
  });
  const { text } = await tf.fails("apply", "destroy.plan");
  expect(passing.hits).toBe(1);
  expect(text).toContain('so they count as buckets that have it: "logs" (');
  expect(cloud.key(keyId)?.keyState).toBe("enabled");

  cloud.setEncryption("logs", undefined);
  for (let index = 1; index < 100; index++) cloud.createBucket(`more-${index}`);
  expect((await tf.fails("destroy")).text).toContain(
    "ListBuckets answered 100 buckets, and the account may have more",
  );
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
});

it.each([
  { operation: "ScheduleKeyDeletion", command: "destroy", wanted: {} },
  { operation: "DisableKey", command: "apply", wanted: { enabled: false } },
] as const)(
  "looks again for buckets before $operation is repeated",
  async ({ operation, command, wanted }) => {
    await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
    await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
    await tf.apply();
    const keyId = idOf(tf);
    tf.write(main(key("logs", wanted)));

    const busy = cloud.addFault({ kind: "throttle", status: 503, retryAfterSeconds: 2, operation, times: 1 });
    const running = tf.start([command, "-input=false", "-auto-approve"]);
    await expect.poll(() => busy.hits, { timeout: 20_000 }).toBe(1);
    cloud.setEncryption("logs", kms(keyId));
    const { code, text } = await running.result;
    expect(code).toBe(1);
    expect(text).toContain('It is the default key of: "logs".');
    expect(cloud.key(keyId)?.keyState).toBe("enabled");
  },
);

it("replaces a key that a bucket uses, with create_before_destroy", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  const bucket = encryption("logs", { bucket: "logs", ...REF });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(key("logs", {}, CREATE_FIRST), bucket),
  });
  await tf.apply();
  const old = idOf(tf);

  tf.write(main(key("logs", { key_spec: "SM4_128" }), bucket));
  expect((await tf.fails("apply")).text).toContain("set create_before_destroy in its lifecycle");
  expect(cloud.encryptionOf("logs")).toEqual(kms(old));

  tf.write(main(key("logs", { key_spec: "SM4_128" }, CREATE_FIRST), bucket));
  await tf.apply();
  expect(cloud.key(old)?.keyState).toBe("pendingDeletion");
  expect(cloud.encryptionOf("logs")).toEqual(kms(idOf(tf)));
});

it("leaves a key alone whose deletion is scheduled already", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = idOf(tf);
  cloud.scheduleDeletion(keyId, 9);
  const date = cloud.key(keyId)?.deletionDate;

  expect((await tf.destroy()).text).toContain(`permanently deleted on ${date}`);
  expect(cloud.key(keyId)?.deletionDate).toBe(date);
  expect(tf.state()).toEqual({});
});
