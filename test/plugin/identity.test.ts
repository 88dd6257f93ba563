import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { note, noteIdentity, nothing, readIdentity, readNote, told } from "./support/note.ts";
import { startWithShelf, type WithShelf } from "./support/shelf.ts";

const typeName = "note_note";
const known = { title: "t", shelf: "upper" };
let shelf: WithShelf;
beforeAll(async () => {
  shelf = await startWithShelf();
});
afterAll(() => shelf[Symbol.asyncDispose]());

interface Values {
  readonly [name: string]: Value;
}
type Identity = Parameters<typeof noteIdentity>[0];
const encode = (values: Values | null) => (values === null ? nothing : note(values));
const json = (value: unknown) => ({ json: Buffer.from(JSON.stringify(value)) });

it("is declared for the resources that have one", async () => {
  const { identitySchemas } = await shelf.provider.getResourceIdentitySchemas({});
  expect(Object.keys(identitySchemas)).toEqual([typeName]);
  expect(identitySchemas[typeName]).toMatchObject({
    version: 1n,
    identityAttributes: [
      {
        name: "title",
        type: Uint8Array.from(Buffer.from('"string"')),
        requiredForImport: true,
        optionalForImport: false,
        description: "The note's name.",
      },
      { name: "shelf", requiredForImport: false, optionalForImport: true },
    ],
  });
});

describe("plan", () => {
  const stored = { id: "note-t", title: "t", urgent: false };

  it.each<[string, Values | null, Values | null, Identity, Value]>([
    ["a create knows it with its title", null, { title: "t" }, null, { title: "t", shelf: null }],
    ["a create without a title does not", null, { title: UNKNOWN }, null, null],
    [
      "a create cares for no identity of what it replaces",
      null,
      { title: "new" },
      known,
      { title: "new", shelf: null },
    ],
    ["an update keeps it", stored, { ...stored, text: "x" }, known, known],
    [
      "an update of an older state finds it",
      stored,
      { ...stored, text: "x" },
      null,
      { title: "t", shelf: null },
    ],
    [
      "an update finds it where the stored one is empty",
      stored,
      { ...stored, text: "x" },
      { title: null },
      { title: "t", shelf: null },
    ],
    ["a replacement keeps the old one until the create", stored, { ...stored, title: "new" }, known, known],
    ["a destroy keeps it", stored, null, known, known],
  ])("%s", async (_name, prior, proposed, identity, expected) => {
    const answer = await shelf.provider.planResourceChange({
      typeName,
      priorState: encode(prior),
      proposedNewState: encode(proposed),
      config: encode(proposed && { ...proposed, id: null }),
      priorIdentity: noteIdentity(identity),
    });
    expect(answer.diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
    expect(readIdentity(answer.plannedIdentity)).toEqual(expected);
  });
});

describe("apply and read", () => {
  const apply = (prior: Values | null, planned: Values | null, identity: Identity) =>
    shelf.provider.applyResourceChange({
      typeName,
      priorState: encode(prior),
      plannedState: encode(planned),
      config: encode(planned && { ...planned, id: null }),
      plannedIdentity: noteIdentity(identity),
    });
  const read = (title: string, identity: Identity) =>
    shelf.provider.readResource({
      typeName,
      currentState: note({ id: `note-${title}`, title, urgent: false }),
      currentIdentity: noteIdentity(identity),
    });

  it("tell it from the create to the delete", async () => {
    const planned = { title: "life", urgent: false };
    const created = await apply(null, { ...planned, id: UNKNOWN }, null);
    expect(readIdentity(created.newIdentity)).toEqual({ title: "life", shelf: null });

    const identity = { title: "life", shelf: "upper" };
    expect(readIdentity((await read("life", identity)).newIdentity)).toEqual(identity);
    expect(readIdentity((await read("life", null)).newIdentity)).toEqual({ title: "life", shelf: null });

    const prior = { ...planned, id: "note-life" };
    const updated = await apply(prior, { ...prior, text: "x" }, identity);
    expect(readIdentity(updated.newIdentity)).toEqual(identity);

    const deleted = await apply({ ...prior, text: "x" }, null, identity);
    expect([readNote(deleted.newState), readIdentity(deleted.newIdentity)]).toEqual([null, identity]);
  });

  it("keep it of what is gone", async () => {
    const gone = await read("gone", { title: "gone" });
    expect([readNote(gone.newState), readIdentity(gone.newIdentity)]).toEqual([
      null,
      { title: "gone", shelf: null },
    ]);
  });

  it("keep it after a failure", async () => {
    const failed = await apply(null, { title: "t", urgent: false, text: "refused" }, { title: "t" });
    expect([readNote(failed.newState), readIdentity(failed.newIdentity)]).toEqual([
      null,
      { title: "t", shelf: null },
    ]);
  });
});

describe("an identity that changes", () => {
  const before = { id: "note-m", title: "m", urgent: false, text: "old" };
  const after = { ...before, text: "renames itself" };
  const currentIdentity = noteIdentity({ title: "m" });

  it("is the provider's bug, found before anything is done", async () => {
    const answer = await shelf.provider.planResourceChange({
      typeName,
      priorState: note(before),
      proposedNewState: note(after),
      config: note(after),
      priorIdentity: currentIdentity,
    });
    expect(told(answer.diagnostics)).toEqual(["error: Bug in the provider"]);
    expect(answer.diagnostics[0]?.detail).toContain(
      'It gave the identity {"title":"another","shelf":null} to a thing whose identity is {"title":"m","shelf":null}.',
    );
  });

  it("is the provider's bug in a read, which then changes nothing", async () => {
    shelf.put("m", "renames itself");
    const answer = await shelf.provider.readResource({
      typeName,
      currentState: note(before),
      currentIdentity,
    });
    expect(told(answer.diagnostics)).toEqual(["error: Bug in the provider"]);
    expect([readNote(answer.newState), readIdentity(answer.newIdentity)]).toEqual([
      expect.objectContaining({ text: "old" }),
      { title: "m", shelf: null },
    ]);
  });
});

describe("import", () => {
  const importNote = async (source: { id: string } | { identity: ReturnType<typeof noteIdentity> }) => {
    const { importedResources, diagnostics } = await shelf.provider.importResourceState({
      typeName,
      ...source,
    });
    return [
      ...told(diagnostics),
      ...importedResources.map(({ state, identity }) => [readNote(state), readIdentity(identity)]),
    ];
  };
  const found = [expect.objectContaining({ title: "here", text: "x" }), { title: "here", shelf: null }];
  beforeAll(() => shelf.put("here", "x"));

  it.each<[string, Parameters<typeof importNote>[0], unknown[]]>([
    ["by id", { id: "here" }, [found]],
    ["by identity", { identity: noteIdentity({ title: "here" }) }, [found]],
    ["by identity, of nothing", { identity: noteIdentity({ title: "none" }) }, ["error: No such note"]],
    [
      "by an identity without what finds it",
      { identity: noteIdentity({ title: null, shelf: "upper" }) },
      ["error: Incomplete identity"],
    ],
  ])("%s", async (_name, source, expected) => {
    expect(await importNote(source)).toEqual(expected);
  });
});

describe("upgrade", () => {
  it.each<[string, bigint, unknown, string[], Value]>([
    ["nothing, of a state that an older Terraform wrote", 0n, null, [], null],
    ["one of today", 1n, known, [], known],
    ["one of an older schema", 0n, { name: "old" }, [], { title: "old", shelf: null }],
    ["one in which nothing is written", 1n, { title: null }, [], null],
    ["one without what finds the thing", 1n, { shelf: "upper" }, ["error: Incomplete identity"], null],
    ["one of a newer schema", 2n, known, ["error: Identity is newer than the provider"], null],
  ])("%s", async (_name, version, stored, expectedTold, expected) => {
    const answer = await shelf.provider.upgradeResourceIdentity({
      typeName,
      version,
      rawIdentity: json(stored),
    });
    expect(told(answer.diagnostics)).toEqual(expectedTold);
    expect(readIdentity(answer.upgradedIdentity)).toEqual(expected);
  });

  it("nothing, where Terraform sends not even a null", async () => {
    const answer = await shelf.provider.upgradeResourceIdentity({ typeName });
    expect([told(answer.diagnostics), readIdentity(answer.upgradedIdentity)]).toEqual([[], null]);
  });
});

it("is told by a move", async () => {
  const { targetIdentity } = await shelf.provider.moveResourceState({
    sourceTypeName: "note_scrap",
    sourceState: json({ name: "scrap" }),
    targetTypeName: typeName,
  });
  expect(readIdentity(targetIdentity)).toEqual({ title: "scrap", shelf: null });
});
