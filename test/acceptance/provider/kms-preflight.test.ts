import { expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO, WAY_OUT } from "../support/words.ts";

const using = (name: string, keyId: string) => encryption(name, { bucket: name, kms_master_key_id: keyId });

/** The requests that a key cost. */
const asked = ({ requests }: Emulator) =>
  requests.filter(({ operation }) => operation === "DescribeKey").length;

it("refuses at plan, before anything is written, a key that cannot encrypt the bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  cloud.createKey({ keyId: "elsewhere", region: "su" });
  cloud.createKey({ keyId: "off", keyState: "disabled" });
  cloud.createKey({ keyId: "waiting", origin: "EXTERNAL" });
  cloud.createKey({ keyId: "pair", keySpec: "RSA_2048" });
  cloud.createKey({ keyId: "ending" });
  cloud.scheduleDeletion("ending", 7);
  const rows: Readonly<Record<string, string>> = {
    nowhere: 'KMS key "nowhere" does not exist',
    elsewhere: 'KMS key "elsewhere" is in region "su"',
    off: 'KMS key "off" is disabled',
    waiting: 'KMS key "waiting" is pending import',
    pair: 'KMS key "pair" is asymmetric',
    ending: 'KMS key "ending" is pending deletion',
  };
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      ...Object.keys(rows).map((keyId) =>
        encryption(keyId, { bucket: `to-${keyId}`, kms_master_key_id: keyId }),
      ),
    ),
  });

  const { text } = await tf.fails("plan");
  for (const summary of Object.values(rows)) expect(text).toContain(`Error: ${summary}`);
  expect(text).toContain(`It will be permanently deleted on ${cloud.key("ending")?.deletionDate}`);
  expect(text).not.toContain(WAY_OUT);
  expect(text).toContain("kms_master_key_id =");
  expect(asked(cloud)).toBe(6);
  expect(cloud.requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

it("refuses a change of the key as well, and lets a good one through", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  const [good, better, off] = [
    cloud.createKey(),
    cloud.createKey({ keySpec: "SM4_128" }),
    cloud.createKey({ keyState: "disabled" }),
  ];
  await using tf = await createWorkspace({ emulator: cloud, files: main(using("logs", good)) });
  await tf.apply();

  tf.write(main(using("logs", off)));
  expect((await tf.fails("plan")).text).toContain(`Error: KMS key "${off}" is disabled`);
  tf.write(main(using("logs", better)));
  expect((await tf.apply()).text).not.toContain("could not be checked");
  expect(cloud.encryptionOf("logs")?.kmsMasterKeyId).toBe(better);
});

it("warns at each plan of a key that has become unusable, and changes no state", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "audit"], kmsKeys: "checked" });
  const keyId = cloud.createKey();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(using("logs", keyId), using("audit", keyId)),
  });
  await tf.apply();
  const before = tf.state();

  for (const [state, summary] of [
    ["disabled", "is disabled"],
    ["Frozen", 'is in the state "Frozen"'],
  ] as const) {
    cloud.setKeyState(keyId, state);
    const { code, text } = await tf.plan();
    expect(code).toBe(NOTHING_TO_DO);
    // One for each bucket, folded by Terraform.
    expect(text.split(`Warning: KMS key "${keyId}" ${summary}`)).toHaveLength(2);
    expect(text).toContain("similar warning");
  }
  await tf.apply("-refresh-only");
  expect(tf.state()).toEqual(before);
});

it("asks once for a key of many buckets", async () => {
  const buckets = Array.from({ length: 20 }, (_, index) => `logs-${index}`);
  await using cloud = await startEmulator({ buckets, kmsKeys: "checked" });
  const keyId = cloud.createKey();
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(...buckets.map((bucket) => using(bucket, keyId))),
  });
  await tf.apply();

  cloud.clearRequests();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(asked(cloud)).toBe(1);
  expect(cloud.requests).toHaveLength(21);
});

it("warns, and goes on, where the key may not be looked up", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  const keyId = cloud.createKey();
  const denied = cloud.addFault({ kind: "denied", operation: "DescribeKey" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(using("logs", keyId)) });

  const { code, text } = await tf.plan();
  expect(code).toBe(CHANGES);
  expect(text).toContain(`Warning: KMS key "${keyId}" could not be checked`);
  expect(text).toContain("Grant the permission DescribeKey");
  await tf.apply();
  expect(cloud.encryptionOf("logs")?.kmsMasterKeyId).toBe(keyId);
  expect((await tf.plan()).text).not.toContain("Warning");
  expect(denied.hits).toBeGreaterThan(0);
});

it("warns of an id in an unusual form as soon as it is known, and only where it is new", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "audit", "data"], kmsKeys: "checked" });
  const usual = cloud.createKey();
  for (const keyId of ["odd", "late"]) cloud.createKey({ keyId });
  const code = main(
    knownAfterApply("key", "late"),
    using("data", usual),
    using("logs", "odd"),
    encryption("audit", { bucket: "audit", kms_master_key_id: outputOf("key") }),
  );
  await using tf = await createWorkspace({ emulator: cloud, files: code });

  const { text } = await tf.plan();
  expect(text.split("has an unusual form")).toHaveLength(2);
  expect(text).toContain('Warning: KMS key id "odd" has an unusual form');
  expect(text).toContain("hexadecimal digits in groups of 8-4-4-4-12");
  expect((await tf.apply()).text).toContain('Warning: KMS key id "late" has an unusual form');
  const { code: after, text: calm } = await tf.plan();
  expect([after, calm]).toEqual([NOTHING_TO_DO, expect.not.stringContaining("Warning")]);
});

it("warns of a region that has no documented KMS", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], region: "bd" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(using("logs", "key-1")),
    env: { BOS_KMS_ENDPOINT: "" },
  });
  const { code, text } = await tf.plan();
  expect(code).toBe(CHANGES);
  expect(text).toContain('No KMS host is documented for the region "bd"');
});

it("fails on a KMS host that nobody answers at, and says which", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(provider({ kms_endpoint: "http://127.0.0.1:1", max_retries: 0 }), using("logs", "key-1")),
  });
  const { text } = await tf.fails("plan");
  expect(text).toContain('Error: KMS key "key-1" could not be checked');
  expect(text).toContain("127.0.0.1:1");
  expect(text).not.toContain(WAY_OUT);
});

it("says that KMS is not activated", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kms: "not-activated" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(using("logs", "key-1")) });
  expect((await tf.fails("plan")).text).toContain("Activate the Key Management Service");
});
