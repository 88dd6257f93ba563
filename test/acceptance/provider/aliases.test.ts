// Aliases of the provider: Terraform starts a process for each, and tells none of the others.
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import type { ProviderKind } from "../support/providers.ts";
import { createWorkspace, type Files } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const CLASH = 'Bucket "logs" would be disabled by one resource and enabled by another';
const DIFFERENT = 'Conflicting encryption settings for bucket "logs"';
const ALIASES = `${provider({})}${provider({ alias: "other" })}`;
const OTHER = "  provider = bos.other\n";

/** A workspace with a folder for temporary files of its own. */
async function workspace(emulator: Emulator, files: Files, provider: ProviderKind = "hosted") {
  const tf = await createWorkspace({ provider, emulator, files });
  const temporary = join(tf.folder, "tmp");
  mkdirSync(temporary);
  const env = { TMPDIR: temporary };
  onTestFinished(() => tf.dispose());
  const run = (...args: string[]) => tf.run([...args, "-input=false"], { env });
  return { ...tf, temporary, go: run, left: () => readdirSync(temporary) };
}

const approve = ["apply", "-auto-approve"] as const;

it.each([
  ["old", "new", "built"],
  ["new", "old", "hosted"],
] as const)(
  "refuses to rename %s to %s under another alias, as within one process (%s)",
  async (from, to, kind) => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const tf = await workspace(cloud, main(ALIASES, encryption(from, { bucket: "logs" })), kind);
    expect((await tf.go(...approve)).code).toBe(0);

    tf.write(main(ALIASES, encryption(to, { bucket: "logs" }, OTHER)));
    for (let round = 0; round < 2; round++) {
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
  },
);

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

it("refuses a destroy beside a resource for which nothing changes, while both endpoints are not known yet", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const endpoint = outputOf("endpoint");
  const aliases = `${knownAfterApply("endpoint", cloud.url)}${provider({ endpoint })}${provider({ alias: "other", endpoint })}`;
  const logs = encryption("one", { bucket: "logs" });
  const tf = await workspace(cloud, main(aliases, logs, encryption("two", { bucket: "logs" }, OTHER)));
  expect((await tf.go(...approve)).code).toBe(0);

  tf.write(main(aliases, logs));
  const { code, text } = await tf.go(...approve, "-replace=terraform_data.endpoint");
  expect(text).toContain(CLASH);
  expect(code).toBe(1);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});

it("takes buckets of one name at two endpoints for two", async () => {
  const account = { buckets: ["logs"], accessKeyId: "AK", secretAccessKey: "SK" };
  await using here = await startEmulator(account);
  await using there = await startEmulator(account);
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
it.each([1, 3, 4])(
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

it("ends encrypted when the alias that destroys starts after the one that creates has ended", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const aliases = `${provider({})}${provider({ alias: "other", endpoint: outputOf("endpoint") })}`;
  const slow = `resource "terraform_data" "endpoint" {
  input = "${cloud.url}"
  provisioner "local-exec" {
    command = "sleep 1"
  }
}
`;
  const tf = await workspace(cloud, main(aliases, slow, encryption("old", { bucket: "logs" }, OTHER)));
  expect((await tf.go(...approve)).code).toBe(0);

  tf.write(main(aliases, slow, encryption("new", { bucket: "logs" })));
  const { text } = await tf.go(...approve, "-replace=terraform_data.endpoint");
  expect(text).toContain('Warning: The encryption of bucket "logs" stays on');
  expect(text).toContain("Apply complete!");
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
  // What had to stay for the late one is removed by the next Terraform.
  expect((await tf.go("plan", "-detailed-exitcode")).code).toBe(NOTHING_TO_DO);
  expect(tf.left()).toEqual([]);
});

const TWO_RUNS = `run "first" {
  variables {
    algorithm = "AES256"
  }
}

run "second" {
  variables {
    algorithm = "SM4"
  }
}
`;

it("carries nothing from one run of `terraform test` to the next, nor to the clean-up", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const variable = { expression: "var.algorithm" };
  const tf = await workspace(cloud, {
    ...main(
      ALIASES,
      'variable "algorithm" {}\n',
      encryption("one", { bucket: "logs", sse_algorithm: variable }),
      encryption("other", { bucket: "logs", sse_algorithm: variable }, OTHER),
    ),
    "tests/two-runs.tftest.hcl": TWO_RUNS,
  });
  const { text } = await tf.run(["test"], { env: { TMPDIR: tf.temporary } });
  expect(text).toContain("2 passed, 0 failed");
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, SM4, undefined]);
  expect(tf.left()).toEqual([]);
});

it("does not mix the notes of two Terraforms that run at once", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const one = await workspace(cloud, main(ALIASES, encryption("one", { bucket: "logs" })));
  const other = await workspace(
    cloud,
    main(ALIASES, encryption("other", { bucket: "logs", enabled: false }, OTHER)),
  );
  const env = { TMPDIR: one.temporary };
  const runs = await Promise.all([one, other].map((tf) => tf.run(["plan", "-input=false"], { env })));
  expect(runs.map(({ code, text }) => [code, /Error: [^.]*/.exec(text)?.[0]])).toEqual([
    [0, undefined],
    [0, undefined],
  ]);
  expect(one.left()).toEqual([]);
});

it("says that aliases do not see each other when the folder for their notes is not to be trusted", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const tf = await workspace(cloud, main(provider({}), encryption("one", { bucket: "logs" })));
  symlinkSync(".", join(tf.temporary, `bos-encryption-${process.getuid?.()}`));
  const { code, text } = await tf.go(...approve);
  expect(text).toContain("Warning: Aliases of this provider do not see each other");
  expect(text).toContain("is a symbolic link");
  expect(code).toBe(0);
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
});

it("lets nothing of an interrupted run stand in the way of the next", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const tf = await workspace(cloud, main(ALIASES, encryption("one", { bucket: "logs" })), "built");
  expect((await tf.go(...approve)).code).toBe(0);
  cloud.addFault({ kind: "latency", ms: 20_000, operation: "DeleteBucketEncryption" });
  cloud.clearRequests();
  const running = tf.start(["destroy", "-auto-approve", "-input=false"], { env: { TMPDIR: tf.temporary } });
  await expect.poll(() => writes(cloud), { timeout: 30_000 }).toEqual(["DELETE logs"]);
  running.kill();
  await running.result;
  cloud.clearFaults();

  tf.write(main(ALIASES, encryption("one", { bucket: "logs" }, OTHER)));
  expect((await tf.go(...approve)).code).toBe(0);
  expect((await tf.go("destroy", "-auto-approve")).code).toBe(0);
  expect(cloud.encryptionOf("logs")).toBeUndefined();
  expect(tf.left().filter((name) => name.startsWith("bos-encryption"))).toEqual([]);
});
