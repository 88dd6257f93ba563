import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { kms, methods, SM4, writes } from "../../support/cloud.ts";
import { plannedChanges } from "../support/changes.ts";
import { encryption, main } from "../support/hcl.ts";
import type { ProviderName } from "../support/providers.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

/** The two forms of the engine: which resource type, and which of its attributes holds the keys. */
const NULL: Form = { type: "null_resource", keys: "triggers", region: "", providers: ["bos", "null"] };
const DATA: Form = {
  type: "terraform_data",
  keys: "triggers_replace",
  region: 'region = "bj"',
  providers: ["bos"],
};

interface Form {
  readonly type: string;
  readonly keys: string;
  /** Written into the keys, where it is not left to the environment. */
  readonly region: string;
  readonly providers: readonly ProviderName[];
}

/** Each destroy of a `…_lifecycle` leaves its bucket's name in `undone.txt`: there the engine would write to the cloud. */
const undo = (keys: string) => `provisioner "local-exec" {
    when        = destroy
    interpreter = ["node", "-e", "fs.appendFileSync('undone.txt', process.argv[1] + ' ')"]
    command     = self.${keys}.bucket
  }`;

/** What the engine synthesises for a bucket, but for the calls of its runtime: the test's cloud has the setting already. */
const engine = (
  { type, keys, region }: Form,
  name: string,
  more = "",
) => `resource "${type}" "${name}_apply" {
  ${keys} = tomap({ contract = "1", bucket = "${name}", sse_algorithm = "SM4", ${region} })
  ${more}
}
resource "${type}" "${name}_lifecycle" {
  depends_on = [${type}.${name}_apply]
  ${keys} = tomap({ bucket = "${name}", ${region} })
  ${undo(keys)}
  ${more}
}
`;

const moved = (from: string) => `moved {\n  from = ${from}\n  to   = bos_bucket_encryption.logs\n}\n`;
const forgotten = (from: string) =>
  `removed {\n  from = ${from}\n  lifecycle {\n    destroy = false\n  }\n}\n`;
const ways = ({ type }: Form) => moved(`${type}.logs_lifecycle`) + forgotten(`${type}.logs_apply`);

const wanted = (sse_algorithm: string) => encryption("logs", { bucket: "logs", sse_algorithm });

const MOVED = {
  "bos_bucket_encryption.logs": {
    id: "logs",
    bucket: "logs",
    enabled: true,
    sse_algorithm: "SM4",
    kms_master_key_id: null,
    region: "bj",
    on_destroy: "disable",
    on_conflict: null,
    timeouts: null,
  },
};

/** A stack of the engine that has been applied, and a cloud in which it has. */
async function applied({ providers }: Form, ...blocks: readonly string[]) {
  const cloud = await startEmulator({ buckets: ["logs", "audit"] });
  cloud.setEncryption("logs", SM4);
  const tf = await createWorkspace({ emulator: cloud, providers, files: main(...blocks) });
  await tf.apply();
  return {
    cloud,
    tf,
    async [Symbol.asyncDispose]() {
      await tf.dispose();
      await cloud[Symbol.asyncDispose]();
    },
  };
}

function undone(tf: Workspace): string {
  const path = join(tf.folder, "undone.txt");
  return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
}

describe.each([NULL, DATA])("from $type", (form) => {
  it("plans the move and what a destroy would do, writes nothing, and then goes on: changed once, turned off once", async () => {
    await using stack = await applied(form, engine(form, "logs"));
    const { tf, cloud } = stack;
    tf.write(main(wanted("SM4"), ways(form)));
    expect(await plannedChanges(tf)).toEqual({
      [`${form.type}.logs_apply`]: expect.objectContaining({ actions: ["forget"] }),
      "bos_bucket_encryption.logs": expect.objectContaining({
        actions: ["update"],
        before: expect.objectContaining({ on_destroy: "retain", sse_algorithm: "SM4" }),
        after: expect.objectContaining({ on_destroy: "disable", sse_algorithm: "SM4" }),
      }),
    });
    expect(methods(cloud, "logs")).toEqual(["GET"]);

    const { text } = await tf.apply();
    expect(text).toContain(`(moved from ${form.type}.logs_lifecycle)`);
    expect(text).toContain("0 added, 1 changed, 0 destroyed");
    expect(tf.state()).toEqual(MOVED);
    expect(writes(cloud)).toEqual([]);
    expect(undone(tf)).toBe("");
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    tf.write(main(wanted("AES256"), ways(form)));
    await tf.apply();
    expect(writes(cloud)).toEqual(["PUT logs"]);
    await tf.destroy();
    expect(writes(cloud)).toEqual(["PUT logs", "DELETE logs"]);
    expect(tf.state()).toEqual({});
  });

  it("does not run what the engine would do at a destroy, and would have seen it run", async () => {
    const logs = engine(form, "logs");
    await using stack = await applied(form, logs, engine(form, "audit", "count = 1"));
    const { tf } = stack;
    tf.write(main(wanted("SM4"), ways(form), engine(form, "audit", "count = 0")));
    await tf.apply();
    expect(undone(tf)).toBe("audit");
  });
});

describe("a move that no read has completed yet", () => {
  const form = { ...DATA, region: "" };

  it("writes nothing at an apply without a refresh", async () => {
    await using stack = await applied(form, engine(form, "logs"));
    const { tf, cloud } = stack;
    tf.write(main(wanted("SM4"), ways(form)));
    await tf.apply("-refresh=false");
    expect(tf.state()).toEqual(MOVED);
    expect(writes(cloud)).toEqual([]);
  });

  it("gives up no KMS key at an apply without a refresh", async () => {
    await using stack = await applied(form, engine(form, "logs"));
    const { tf, cloud } = stack;
    cloud.setEncryption("logs", kms("5be45b47"));
    tf.write(main(wanted("SM4"), ways(form)));
    const { text } = await tf.fails("apply", "-refresh=false");
    expect(text).toContain('The encryption of bucket "logs" was changed after the plan');
    expect(writes(cloud)).toEqual([]);
  });

  it.each([[], ["-refresh=false"]])(
    "leaves the bucket as it is at a destroy: what the code says of that is not in the state yet (%s)",
    async (...flags) => {
      await using stack = await applied(form, engine(form, "logs"));
      const { tf, cloud } = stack;
      tf.write(main(wanted("SM4"), ways(form)));
      await tf.destroy(...flags);
      expect(tf.state()).toEqual({});
      expect(writes(cloud)).toEqual([]);
    },
  );

  it("asks for a region where neither the engine nor the provider names one, and stays where it was", async () => {
    await using stack = await applied(form, engine(form, "logs"));
    const { tf, cloud } = stack;
    tf.write(main(wanted("SM4"), ways(form)));
    const { text } = await tf.run(["plan", "-input=false"], { env: { BAIDUCLOUD_REGION: "" } });
    expect(text).toContain(
      'Bucket "logs" cannot be read without a region to ask. Set region in the provider',
    );
    expect(Object.keys(tf.state())).toEqual(["terraform_data.logs_apply", "terraform_data.logs_lifecycle"]);
    expect(cloud.requests).toEqual([]);
  });
});

it("refuses to move the one that applies, names the other, and leaves both where they are", async () => {
  await using stack = await applied(DATA, engine(DATA, "logs"));
  const { tf, cloud } = stack;
  tf.write(
    main(wanted("SM4"), moved("terraform_data.logs_apply"), forgotten("terraform_data.logs_lifecycle")),
  );
  const { text } = await tf.fails("apply");
  expect(text).toContain(
    'This terraform_data applies the encryption of bucket "logs", and is not the one to move',
  );
  expect(text).toContain("from = terraform_data.NAME_lifecycle to = bos_bucket_encryption.NAME");
  expect(Object.keys(tf.state())).toEqual(["terraform_data.logs_apply", "terraform_data.logs_lifecycle"]);
  expect(cloud.requests).toEqual([]);
});

it.each([NULL, DATA])("goes back to $type with a removed block, and writes nothing", async (form) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", SM4);
  await using tf = await createWorkspace({
    emulator: cloud,
    providers: form.providers,
    files: main(wanted("SM4")),
  });
  await tf.apply();
  tf.write(main(forgotten("bos_bucket_encryption.logs"), engine(form, "logs")));
  const { text } = await tf.apply();
  expect(text).toContain("bos_bucket_encryption.logs will no longer be managed by Terraform");
  expect(Object.keys(tf.state())).toEqual([`${form.type}.logs_apply`, `${form.type}.logs_lifecycle`]);
  expect(writes(cloud)).toEqual([]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});
