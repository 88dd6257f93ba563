import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNote, settings, told } from "./support/note.ts";
import { type Plugin, startPlugin } from "./support/plugin-process.ts";

const typeName = "note_note";
const empty = { text: null, weight: null, urgent: null, words: null, tags: null, timeouts: null };
let plugin: Plugin;
let notes: string;

beforeAll(async () => {
  notes = mkdtempSync(join(tmpdir(), "plugin-notes-"));
  plugin = await startPlugin();
});
afterAll(async () => {
  await plugin[Symbol.asyncDispose]();
  rmSync(notes, { recursive: true, force: true });
});

const json = (value: unknown) => ({ json: Buffer.from(JSON.stringify(value)) });

describe("upgrade", () => {
  it.each([
    [
      "a state of today",
      2n,
      { ...empty, id: "1", title: "t", weight: 0.5 },
      { ...empty, id: "1", title: "t", weight: 0.5 },
    ],
    [
      "one that lacks an attribute, and has another",
      2n,
      { id: "1", title: "t", colour: "red" },
      { ...empty, id: "1", title: "t" },
    ],
    ["one of an older schema", 1n, { name: "old" }, { ...empty, id: "note-old", title: "old" }],
  ])("takes %s", async (_name, version, state, expected) => {
    const answer = await plugin.provider.upgradeResourceState({ typeName, version, rawState: json(state) });
    expect(told(answer.diagnostics)).toEqual([]);
    expect(readNote(answer.upgradedState)).toEqual(expected);
  });

  it.each([
    [
      "one of a newer schema",
      { version: 3n, rawState: json({}) },
      "State is newer than the provider: The state of this note_note was written by a newer version of the provider (schema 3, this one knows 2): upgrade the provider.",
    ],
    [
      "one that is nested too deep, in today's schema",
      { version: 2n, rawState: { json: Buffer.from(`{"title":${"[".repeat(5_000)}${"]".repeat(5_000)}}`) } },
      "Value does not fit the schema: the value: Terraform sent something that is JSON nested deeper than 64 levels",
    ],
    [
      "one that is nested too deep, in an older schema",
      { version: 1n, rawState: { json: Buffer.from(`{"name":${"[".repeat(5_000)}${"]".repeat(5_000)}}`) } },
      "Value does not fit the schema: the value: Terraform sent something that is JSON nested deeper than 64 levels",
    ],
    [
      "one of Terraform 0.11",
      { version: 2n, rawState: { flatmap: { title: "t" } } },
      "State is too old: It was written by Terraform 0.11 or older. Apply once with Terraform 0.12, or import the resource again.",
    ],
  ])("refuses %s", async (_name, request, expected) => {
    const { diagnostics } = await plugin.provider.upgradeResourceState({ typeName, ...request });
    expect(diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual([expected]);
  });
});

describe("move", () => {
  const move = (sourceTypeName: string) =>
    plugin.provider.moveResourceState({
      sourceProviderAddress: "terraform.local/test/note",
      sourceTypeName,
      sourceState: json({ name: "scrap" }),
      targetTypeName: typeName,
    });

  it("takes over a type that the author knows", async () => {
    expect(readNote((await move("note_scrap")).targetState)).toEqual({
      ...empty,
      id: "note-scrap",
      title: "scrap",
    });
  });

  it("refuses another", async () => {
    expect(told((await move("note_stone")).diagnostics)).toEqual(["error: State cannot be moved"]);
  });
});

describe("settings", () => {
  const importNote = (id: string) => plugin.provider.importResourceState({ typeName, id });

  it("are needed before anything that uses them, and a failed configure gives none", async () => {
    const failed = await plugin.provider.configureProvider({ config: settings("", "open-sesame") });
    expect(failed.diagnostics.map(({ detail }) => detail)).toEqual([
      "The directory is empty; the token was (redacted).",
    ]);
    expect(told((await importNote("a")).diagnostics)).toEqual(["error: Provider is not configured"]);
  });

  it("are needed once", async () => {
    writeFileSync(
      join(notes, "a.json"),
      JSON.stringify({ text: "x", weight: null, words: null, tags: null }),
    );
    await plugin.provider.configureProvider({ config: settings(notes) });
    const { importedResources, diagnostics } = await importNote("a");
    expect(told(diagnostics)).toEqual([]);
    expect(importedResources.map(({ typeName, state }) => [typeName, readNote(state)])).toEqual([
      [typeName, { ...empty, id: "note-a", title: "a", text: "x", urgent: false }],
    ]);
  });

  it("leave an import that finds nothing an error", async () => {
    const { importedResources, diagnostics } = await importNote("none");
    expect([importedResources, told(diagnostics)]).toEqual([[], ["error: No such note"]]);
  });
});
