import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { examples } from "../../docs/pages.ts";
import { kms, SM4, writes } from "../../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO, WAY_OUT } from "../support/words.ts";

const one = (name: string, bucket: string, more = "") =>
  `data "bos_bucket_encryption" "${name}" {\n  bucket = "${bucket}"\n${more}}\n`;
const all = (name: string, filters = "") => `data "bos_bucket_encryptions" "${name}" {\n${filters}}\n`;

const OFF = { method: null, sse_algorithm: null, kms_master_key_id: null };
const NO_KEY = { kms_master_key_id: null, key_state: null };

it("reads how each bucket encrypts, and finds the same the next time", async () => {
  await using cloud = await startEmulator({ buckets: ["off", "sm4", "key", "newer", "keyed-only"] });
  cloud.createKey({ keyId: "key-1", keyState: "disabled" });
  cloud.setEncryption("sm4", SM4);
  cloud.setEncryption("key", kms("key-1"));
  cloud.setEncryption("newer", { encryptionAlgorithm: "KYBER" });
  cloud.setEncryption("keyed-only", { encryptionAlgorithm: "", kmsMasterKeyId: "key-2" });
  const names = ["off", "sm4", "key", "newer", "keyed-only"];
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      ...names.map((name) => one(name, name)),
      ...names.map((name) => `output "${name}" {\n  value = data.bos_bucket_encryption.${name}\n}\n`),
    ),
  });

  await tf.apply();
  const unknown = { region: "bj", encrypted: true, method: "unknown-algorithm" };
  expect(tf.state()).toEqual({
    "data.bos_bucket_encryption.off": { bucket: "off", region: "bj", encrypted: false, ...OFF, ...NO_KEY },
    "data.bos_bucket_encryption.sm4": {
      bucket: "sm4",
      region: "bj",
      encrypted: true,
      method: "bos-managed",
      sse_algorithm: "SM4",
      ...NO_KEY,
    },
    "data.bos_bucket_encryption.key": {
      bucket: "key",
      region: "bj",
      encrypted: true,
      method: "kms-managed",
      sse_algorithm: "AES256",
      kms_master_key_id: "key-1",
      key_state: "disabled",
    },
    "data.bos_bucket_encryption.newer": {
      ...unknown,
      bucket: "newer",
      sse_algorithm: "KYBER",
      ...NO_KEY,
    },
    "data.bos_bucket_encryption.keyed-only": {
      ...unknown,
      bucket: "keyed-only",
      sse_algorithm: null,
      kms_master_key_id: "key-2",
      key_state: "missing",
    },
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(writes(cloud)).toEqual([]);
});

it("holds a precondition against a bucket that is not encrypted", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const guarded = `resource "terraform_data" "uploads" {
  lifecycle {
    precondition {
      condition     = data.bos_bucket_encryption.logs.encrypted
      error_message = "logs is not encrypted"
    }
  }
}
`;
  await using tf = await createWorkspace({ emulator: cloud, files: main(one("logs", "logs"), guarded) });
  expect((await tf.fails("plan")).text).toContain("logs is not encrypted");
  cloud.setEncryption("logs", SM4);
  expect((await tf.plan()).code).toBe(CHANGES);
});

it("waits for the resource that it names, and then shows what that has set", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      encryption("logs", { bucket: "logs", sse_algorithm: "SM4" }),
      one("logs", "logs", "  depends_on = [bos_bucket_encryption.logs]\n"),
    ),
  });
  await tf.apply();
  expect(tf.state()).toMatchObject({ "data.bos_bucket_encryption.logs": { sse_algorithm: "SM4" } });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("takes neither a missing bucket nor one that it may not read for one that is off", async () => {
  await using cloud = await startEmulator({ buckets: ["denied"] });
  cloud.createBucket("abroad", { region: "gz" });
  cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", bucket: "denied" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(one("missing", "nowhere"), one("denied", "denied"), one("abroad", "abroad")),
  });
  const { text } = await tf.fails("plan");
  expect(text).toContain('Error: There is no bucket "nowhere"');
  expect(text).toContain('Error: Cannot read the encryption of bucket "denied"');
  expect(text).toContain("Grant the permission GetBucketEncryption");
  expect(text).toContain('Bucket "abroad" is in region "gz", not in "bj"');
  expect(text).not.toContain(WAY_OUT);
});

it("lists the buckets that pass the filters, by name", async () => {
  await using cloud = await startEmulator({ buckets: ["web", "acme-logs", "acme-ledger", "acme-raw"] });
  cloud.createBucket("acme-abroad", { region: "gz" });
  cloud.setEncryption("acme-ledger", kms("key-1"));
  cloud.setEncryption("acme-logs", SM4);
  const filters = { none: "", pattern: '  name_pattern = "acme-l*"\n', nothing: '  name_pattern = "x?"\n' };
  const found = Object.keys(filters).map(
    (name) => `${name} = data.bos_bucket_encryptions.${name}.buckets[*].bucket`,
  );
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      ...Object.entries(filters).map(([name, filter]) => all(name, filter)),
      all("here", '  region = "bj"\n'),
      `output "found" {\n  value = {\n${found.join("\n")}\n}\n}\n`,
    ),
  });
  await tf.apply();
  expect(JSON.parse((await tf.run(["output", "-json", "found"])).stdout)).toEqual({
    none: ["acme-abroad", "acme-ledger", "acme-logs", "acme-raw", "web"],
    pattern: ["acme-ledger", "acme-logs"],
    nothing: [],
  });
  const entry = { region: "bj", reason: null };
  expect(tf.state()["data.bos_bucket_encryptions.here"]).toEqual({
    name_pattern: null,
    region: "bj",
    buckets: [
      {
        ...entry,
        bucket: "acme-ledger",
        status: "encrypted",
        method: "kms-managed",
        sse_algorithm: "AES256",
        kms_master_key_id: "key-1",
      },
      {
        ...entry,
        bucket: "acme-logs",
        status: "encrypted",
        method: "bos-managed",
        sse_algorithm: "SM4",
        kms_master_key_id: null,
      },
      { ...entry, bucket: "acme-raw", status: "not_encrypted", ...OFF },
      { ...entry, bucket: "web", status: "not_encrypted", ...OFF },
    ],
  });
});

it("shows a bucket that cannot be read as such, in words that every plan repeats", async () => {
  await using cloud = await startEmulator({ buckets: ["denied", "logs", "slow"] });
  cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", bucket: "denied" });
  cloud.addFault({ kind: "throttle", operation: "GetBucketEncryption", bucket: "slow" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      'provider "bos" {\n  max_retries = 1\n}\n',
      all("all"),
      'output "all" {\n  value = data.bos_bucket_encryptions.all.buckets\n}\n',
    ),
  });
  await tf.apply();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(tf.state()).toMatchObject({
    "data.bos_bucket_encryptions.all": {
      buckets: [
        {
          bucket: "denied",
          status: "unreadable",
          reason: expect.stringMatching(/denied: 403 AccessDenied\..*the permission GetBucketEncryption/),
          ...OFF,
        },
        { bucket: "logs", status: "not_encrypted", reason: null },
        { bucket: "slow", status: "unreadable", reason: expect.stringContaining("was throttled: 429") },
      ],
    },
  });
});

it("says which permission lists buckets, and refuses what is no region", async () => {
  await using cloud = await startEmulator();
  const denied = cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(all("all")) });
  const { text } = await tf.fails("plan");
  expect(text).toContain("Error: Cannot list the buckets of this account");
  expect(text).toContain("Grant the permission ListBuckets");
  expect(text).not.toContain(WAY_OUT);

  denied.remove();
  tf.write(main(all("all", '  region = "BJ"\n'), one("logs", "Logs")));
  expect((await tf.run(["validate"])).text).toMatch(
    /Invalid region.*region = "BJ".*Invalid bucket.*bucket = "Logs"/,
  );
});

it("says what it cannot ask for: settings that are not known yet, or a region that nobody names", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const late = provider({ endpoint: outputOf("endpoint") });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(knownAfterApply("endpoint", cloud.url), late, one("logs", "logs"), all("all")),
  });
  const { text } = await tf.fails("plan");
  expect(text.split("Error: The provider's settings are not known yet")).toHaveLength(3);

  tf.write(main(one("logs", "logs"), all("all")));
  const nowhere = await tf.run(["plan", "-input=false"], { env: { BAIDUCLOUD_REGION: "" } });
  expect(nowhere.text.split("Error: No region")).toHaveLength(3);
  expect(cloud.requests).toEqual([]);
});

it("runs the examples of docs/provider.md", async () => {
  const shown = examples("docs/provider.md", "hcl").filter((code) => code.startsWith('data "bos_bucket_'));
  expect(shown).toHaveLength(2);
  await using cloud = await startEmulator({ buckets: ["acme-uploads", "acme-logs"] });
  cloud.setEncryption("acme-uploads", SM4);
  await using tf = await createWorkspace({ emulator: cloud, files: main(...shown) });
  await tf.apply();
  expect(JSON.parse((await tf.run(["output", "-json", "not_encrypted"])).stdout)).toEqual(["acme-logs"]);
});
