import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { examples } from "../../docs/pages.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const block = (timeouts: Readonly<Record<string, string>>): string =>
  `  timeouts {\n${Object.entries(timeouts)
    .map(([operation, time]) => `    ${operation} = "${time}"\n`)
    .join("")}  }\n`;

/** No retries: a call that is cut off is then not taken for one that waits to be repeated. */
const logs = (algorithm: string, timeouts: Readonly<Record<string, string>>) =>
  main(
    provider({ max_retries: 0 }),
    encryption("logs", { bucket: "logs", sse_algorithm: algorithm }, block(timeouts)),
  );

it("waits for a bucket no longer than the time for a create", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files: logs("SM4", { create: "500ms" }) });
  const { text } = await tf.fails("apply");
  expect(text).toContain('Error: Cannot set the encryption of bucket "logs"');
  expect(text).toContain(
    'Cancelled before anything was written to bucket "logs", which does not exist so far. The time is up: timeouts.create gives the whole operation 500ms.',
  );
  expect(text).toContain('create = "500ms"');
  expect(tf.state()).toEqual({});
});

it("reads a change back no longer than the time for an update, and says what was written and what shows", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: logs("AES256", {}) });
  await tf.apply();
  // Refreshed, read before the write, and then never up to date.
  const lag = cloud.addFault({ kind: "lag", ms: 600_000, skip: 2 });
  tf.write(logs("SM4", { update: "1s" }));
  const { text } = await tf.fails("apply");
  expect(text).toContain('Wrote "SM4 with BOS-managed keys" to bucket "logs", but this was cancelled');
  expect(text).toContain("before it was read back: the bucket is still");
  expect(text).toContain("timeouts.update gives the whole operation 1s");
  expect(tf.state()).toMatchObject({ "bos_bucket_encryption.logs": { sse_algorithm: "AES256" } });

  lag.remove();
  await tf.apply();
  expect(writes(cloud)).toEqual(["PUT logs", "PUT logs"]);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, SM4]);
});

it("cuts off a write that gets no answer, and does not claim to know its end", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: logs("SM4", { create: "1s" }) });
  const silent = cloud.addFault({ kind: "hang", when: "after-effect", operation: "PutBucketEncryption" });
  const { text } = await tf.fails("apply");
  expect(text).toContain('PutBucketEncryption of bucket "logs" was cancelled');
  expect(text).toContain("Whether it took effect is not known");
  expect(text).toContain("timeouts.create gives the whole operation 1s");

  silent.remove();
  await tf.apply();
  expect(cloud.historyOf("logs")).toEqual([undefined, SM4]);
});

it("gives a destroy its time, and leaves the state when that is up", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: logs("SM4", { delete: "1s" }) });
  await tf.apply();
  const silent = cloud.addFault({ kind: "hang", when: "before-effect", operation: "DeleteBucketEncryption" });
  const { text } = await tf.fails("destroy");
  expect(text).toContain('Cannot turn off the encryption of bucket "logs"');
  expect(text).toContain("timeouts.delete gives the whole operation 1s");
  expect(tf.state()).toHaveProperty(["bos_bucket_encryption.logs"]);

  silent.remove();
  await tf.destroy();
  expect(cloud.encryptionOf("logs")).toBeUndefined();
});

it("takes a change of times alone into the state without a request of its own", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: logs("SM4", { create: "5m" }) });
  await tf.apply();
  cloud.clearRequests();
  tf.write(logs("SM4", { update: "1h30m", delete: "1.5m" }));
  expect((await tf.apply()).text).toContain("0 added, 1 changed, 0 destroyed");
  // The refresh, and nothing else.
  expect(cloud.requests.map(({ operation }) => operation)).toEqual(["GetBucketEncryption"]);
  expect(tf.state()).toMatchObject({
    "bos_bucket_encryption.logs": { timeouts: { create: null, update: "1h30m", delete: "1.5m" } },
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("refuses what is no time at its line, and all of it at once", async () => {
  await using tf = await createWorkspace({
    files: logs("SM4", { create: "soon", update: "-5s", delete: "0s" }),
  });
  const { code, text } = await tf.run(["validate"]);
  expect(code).toBe(1);
  expect(text).toMatch(/Invalid create timeout.*create = "soon"/);
  expect(text).toMatch(/Invalid update timeout.*update = "-5s"/);
  expect(text).toMatch(/Invalid delete timeout.*delete = "0s"/);
});

it("finds the example of docs/provider.md valid", async () => {
  const [example = ""] = examples("docs/provider.md", "hcl").filter((code) => code.includes("timeouts {"));
  expect(example).not.toBe("");
  await using tf = await createWorkspace({ files: main(example) });
  expect(await tf.run(["validate"])).toMatchObject({ code: 0 });
});
