import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plannedChanges } from "../support/changes.ts";
import { REAL_NULL_PROVIDER } from "../support/null-provider.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const NOTHING_TO_DO = 0;

/** Appends what the destroyed resource was triggered by to `destroyed.txt`. */
const mourns = `provisioner "local-exec" {
    when        = destroy
    interpreter = ["node", "-e", "fs.appendFileSync('destroyed.txt', process.argv[1] + os.EOL)"]
    command     = jsonencode(self.triggers)
  }`;

const thing = (triggers: string, more = mourns) => ({
  "main.tf": `resource "null_resource" "thing" {\n  triggers = ${triggers}\n  ${more}\n}\n`,
});

const withNull = (files: Readonly<Record<string, string>>) => createWorkspace({ providers: ["null"], files });

const idOf = (tf: Workspace) => tf.state()["null_resource.thing"]?.["id"];

function destroyed(tf: Workspace): readonly unknown[] {
  const path = join(tf.folder, "destroyed.txt");
  const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  return lines.map((line) => JSON.parse(line));
}

describe(`null_resource of the ${REAL_NULL_PROVIDER === undefined ? "stand-in" : "real provider"}`, () => {
  it("goes through create, empty plan, replacement when triggers change, destroy; its provisioner sees the old triggers", async () => {
    await using tf = await withNull(thing('{ bucket = "logs", text = "\\"`$( )" }'));
    await tf.apply();
    expect(tf.state()).toEqual({
      "null_resource.thing": {
        id: expect.stringMatching(/^\d+$/),
        triggers: { bucket: "logs", text: '"`$( )' },
      },
    });
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    expect((await tf.plan("-refresh-only")).code).toBe(NOTHING_TO_DO);

    const first = idOf(tf);
    tf.write(thing('{ bucket = "other" }'));
    const replaced = await tf.apply();
    expect(replaced.text).toContain('"bucket" = "logs" -> "other"');
    expect(replaced.text).toContain("1 added, 0 changed, 1 destroyed");
    expect(idOf(tf)).not.toBe(first);
    expect(destroyed(tf)).toEqual([{ bucket: "logs", text: '"`$( )' }]);

    await tf.destroy();
    expect(tf.state()).toEqual({});
    expect(destroyed(tf).slice(1)).toEqual([{ bucket: "other" }]);
  });

  it("is replaced by a trigger more, by one less, by none any more, by the first ones", async () => {
    const all = (triggers: readonly string[]) => ({
      "main.tf": ["more", "less", "none", "first"]
        .map((name, index) => `resource "null_resource" "${name}" {\n  triggers = ${triggers[index]}\n}\n`)
        .join(""),
    });
    await using tf = await withNull(all(['{ a = "1" }', '{ a = "1", b = "2" }', '{ a = "1" }', "null"]));
    await tf.apply();
    tf.write(all(['{ a = "1", b = "2" }', '{ a = "1" }', "null", '{ a = "1" }']));
    const actions = Object.entries(await plannedChanges(tf)).map(([name, { actions }]) => [name, actions]);
    expect(Object.fromEntries(actions)).toEqual({
      "null_resource.more": ["delete", "create"],
      "null_resource.less": ["delete", "create"],
      "null_resource.none": ["delete", "create"],
      "null_resource.first": ["delete", "create"],
    });
  });

  it("stays when a trigger changes that is ignored, and takes it when it is replaced for another", async () => {
    const ignoring = 'lifecycle { ignore_changes = [triggers["region"]] }';
    await using tf = await withNull(thing('{ bucket = "logs", region = "bj" }', ignoring));
    await tf.apply();
    const first = idOf(tf);
    tf.write(thing('{ bucket = "logs", region = "gz" }', ignoring));
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    tf.write(thing('{ bucket = "other", region = "gz" }', ignoring));
    await tf.apply();
    expect(idOf(tf)).not.toBe(first);
    expect(tf.state()["null_resource.thing"]?.["triggers"]).toEqual({ bucket: "other", region: "gz" });
  });

  it("takes triggers that are known only after the apply, one of them or the whole map", async () => {
    const late = (input: string, triggers: string) => ({
      "main.tf": `resource "terraform_data" "late" {\n  input = ${input}\n}\n${thing(triggers)["main.tf"]}`,
    });
    await using tf = await withNull(late('"a"', '{ now = "1", late = terraform_data.late.output }'));
    await tf.apply();
    expect(tf.state()["null_resource.thing"]?.["triggers"]).toEqual({ now: "1", late: "a" });
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    tf.write(late('{ late = "b" }', "terraform_data.late.output"));
    await tf.apply();
    expect(tf.state()["null_resource.thing"]?.["triggers"]).toEqual({ late: "b" });
    expect(destroyed(tf)).toEqual([{ now: "1", late: "a" }]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("cannot be imported", async () => {
    await using tf = await withNull(thing("null", ""));
    const { code, text } = await tf.run(["import", "null_resource.thing", "1"]);
    expect(code).toBe(1);
    expect(text).toMatch(/Resource (cannot be imported|Import Not Implemented)/);
  });

  it("is found by `terraform init`, which writes the same lock file", async () => {
    await using prepared = await createWorkspace({ providers: ["bos", "null"], provider: "built" });
    await using tf = await createWorkspace({ providers: ["bos", "null"], provider: "placed" });
    await tf.init();
    const lock = ({ folder }: Workspace) => readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
    expect(lock(prepared)).toBe(lock(tf));
  });
});
