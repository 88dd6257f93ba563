import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { detailsOf, errorsIn, NOTHING_TO_DO } from "../support/words.ts";

const one = encryption("one", { bucket: "logs" });
const other = encryption("other", { bucket: "logs" });
const CLASH = 'Bucket "logs" would be disabled by one resource and enabled by another';

// Terraform plans in an order of its own: both names must do.
it.each([
  ["old", "new"],
  ["new", "old"],
])("refuses to rename %s to %s without `moved`, and shows the block to write", async (from, to) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption(from, { bucket: "logs" })),
  });
  await tf.apply();

  cloud.clearRequests();
  const renamed = encryption(to, { bucket: "logs" });
  tf.write(main(renamed));
  const { text } = await tf.fails("apply");
  expect(text).toContain(CLASH);
  expect(text).toContain("After a rename write: moved { from = OLD_ADDRESS to = NEW_ADDRESS }");
  expect(writes(cloud)).toEqual([]);

  tf.write(
    main(renamed, `moved {\n  from = bos_bucket_encryption.${from}\n  to = bos_bucket_encryption.${to}\n}\n`),
  );
  expect((await tf.apply()).text).toContain("0 added, 0 changed, 0 destroyed");
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});

it("renames what retains without any `moved`: its destroy undoes nothing", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const logs = (name: string) => main(encryption(name, { bucket: "logs", on_destroy: "retain" }));
  await using tf = await createWorkspace({ emulator: cloud, files: logs("old") });
  await tf.apply();

  tf.write(logs("new"));
  await tf.apply();
  expect(Object.keys(tf.state())).toEqual(["bos_bucket_encryption.new"]);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});

it("bears two resources that want the same of one bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: main(one, other) });
  await tf.apply();
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it.each([["one"], ["other"]])("refuses to destroy only %s of two for one bucket", async (gone) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: main(one, other) });
  await tf.apply();

  const kept = gone === "one" ? other : one;
  tf.write(main(kept));
  const { text } = await tf.fails("apply");
  expect(text).toContain(CLASH);
  expect(text).toContain('Other cases: docs/provider.md, "One bucket, one resource".');
  expect(cloud.encryptionOf("logs")).toEqual(AES256);

  tf.write(
    main(
      kept,
      `removed {\n  from = bos_bucket_encryption.${gone}\n  lifecycle {\n    destroy = false\n  }\n}\n`,
    ),
  );
  await tf.apply();
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});

it("destroys both of two for one bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: main(one, other) });
  await tf.apply();
  await tf.destroy();
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, undefined]);
});

/** The longest that there are: two KMS keys. */
const KEYS = ["5be45b47-38ba-f055-e892-25ff66c91adc", "6be45b47-38ba-f055-e892-25ff66c91adc"] as const;

it("says in three lines what two resources want of one bucket, and what to do", async () => {
  await using cloud = await startEmulator({ buckets: ["clash", "renamed", "free"] });
  for (const keyId of KEYS) cloud.createKey({ keyId });
  const using = (name: string, bucket: string, keyId: string) =>
    encryption(name, { bucket, kms_master_key_id: keyId });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(using("old", "renamed", KEYS[0])),
  });
  await tf.apply();
  tf.write(
    main(using("new", "renamed", KEYS[0]), using("one", "clash", KEYS[0]), using("two", "clash", KEYS[1])),
  );
  const result = await tf.fails("plan");
  const details = detailsOf(result);
  expect(errorsIn(result)).toHaveLength(2);
  expect(details).toHaveLength(2);
  for (const lines of details) expect(lines.length).toBeLessThanOrEqual(3);
  const texts = details.map((lines) => lines.join(" "));
  const wanted = KEYS.map((keyId) => `AES256 with KMS key ${keyId}`);
  expect(texts.join("\n")).toMatch(new RegExp(`Wanted: (${wanted.join("|")}), and (${wanted.join("|")})\\.`));
  expect(texts.join("\n")).toContain(`Wanted: ${wanted[0]}, and off.`);
  expect(texts.join("\n")).toContain("moved { from = OLD_ADDRESS to = NEW_ADDRESS }");
});

it("refuses two resources that want different things of one bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(one, encryption("other", { bucket: "logs", sse_algorithm: "SM4" })),
  });
  expect((await tf.fails("apply")).text).toContain('Conflicting encryption settings for bucket "logs"');
  expect(writes(cloud)).toEqual([]);
});

it("refuses two resources that swap their buckets", async () => {
  await using cloud = await startEmulator({ buckets: ["red", "blue"] });
  const files = (first: string, second: string) =>
    main(
      encryption("first", { bucket: first }),
      encryption("second", { bucket: second, sse_algorithm: "SM4" }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: files("red", "blue") });
  await tf.apply();

  cloud.clearRequests();
  tf.write(files("blue", "red"));
  expect((await tf.fails("apply")).text).toContain(
    "would be disabled by one resource and enabled by another",
  );
  expect(writes(cloud)).toEqual([]);
  expect([cloud.encryptionOf("red"), cloud.encryptionOf("blue")]).toEqual([AES256, SM4]);
});
