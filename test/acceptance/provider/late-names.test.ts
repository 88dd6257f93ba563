// A bucket's name that is known only during the apply, for a resource that has a bucket already.
import { describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { type Attributes, encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const AGAIN = "-replace=terraform_data.name";

const files = (name: string, attributes: Partial<Attributes> = {}, more = "") =>
  main(knownAfterApply("name", name), encryption("logs", { bucket: outputOf("name"), ...attributes }, more));

/** A workspace in which the resource has bucket `old`; the cloud has `new` as well, and key-1. */
async function inOld(
  attributes: Partial<Attributes> = {},
): Promise<AsyncDisposable & { cloud: Emulator; tf: Workspace }> {
  const cloud = await startEmulator({ buckets: ["old", "new"] });
  cloud.createKey({ keyId: "key-1" });
  const tf = await createWorkspace({ emulator: cloud, files: files("old", attributes) });
  await tf.apply();
  cloud.clearRequests();
  return {
    cloud,
    tf,
    async [Symbol.asyncDispose]() {
      await tf.dispose();
      await cloud.close();
    },
  };
}

const bucketIn = (tf: Workspace) => tf.state()["bos_bucket_encryption.logs"]?.["bucket"];

describe("comes out the same", () => {
  it("and nothing is written, under deny_weakening too; the plan says what may be", async () => {
    await using scenario = await inOld({ kms_master_key_id: "key-1" });
    const { cloud, tf } = scenario;
    const planned = await tf.run(["plan", "-out=late.plan", AGAIN], { env: { BOS_DENY_WEAKENING: "1" } });
    expect(planned.text).toContain('~ bucket = "old" -> (known after apply)');
    expect(planned.text).toContain("1 to add, 1 to change, 1 to destroy");
    expect(planned.text).toContain('Warning: The name of bucket "old" may change');
    expect(planned.text).toContain("deny_weakening is set, so the apply then refuses");
    const applied = await tf.run(["apply", "late.plan"], { env: { BOS_DENY_WEAKENING: "1" } });
    expect(applied.code, applied.text).toBe(0);
    expect(writes(cloud)).toEqual([]);
    expect(cloud.historyOf("old")).toEqual([undefined, kms("key-1")]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("and another setting is one write", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("old", { sse_algorithm: "SM4" }));
    await tf.apply(AGAIN);
    expect(cloud.historyOf("old")).toEqual([undefined, AES256, SM4]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("in a region that is not the provider's", async () => {
    await using cloud = await startEmulator({ buckets: ["old"] });
    const inGz = (attributes: Partial<Attributes>) => {
      const { "main.tf": text } = files("old", attributes);
      return main(provider({ region: "gz" }), text);
    };
    await using tf = await createWorkspace({ emulator: cloud, files: inGz({ region: "bj" }) });
    await tf.apply();
    tf.write(inGz({}));
    await tf.apply(AGAIN);
    expect(cloud.historyOf("old")).toEqual([undefined, AES256]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("under -replace as well", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    const { text } = await tf.apply(AGAIN, "-replace=bos_bucket_encryption.logs");
    expect(text).toContain('Warning: The encryption of bucket "old" stays as it is');
    expect(cloud.historyOf("old")).toEqual([undefined, AES256]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });
});

describe("of a bucket that the state has twice", () => {
  it.each(["disable", "retain"] as const)(
    "and is not turned off by the other resource's destroy, with on_destroy %s",
    async (on_destroy) => {
      await using scenario = await inOld({ on_destroy });
      const { cloud, tf } = scenario;
      const other = encryption("other", { bucket: "old" });
      tf.write({ "other.tf": other });
      expect((await tf.run(["import", "bos_bucket_encryption.other", "old"])).code).toBe(0);
      tf.write({ "other.tf": "" });
      const { text } = await tf.fails("apply", AGAIN);
      expect(text).toContain('Error: Bucket "old" would be disabled by one resource and enabled by another');
      expect(cloud.historyOf("old")).toEqual([undefined, AES256]);
    },
  );
});

describe("comes out as another one", () => {
  it("and the new bucket is set before the old one is turned off", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("new"));
    const { text } = await tf.apply();
    expect(text).toContain('Warning: The name of bucket "old" may change');
    expect(writes(cloud)).toEqual(["PUT new", "DELETE old"]);
    expect(cloud.historyOf("new")).toEqual([undefined, AES256]);
    expect(cloud.historyOf("old")).toEqual([undefined, AES256, undefined]);
    expect(bucketIn(tf)).toBe("new");
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("and the old bucket is left as it is where it is to be retained", async () => {
    await using scenario = await inOld({ on_destroy: "retain" });
    const { cloud, tf } = scenario;
    tf.write(files("new", { on_destroy: "retain" }));
    expect((await tf.apply()).text).not.toContain("may change");
    expect(writes(cloud)).toEqual(["PUT new"]);
    expect(bucketIn(tf)).toBe("new");
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("and deny_weakening refuses, naming the cause, before anything is written", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("new"));
    const { code, text } = await tf.run(["apply", "-auto-approve"], { env: { BOS_DENY_WEAKENING: "1" } });
    expect(code).toBe(1);
    expect(text).toContain('The bucket\'s name is now "new"');
    expect(text).toContain("deny_weakening is set, so this is refused");
    expect(writes(cloud)).toEqual([]);
    expect(bucketIn(tf)).toBe("old");
  });

  it("and a key that is somebody else's there is asked for", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    cloud.setEncryption("new", kms("theirs"));
    tf.write(files("new"));
    expect((await tf.fails("apply")).text).toContain('Error: Bucket "new" uses KMS key theirs');
    expect(writes(cloud)).toEqual([]);
    expect(bucketIn(tf)).toBe("old");
  });

  it.each<[string, "PutBucketEncryption" | "DeleteBucketEncryption", string, readonly string[]]>([
    ["the new bucket cannot be set", "PutBucketEncryption", "new", ["PUT new"]],
    ["the old one cannot be turned off", "DeleteBucketEncryption", "old", ["PUT new", "DELETE old"]],
  ])("and the next apply ends right when %s", async (_, operation, bucket, tried) => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("new"));
    cloud.addFault({ kind: "denied", operation, bucket });
    await tf.fails("apply");
    expect(writes(cloud)).toEqual(tried);
    expect(cloud.historyOf("old")).toEqual([undefined, AES256]);
    expect(bucketIn(tf)).toBe("old");

    cloud.clearFaults();
    await tf.apply();
    expect(bucketIn(tf)).toBe("new");
    expect(cloud.historyOf("new")).toEqual([undefined, AES256]);
    expect(cloud.historyOf("old")).toEqual([undefined, AES256, undefined]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("and a key that somebody gave the old bucket after the plan stays", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("new"));
    await tf.plan("-out=stale.plan");
    cloud.setEncryption("old", kms("theirs"));
    const { text } = await tf.fails("apply", "stale.plan");
    expect(text).toContain('Error: The encryption of bucket "old" was changed after the plan');
    expect(cloud.encryptionOf("old")).toEqual(kms("theirs"));
    expect(cloud.encryptionOf("new")).toEqual(AES256);
  });

  it("under -replace, and the old bucket is left on", async () => {
    await using scenario = await inOld();
    const { cloud, tf } = scenario;
    tf.write(files("new"));
    const { text } = await tf.apply("-replace=bos_bucket_encryption.logs");
    expect(text).toContain('Warning: The encryption of bucket "old" stays as it is');
    expect(writes(cloud)).toEqual(["PUT new"]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });
});

it("goes on in place to a name that is known, too, where nothing was refreshed", async () => {
  await using scenario = await inOld();
  const { cloud, tf } = scenario;
  const known = (bucket: string) => main(knownAfterApply("name", "old"), encryption("logs", { bucket }));
  tf.write(known("new"));
  const { text } = await tf.apply("-refresh=false");
  expect(text).toContain('Warning: This turns off the encryption of bucket "old"');
  expect(text).toContain("0 added, 1 changed, 0 destroyed");
  expect(writes(cloud)).toEqual(["PUT new", "DELETE old"]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});
