// What a plan says of a bucket before its encryption is turned on, and how often.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256 } from "../../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf } from "../support/hcl.ts";
import { createWorkspace, type WorkspaceOptions } from "../support/terraform.ts";

const NEW_UPLOADS = "Warning: Turning encryption on covers new uploads only";
const missing = (bucket: string) => `Warning: Bucket "${bucket}" does not exist in region "bj" yet`;
const times = (text: string, part: string) => text.split(part).length - 1;

/** A workspace with a folder for temporary files of its own. */
async function workspaceWith(options: WorkspaceOptions) {
  const tf = await createWorkspace(options);
  const temporary = join(tf.folder, "tmp");
  mkdirSync(temporary);
  const go = (...args: readonly string[]) =>
    tf.run([args[0] ?? "", "-input=false", ...args.slice(1)], { env: { TMPDIR: temporary } });
  return { ...tf, go, left: () => readdirSync(temporary) };
}

it("says at plan which buckets do not exist, where it asked, and what the apply will do", async () => {
  await using cloud = await startEmulator({ buckets: ["there"] });
  await using tf = await workspaceWith({
    emulator: cloud,
    files: main(
      encryption("logs", { bucket: "logs" }),
      encryption("data", { bucket: "data" }, '  timeouts {\n    create = "5m"\n  }\n'),
      encryption("off", { bucket: "off", enabled: false }),
      encryption("there", { bucket: "there" }),
    ),
  });
  const { code, text } = await tf.go("plan");
  expect(code).toBe(0);
  for (const bucket of ["logs", "data", "off"]) expect(times(text, missing(bucket))).toBe(1);
  expect(text).toContain("The apply waits up to 30 s for it to appear.");
  expect(text).toContain("The apply waits up to 5m (timeouts.create) for it to appear.");
  expect(text).toContain("This is fine if the same apply creates the bucket");
  expect(text).not.toContain("No list of buckets confirms");
  expect(times(text, NEW_UPLOADS)).toBe(1);
  expect(text).toContain('Objects that are in bucket "there" already stay as they are.');
  expect(text).not.toContain("more similar warning");
  expect(tf.left()).toEqual([]);
});

it("says what it does not know of a missing bucket when buckets may not be listed", async () => {
  await using cloud = await startEmulator();
  cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  await using tf = await workspaceWith({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  const { text } = await tf.go("plan");
  expect(text).toContain(missing("logs"));
  expect(text).toContain("No list of buckets confirms that it is missing.");
});

it("says it once in an apply, of buckets that are there and of those that the same apply makes", async () => {
  await using cloud = await startEmulator({ buckets: ["there", "late"] });
  await using tf = await workspaceWith({
    emulator: cloud,
    files: main(
      knownAfterApply("name", "late"),
      encryption("there", { bucket: "there" }),
      encryption("logs", { bucket: "logs" }),
      encryption("late", { bucket: outputOf("name") }),
    ),
  });
  // The official resource would make it; the emulator does once it is asked for.
  const apply = tf.go("apply", "-auto-approve");
  const reads = () => cloud.requests.filter(({ bucket }) => bucket === "logs").length;
  await expect.poll(reads, { timeout: 20_000 }).toBeGreaterThan(1);
  await expect.poll(() => cloud.encryptionOf("there"), { timeout: 20_000 }).toEqual(AES256);
  cloud.createBucket("logs");
  const { code, text } = await apply;
  expect(code).toBe(0);
  expect(times(text, missing("logs"))).toBe(1);
  expect(times(text, NEW_UPLOADS)).toBe(1);
  // The bucket with a name that was not known, and no second time.
  expect(text).toContain("(and one more similar warning elsewhere)");
  expect(text).not.toContain('Objects that are in bucket "logs"');
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(tf.left()).toEqual([]);
});

it("does not repeat it in the apply of a saved plan that turns encryption on again", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await workspaceWith({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  await tf.go("apply", "-auto-approve");
  cloud.setEncryption("logs", undefined);
  expect(times((await tf.go("plan", "-out=again.plan")).text, NEW_UPLOADS)).toBe(1);
  const { code, text } = await tf.go("apply", "again.plan");
  expect(code).toBe(0);
  expect(text).not.toContain(NEW_UPLOADS);
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(tf.left()).toEqual([]);
});
