import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, methods, SM4, writes } from "../../support/cloud.ts";
import { type Attributes, encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

type Settings = Omit<Attributes, "bucket">;

/** Bucket, what is written first, what is written next, and what the bucket then has. */
const WRITING: readonly [bucket: string, first: Settings, next: Settings, setting: object | undefined][] = [
  ["algorithm-named", {}, { sse_algorithm: "SM4" }, SM4],
  ["algorithm-left-out", { sse_algorithm: "SM4" }, {}, AES256],
  ["key-on", {}, { kms_master_key_id: "key-1" }, kms("key-1")],
  ["key-off", { kms_master_key_id: "key-1" }, {}, AES256],
  ["key-other", { kms_master_key_id: "key-1" }, { kms_master_key_id: "key-2" }, kms("key-2")],
  [
    "algorithm-of-key",
    { kms_master_key_id: "key-1" },
    { kms_master_key_id: "key-1", sse_algorithm: "SM4" },
    { ...SM4, kmsMasterKeyId: "key-1" },
  ],
  ["turned-off", {}, { enabled: false }, undefined],
  ["turned-on", { enabled: false }, {}, AES256],
];

/** What the cloud has nothing to do with. */
const SILENT: readonly [bucket: string, first: Settings, next: Settings][] = [
  ["on-destroy", {}, { on_destroy: "retain" }],
  ["on-destroy-left-out", { on_destroy: "retain" }, {}],
  ["on-conflict", {}, { on_conflict: "fail" }],
  ["default-algorithm-named", {}, { sse_algorithm: "AES256" }],
  ["algorithm-while-off", { enabled: false }, { enabled: false, sse_algorithm: "SM4" }],
  ["key-while-off", { enabled: false, kms_master_key_id: "key-1" }, { enabled: false }],
];

const ALL = [...WRITING, ...SILENT];

it("changes each part of a desired state in place, with at most one write", async () => {
  await using cloud = await startEmulator({ buckets: ALL.map(([bucket]) => bucket) });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(...ALL.map(([bucket, first]) => encryption(bucket, { bucket, ...first }))),
  });
  await tf.apply();

  cloud.clearRequests();
  tf.write(main(...ALL.map(([bucket, , next]) => encryption(bucket, { bucket, ...next }))));
  // The default algorithm is in the state already: writing it out changes nothing at all.
  expect((await tf.apply()).text).toContain(`0 added, ${ALL.length - 1} changed, 0 destroyed`);

  expect(Object.fromEntries(WRITING.map(([bucket]) => [bucket, cloud.encryptionOf(bucket)]))).toEqual(
    Object.fromEntries(WRITING.map(([bucket, , , setting]) => [bucket, setting])),
  );
  for (const [bucket, , , setting] of WRITING) {
    const write = setting === undefined ? "DELETE" : "PUT";
    expect(methods(cloud, bucket), bucket).toEqual(["GET", "GET", write, "GET"]);
  }
  expect(writes(cloud)).toHaveLength(WRITING.length);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("corrects a region in place, without a write and without a moment unencrypted", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const logs = (region: string) => main(encryption("logs", { bucket: "logs", region }));
  await using tf = await createWorkspace({ emulator: cloud, files: logs("su") });
  await tf.apply();

  cloud.clearRequests();
  tf.write(logs("bj"));
  expect((await tf.apply()).text).toContain("0 added, 1 changed, 0 destroyed");
  expect(writes(cloud)).toEqual([]);
  expect(tf.state()).toMatchObject({ "bos_bucket_encryption.logs": { region: "bj" } });
});
