import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createWorkspace, type Workspace } from "./support/workspace.ts";

let terraform: Workspace;
beforeEach(async () => {
  terraform = await createWorkspace();
});
afterEach(() => terraform.remove());

const apply = ["apply", "-auto-approve"];
const plan = ["plan", "-detailed-exitcode"];
const EMPTY = 0;
const CHANGES = 2;

it("goes through a whole lifecycle: create, empty plan, update, drift, import, replace, destroy", async () => {
  await terraform.remove();
  terraform = await createWorkspace({ provider: "bundled" });
  terraform.configure(`resource "note_note" "a" {
    title  = "a"
    text   = "hello"
    weight = 0.1
    words  = ["x", "y"]
    tags   = { k = "v" }
    timeouts {
      create = "3s"
    }
  }`);
  expect(await terraform.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("1 added") });
  expect(await terraform.run(plan)).toMatchObject({ code: EMPTY });

  terraform.configure('resource "note_note" "a" {\n  title  = "a"\n  weight = 1e-7\n}\n');
  expect(await terraform.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("1 changed") });
  expect(await terraform.run(plan)).toMatchObject({ code: EMPTY });

  writeFileSync(join(terraform.notes, "a.json"), '{"text":"drift","weight":null,"words":null,"tags":null}');
  expect(await terraform.run(plan)).toMatchObject({
    code: CHANGES,
    output: expect.stringContaining('"drift" -> null'),
  });

  expect(await terraform.run(["state", "rm", "note_note.a"])).toMatchObject({ code: 0 });
  expect(await terraform.run(["import", "note_note.a", "a"])).toMatchObject({ code: 0 });
  expect(await terraform.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("1 changed") });

  terraform.configure('resource "note_note" "a" {\n  title = "b"\n}\n');
  const replaced = await terraform.run(apply);
  expect(replaced).toMatchObject({
    code: 0,
    output: expect.stringContaining("1 added, 0 changed, 1 destroyed"),
  });
  expect(readdirSync(terraform.notes)).toEqual(["b.json"]);

  const destroyed = await terraform.run(["destroy", "-auto-approve"]);
  expect(destroyed).toMatchObject({ code: 0, output: expect.stringContaining('Note "b" will be torn up') });
  expect(readdirSync(terraform.notes)).toEqual([]);
});

it("shows diagnostics at the user's line", async () => {
  terraform.configure('resource "note_note" "a" {\n  title = "a"\n  text  = "rude"\n}\n');
  const { code, output } = await terraform.run(["validate"]);
  expect(code).toBe(1);
  expect(output).toMatch(/Rude note[\s\S]*text {2}= "rude"[\s\S]*Say it nicely/);
});

it("leaves nothing tainted after a create that failed", async () => {
  terraform.configure('resource "note_note" "a" {\n  title = "a"\n  text  = "refused"\n}\n');
  expect(await terraform.run(apply)).toMatchObject({
    code: 1,
    output: expect.stringContaining("No room for the note"),
  });
  expect((await terraform.run(["state", "list"])).output).toBe("");
});

it("writes log lines that Terraform reads as such", async () => {
  terraform.configure("");
  const { output } = await terraform.run(apply, { TF_LOG_PROVIDER: "info" });
  terraform.configure('data "note_note" "none" {\n  title = "none"\n}\n');
  const logged = await terraform.run(["plan"], { TF_LOG_PROVIDER: "info" });
  expect(output).not.toContain("open-sesame");
  expect(logged.output).toMatch(
    /\[INFO\] {2}provider\.terraform-provider-note: configured: .*token="\(redacted\)"/,
  );
});
