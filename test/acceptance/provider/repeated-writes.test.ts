// A write that fails in passing is repeated, and never without a new look: somebody may have set a key meanwhile.
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace } from "../support/terraform.ts";

const wants = (algorithm: string) => main(encryption("logs", { bucket: "logs", sse_algorithm: algorithm }));

it.each([
  { operation: "PutBucketEncryption", command: "apply" },
  { operation: "DeleteBucketEncryption", command: "destroy" },
] as const)("keeps a key that is set while a $operation is waited out", async ({ operation, command }) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: wants("AES256") });
  await tf.apply();
  tf.write(wants(command === "apply" ? "SM4" : "AES256"));

  const busy = cloud.addFault({ kind: "throttle", status: 503, retryAfterSeconds: 2, operation, times: 1 });
  const running = tf.start([command, "-input=false", "-auto-approve"]);
  await expect.poll(() => busy.hits, { timeout: 20_000 }).toBe(1);
  cloud.setEncryption("logs", kms("somebody's"));
  const { code, text } = await running.result;
  expect(code).toBe(1);
  expect(text).toContain('The encryption of bucket "logs" was changed after the plan');
  expect(cloud.encryptionOf("logs")).toEqual(kms("somebody's"));
});

it("repeats a write that nobody else comes between, and says how often in the log only", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: wants("AES256") });
  cloud.addFault({ kind: "throttle", operation: "PutBucketEncryption", times: 2 });
  cloud.addFault({
    kind: "reset",
    when: "after-effect",
    operation: "PutBucketEncryption",
    skip: 0,
    times: 1,
  });
  const { text } = await tf.apply();
  expect(text).toContain("1 added");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  // Twice turned away, then a reset after the write has taken effect: what the bucket shows settles it.
  expect(writes(cloud)).toEqual(["PUT logs", "PUT logs", "PUT logs"]);
});

it("asks for a key again only while KMS surely has not made it", async () => {
  await using cloud = await startEmulator({ kmsKeys: "checked" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(key("logs", {})) });
  const asked = () => cloud.requests.filter(({ operation }) => operation === "CreateKey").length;
  cloud.addFault({ kind: "throttle", operation: "CreateKey", times: 2 });
  await tf.apply();
  expect(asked()).toBe(3);

  tf.write(main(key("logs", {}), key("more", {})));
  cloud.clearRequests();
  cloud.addFault({ kind: "throttle", operation: "CreateKey", times: 1 });
  cloud.addFault({ kind: "reset", when: "after-effect", operation: "CreateKey", times: 1 });
  expect((await tf.fails("apply")).text).toContain("A key may have been created all the same");
  expect(asked()).toBe(2);
});
