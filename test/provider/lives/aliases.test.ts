// Aliases of the provider: Terraform starts a process for each, and tells none of the others.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { createWorkspace, type Files } from "../../support/terraform.ts";
import { AES256, SM4, writes } from "../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const CLASH = 'One resource would turn off what another one wants of bucket "logs"';
const DIFFERENT = 'Two resources want different things of bucket "logs"';
const ALIASES = `${provider({})}${provider({ alias: "other" })}`;
const OTHER = "  provider = bos.other\n";

/** A workspace with a folder for temporary files of its own. */
async function workspace(emulator: Emulator, files: Files) {
  const tf = await createWorkspace({ emulator, files });
  const temporary = join(tf.folder, "tmp");
  mkdirSync(temporary);
  const env = { TMPDIR: temporary };
  onTestFinished(() => tf.dispose());
  const run = (...args: string[]) => tf.run([...args, "-input=false"], { env });
  return { ...tf, temporary, go: run, left: () => readdirSync(temporary) };
}

const approve = ["apply", "-auto-approve"] as const;

it.each([
  ["old", "new"],
  ["new", "old"],
])("refuses to rename %s to %s under another alias, as within one process", async (from, to) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const tf = await workspace(cloud, main(ALIASES, encryption(from, { bucket: "logs" })));
  expect((await tf.go(...approve)).code).toBe(0);

  tf.write(main(ALIASES, encryption(to, { bucket: "logs" }, OTHER)));
  for (let round = 0; round < 4; round++) {
    const { code, text } = await tf.go(...approve);
    expect(text).toContain(CLASH);
    expect(code).toBe(1);
  }
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);

  tf.write(
    main(
      ALIASES,
      encryption(to, { bucket: "logs" }, OTHER),
      `moved {\n  from = bos_bucket_encryption.${from}\n  to   = bos_bucket_encryption.${to}\n}\n`,
    ),
  );
  expect((await tf.go(...approve)).text).toContain("0 added, 0 changed, 0 destroyed");
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
  expect(tf.left()).toEqual([]);
});

it("refuses two addresses under two aliases that want different things of one bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const tf = await workspace(
    cloud,
    main(
      ALIASES,
      encryption("one", { bucket: "logs" }),
      encryption("other", { bucket: "logs", sse_algorithm: "SM4" }, OTHER),
    ),
  );
  expect((await tf.go(...approve)).text).toContain(DIFFERENT);
  expect(writes(cloud)).toEqual([]);
  expect(tf.left()).toEqual([]);
});

it("bears two that want the same under two aliases, and destroys both", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const both = main(
    ALIASES,
    encryption("one", { bucket: "logs" }),
    encryption("other", { bucket: "logs" }, OTHER),
  );
  const tf = await workspace(cloud, both);
  expect((await tf.go(...approve)).code).toBe(0);
  expect((await tf.go("plan", "-detailed-exitcode")).code).toBe(NOTHING_TO_DO);
  expect((await tf.go("destroy", "-auto-approve")).code).toBe(0);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, undefined]);
  expect(tf.left()).toEqual([]);
});

it("refuses to destroy one of two under two aliases", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const one = encryption("one", { bucket: "logs" });
  const tf = await workspace(cloud, main(ALIASES, one, encryption("other", { bucket: "logs" }, OTHER)));
  expect((await tf.go(...approve)).code).toBe(0);
  tf.write(main(ALIASES, one));
  expect((await tf.go(...approve)).text).toContain(CLASH);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});

it("takes buckets of one name at two endpoints for two", async () => {
  await using here = await startEmulator({ buckets: ["logs"] });
  await using there = await startEmulator({ buckets: ["logs"] });
  const aliases = `${provider({})}${provider({ alias: "other", endpoint: there.url })}`;
  const one = encryption("one", { bucket: "logs" });
  const tf = await workspace(
    here,
    main(aliases, one, encryption("other", { bucket: "logs", sse_algorithm: "SM4" }, OTHER)),
  );
  expect((await tf.go(...approve)).code).toBe(0);
  expect([here.encryptionOf("logs"), there.encryptionOf("logs")]).toEqual([AES256, SM4]);

  tf.write(main(aliases, one));
  expect((await tf.go(...approve)).code).toBe(0);
  expect([here.encryptionOf("logs"), there.encryptionOf("logs")]).toEqual([AES256, undefined]);
});

// The name of the new one's bucket is known only in the apply, where the two processes meet in either order.
it.each([0, 1, 2, 3, 4, 5])(
  "ends encrypted when no plan could see that a rename went to another alias (%d)",
  async (round) => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const name = knownAfterApply("name", "logs");
    const tf = await workspace(cloud, main(ALIASES, name, encryption("old", { bucket: "logs" })));
    expect((await tf.go(...approve)).code).toBe(0);
    if (round % 2 === 1) cloud.addFault({ kind: "latency", ms: 150, operation: "DeleteBucketEncryption" });
    if (round % 3 === 1) cloud.addFault({ kind: "latency", ms: 150, operation: "GetBucketEncryption" });

    tf.write(main(ALIASES, name, encryption("new", { bucket: outputOf("name") }, OTHER)));
    const { code, text } = await tf.go(...approve, "-replace=terraform_data.name");
    expect(text).toContain("Apply complete!");
    expect(code).toBe(0);
    expect(cloud.encryptionOf("logs")).toEqual(AES256);
    expect(Object.keys(tf.state())).toContain("bos_bucket_encryption.new");
    expect((await tf.go("plan", "-detailed-exitcode")).code).toBe(NOTHING_TO_DO);
    expect(tf.left()).toEqual([]);
  },
);
