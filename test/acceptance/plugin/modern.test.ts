import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createWorkspace, type Workspace } from "./support/workspace.ts";

// Blocks and moves are for every Terraform. Identity, lists and generated configuration are called by newer ones only, and must not
// trouble the others.

const apply = ["apply", "-auto-approve"];
const plan = ["plan", "-detailed-exitcode"];
const EMPTY = 0;

/** A Terraform from 1.14 on, beside the one on the PATH. */
const NEWER = process.env["BOS_TEST_TERRAFORM"];

let terraform: Workspace;
beforeEach(async () => {
  terraform = await createWorkspace();
});
afterEach(() => terraform.remove());

function putNote(title: string) {
  const note = { text: "red", weight: null, words: null, tags: null };
  writeFileSync(join(terraform.notes, `${title}.json`), JSON.stringify(note));
}

it.each([
  ["absent", "", null],
  ["empty", "timeouts {}", { create: null, update: null }],
  ["filled", 'timeouts {\n    create = "3s"\n  }', { create: "3s", update: null }],
])("keeps a block that is %s, and finds nothing to do in it afterwards", async (_name, block, stored) => {
  terraform.configure(`resource "note_note" "a" {\n  title = "a"\n  ${block}\n}\n`);
  expect(await terraform.run(apply)).toMatchObject({ code: 0 });
  expect(await terraform.run(plan)).toMatchObject({ code: EMPTY });
  const state = JSON.parse((await terraform.run(["show", "-json"])).output);
  expect(state.values.root_module.resources[0].values.timeouts).toEqual(stored);

  terraform.configure('resource "note_note" "a" {\n  title = "a"\n}\n');
  expect(await terraform.run(apply)).toMatchObject({ code: 0 });
  expect(await terraform.run(plan)).toMatchObject({ code: EMPTY });
});

it("shows a time that is none at the user's line", async () => {
  terraform.configure(
    'resource "note_note" "a" {\n  title = "a"\n  timeouts {\n    create = "soon"\n  }\n}\n',
  );
  const { code, output } = await terraform.run(["validate"]);
  expect(code).toBe(1);
  expect(output).toMatch(/Invalid create timeout[\s\S]*create = "soon"[\s\S]*"1h30m", not\s+"soon"/);
});

it("moves a state to another type", async () => {
  terraform.configure('resource "note_scrap" "a" {\n  name = "x"\n}\n');
  expect(await terraform.run(apply)).toMatchObject({ code: 0 });
  putNote("x");
  terraform.configure(
    'resource "note_note" "b" {\n  title = "x"\n  text  = "red"\n}\nmoved {\n  from = note_scrap.a\n  to   = note_note.b\n}\n',
  );
  const { code, output } = await terraform.run(apply);
  expect(output).toContain("(moved from note_scrap.a)");
  expect([code, output]).toEqual([0, expect.stringContaining("0 added, 1 changed, 0 destroyed")]);
});

it("refuses a move in the author's words, and keeps the state", async () => {
  terraform.configure('resource "note_note" "a" {\n  title = "a"\n}\n');
  expect(await terraform.run(apply)).toMatchObject({ code: 0 });
  terraform.configure(
    'resource "note_scrap" "b" {\n  name = "a"\n}\nmoved {\n  from = note_note.a\n  to   = note_scrap.b\n}\n',
  );
  const { code, output } = await terraform.run(apply);
  expect(code).toBe(1);
  expect(output).toMatch(/A note is no scrap[\s\S]*Making a scrap of a note would throw its text away/);
  expect((await terraform.run(["state", "list"])).output.trim()).toBe("note_note.a");
});

it("declares to every Terraform what only newer ones call", async () => {
  terraform.configure("");
  const { code, output } = await terraform.run(["providers", "schema", "-json"]);
  expect(code).toBe(0);
  const [schemas] = Object.values<{ resource_schemas: object }>(JSON.parse(output).provider_schemas);
  expect(Object.keys(schemas?.resource_schemas ?? {}).sort()).toEqual(["note_note", "note_scrap"]);
});

if (NEWER === undefined) {
  console.info("`terraform query` is not run: BOS_TEST_TERRAFORM names no Terraform from 1.14 on.");
}

it.each(NEWER === undefined ? [] : [NEWER])("queries, writes and imports with %s", async (executable) => {
  await terraform.remove();
  terraform = await createWorkspace({ terraform: executable });
  terraform.configure("");
  for (const title of ["apple", "avocado", "cherry"]) putNote(title);
  terraform.write(
    "notes.tfquery.hcl",
    'list "note_note" "found" {\n  provider         = note\n  include_resource = true\n  config {\n    prefix = "a"\n  }\n}\n',
  );
  const queried = await terraform.run(["query", "-generate-config-out=found.tf"]);
  expect(queried).toMatchObject({ code: 0, output: expect.stringContaining("Note apple") });
  expect(queried.output).not.toContain("cherry");
  expect(terraform.read("found.tf")).toMatch(/import \{[\s\S]*identity = \{[\s\S]*title = "apple"/);
  expect(await terraform.run(apply)).toMatchObject({
    code: 0,
    output: expect.stringContaining("2 imported, 0 added, 0 changed, 0 destroyed"),
  });
});
