import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { note, nothing, readNote, settings, told } from "./support/note.ts";
import { type Plugin, startPlugin } from "./support/plugin-process.ts";

const typeName = "note_note";
const priv = Buffer.from([1, 2, 3]);
let plugin: Plugin;
let notes: string;

beforeAll(async () => {
  notes = mkdtempSync(join(tmpdir(), "plugin-notes-"));
  plugin = await startPlugin();
  const { diagnostics } = await plugin.provider.configureProvider({ config: settings(notes) });
  expect(told(diagnostics)).toEqual([]);
});
afterAll(async () => {
  await plugin[Symbol.asyncDispose]();
  rmSync(notes, { recursive: true, force: true });
});

interface Values {
  readonly [name: string]: Value;
}
const encode = (values: Values | null) => (values === null ? nothing : note(values));

/** Plans and says the diagnostics, the planned values and what replaces. */
async function plan(prior: Values | null, config: Values | null, proposed: Values | null = config) {
  const answer = await plugin.provider.planResourceChange({
    typeName,
    priorState: encode(prior),
    config: encode(config),
    proposedNewState: encode(proposed),
    priorPrivate: priv,
  });
  return {
    planned: readNote(answer.plannedState),
    told: told(answer.diagnostics),
    replace: answer.requiresReplace.map(({ steps }) => steps.map(({ selector }) => selector.value)),
    private: [...answer.plannedPrivate],
  };
}

async function apply(prior: Values | null, planned: Values | null) {
  const answer = await plugin.provider.applyResourceChange({
    typeName,
    priorState: encode(prior),
    plannedState: encode(planned),
    config: encode(planned && { ...planned, id: null }),
    plannedPrivate: priv,
  });
  return {
    state: readNote(answer.newState),
    told: told(answer.diagnostics),
    detail: answer.diagnostics.map(({ detail }) => detail).join(),
    private: [...answer.private],
  };
}

const full = { text: null, weight: null, urgent: false, words: null, tags: null, timeouts: null };
const stored = (title: string, more: Values = {}) => ({ ...full, id: `note-${title}`, title, ...more });

const capabilities = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
  generateResourceConfig: true,
};

describe("schema", () => {
  it("names what it has, and can do", async () => {
    const metadata = await plugin.provider.getMetadata({});
    const schema = await plugin.provider.getProviderSchema({});
    expect({
      metadata: [metadata.resources, metadata.dataSources, metadata.listResources].map((all) =>
        all.map(({ typeName }) => typeName),
      ),
      schemas: [schema.resourceSchemas, schema.dataSourceSchemas, schema.listResourceSchemas].map((all) =>
        Object.keys(all).sort(),
      ),
      version: schema.resourceSchemas[typeName]?.version,
      capabilities: [metadata.serverCapabilities, schema.serverCapabilities],
    }).toMatchObject({
      metadata: [[typeName, "note_scrap"], [typeName], [typeName]],
      schemas: [[typeName, "note_scrap"], [typeName], [typeName]],
      version: 2n,
      capabilities: [capabilities, capabilities],
    });
  });
});

describe("validate", () => {
  it.each<[string, Values, string[]]>([
    ["a good note", { title: "t" }, []],
    ["a note whose title is not known yet", { title: UNKNOWN }, []],
    [
      "a required attribute that is null",
      { title: null, text: "rude" },
      ['error: Missing value for "title" @ title'],
    ],
    ["what the author checks", { title: "t", text: "rude" }, ["error: Rude note @ text"]],
  ])("%s", async (_name, values, expected) => {
    const { diagnostics } = await plugin.provider.validateResourceConfig({ typeName, config: note(values) });
    expect(told(diagnostics)).toEqual(expected);
  });

  it("checks the provider block and data sources too", async () => {
    const provider = await plugin.provider.validateProviderConfig({ config: settings(null) });
    const dataSource = await plugin.provider.validateDataResourceConfig({
      typeName: "x",
      config: settings(null),
    });
    expect([provider, dataSource].map(({ diagnostics }) => told(diagnostics))).toEqual([
      ['error: Missing value for "directory" @ directory'],
      ["error: Unknown data source"],
    ]);
  });
});

describe("plan", () => {
  it("of a create leaves unknown what only the apply will tell", async () => {
    expect(await plan(null, { title: "t", weight: 0.1 })).toEqual({
      planned: { ...full, id: UNKNOWN, title: "t", weight: 0.1 },
      told: [],
      replace: [["title"]],
      private: [...priv],
    });
  });

  it("of an update sees the prior state", async () => {
    const config = { title: "t", text: "new" };
    const { planned } = await plan(stored("t"), config, { ...config, id: "note-t" });
    expect(planned).toEqual(stored("t", { text: "new" }));
  });

  it("of a destroy can warn, and plans nothing", async () => {
    expect(await plan(stored("t"), null)).toEqual({
      planned: null,
      told: ['warning: Note "t" will be torn up'],
      replace: [],
      private: [...priv],
    });
  });
});

describe("apply", () => {
  it("creates, reads, updates and deletes", async () => {
    const created = await apply(null, { ...full, id: UNKNOWN, title: "life", words: ["a"] });
    expect(created).toEqual({
      state: stored("life", { words: ["a"] }),
      told: [],
      detail: "",
      private: [...priv],
    });
    const read = await plugin.provider.readResource({
      typeName,
      currentState: note(stored("life")),
      private: priv,
    });
    expect([readNote(read.newState), [...read.private]]).toEqual([
      stored("life", { words: ["a"] }),
      [...priv],
    ]);
    const updated = await apply(stored("life"), stored("life", { text: "x" }));
    expect(updated.state).toEqual(stored("life", { text: "x" }));
    expect(await apply(stored("life"), null)).toMatchObject({ state: null, told: [] });
    expect(readdirSync(notes)).not.toContain("life.json");
    const gone = await plugin.provider.readResource({ typeName, currentState: note(stored("life")) });
    expect(readNote(gone.newState)).toBe(null);
  });

  it.each([
    ["a create that reports an error", "refused", ["error: No room for the note"]],
    ["a create that throws", "throws", ["error: Bug in the provider"]],
    ["a create that says nothing at all", "silent", ["error: Bug in the provider"]],
    ["a create that leaves a value unknown", "forgets its id", ["error: Bug in the provider"]],
  ])("leaves no state after %s", async (_name, text, expected) => {
    const { state, told } = await apply(null, { ...full, id: UNKNOWN, title: "failed", text });
    expect({ state, told }).toEqual({ state: null, told: expected });
  });

  it("keeps the prior state after an update that fails", async () => {
    const { state, told } = await apply(stored("u", { text: "old" }), stored("u", { text: "refused" }));
    expect({ state, told }).toEqual({
      state: stored("u", { text: "old" }),
      told: ["error: No room for the note"],
    });
  });

  it("keeps the last state seen after an update that got halfway", async () => {
    const { state, told } = await apply(stored("u", { text: "old" }), stored("u", { text: "half done" }));
    expect({ state, told }).toEqual({
      state: stored("u", { text: "half" }),
      told: ["error: Only half of the note fits"],
    });
  });

  it("keeps the state after a delete that fails", async () => {
    const { state, told } = await apply(stored("u", { text: "sticky" }), null);
    expect({ state, told }).toEqual({
      state: stored("u", { text: "sticky" }),
      told: ["error: Cannot tear it up"],
    });
  });

  it("says what was thrown, and that it is no fault of the user, without a stack", async () => {
    const { detail } = await apply(null, { ...full, id: UNKNOWN, title: "failed", text: "throws" });
    expect(detail).toBe(
      "Unexpected error: the pen is empty\n\nThis is a bug in the provider: please report it to its maintainers.",
    );
  });
});

describe("read", () => {
  it("keeps the state, byte for byte, of what cannot be read", async () => {
    const currentState = note(stored("r", { text: "unreadable", weight: 0.1 }));
    const answer = await plugin.provider.readResource({ typeName, currentState, private: priv });
    expect(told(answer.diagnostics)).toEqual(["error: Cannot read the note"]);
    expect(Buffer.from(answer.newState?.msgpack ?? [])).toEqual(Buffer.from(currentState.msgpack));
  });

  it("reads a data source", async () => {
    await apply(null, { ...full, id: UNKNOWN, title: "source", text: "from the shelf" });
    const config = (title: string) => ({ json: Buffer.from(JSON.stringify({ title, text: null })) });
    const found = await plugin.provider.readDataSource({ typeName, config: config("source") });
    const missing = await plugin.provider.readDataSource({ typeName, config: config("none") });
    expect(Buffer.from(found.state?.msgpack ?? []).toString("latin1")).toContain("from the shelf");
    expect(told(missing.diagnostics)).toEqual(["error: No such note @ title"]);
  });
});

describe("unknown types", () => {
  it("are told as diagnostics", async () => {
    const { diagnostics } = await plugin.provider.readResource({
      typeName: "toString",
      currentState: nothing,
    });
    expect(told(diagnostics)).toEqual(["error: Unknown resource"]);
  });

  it("tells the attribute of a value that it cannot keep", async () => {
    const weight = { json: Buffer.from(JSON.stringify({ ...full, id: null, title: "t", weight: 1e300 })) };
    const { diagnostics } = await plugin.provider.validateResourceConfig({ typeName, config: weight });
    expect(told(diagnostics)).toEqual(["error: Value does not fit the schema @ weight"]);
  });
});
