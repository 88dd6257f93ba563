import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ListResource_Event } from "../../lib/plugin/gen/tfplugin6_pb.ts";
import type { Value } from "../../lib/plugin/index.ts";
import { valueType } from "../../lib/plugin/schema/attribute.ts";
import { encodeValue } from "../../lib/plugin/values/dynamic-value.ts";
import { noteList } from "./note/note-list.ts";
import { readIdentity, readNote, settings, told } from "./support/note.ts";
import { startWithShelf, type WithShelf } from "./support/shelf.ts";

const typeName = "note_note";
const limit = 100n;
const listType = valueType(noteList.schema);
const config = (prefix: Value) => encodeValue(listType, { prefix });
/** What Terraform sends for a `list` block without `config`. */
const unwritten = encodeValue(listType, null);

const WARNING = 'warning: Cannot read note "blot"';

interface Request {
  readonly typeName?: string;
  readonly config?: typeof unwritten;
  readonly includeResourceObject?: boolean;
  readonly limit?: bigint;
}

const listed = (title: string, resource?: Value, warnings: string[] = []) => ({
  displayName: `Note ${title}`,
  identity: { title, shelf: null },
  resource,
  told: warnings,
});

describe("terraform query", () => {
  let shelf: WithShelf;
  beforeAll(async () => {
    shelf = await startWithShelf();
    shelf.put("apple", "red");
    shelf.put("blot", "unreadable");
    shelf.put("cherry", "dark");
  });
  afterAll(() => shelf[Symbol.asyncDispose]());

  const list = async (request: Request) => {
    const events = await all(shelf.provider.listResource({ typeName, config: unwritten, limit, ...request }));
    return events.map(({ displayName, identity, resourceObject, diagnostic }) => ({
      displayName,
      identity: readIdentity(identity),
      resource: resourceObject && (readNote(resourceObject) as { readonly text: Value }).text,
      told: told(diagnostic),
    }));
  };

  it.each<[string, Request, unknown[]]>([
    [
      "lists everything where nothing is written",
      {},
      [listed("apple"), listed("blot", undefined, [WARNING]), listed("cherry")],
    ],
    [
      "sends states where they are asked for, and a warning where one cannot be read",
      { includeResourceObject: true },
      [listed("apple", "red"), listed("blot", undefined, [WARNING]), listed("cherry", "dark")],
    ],
    ["filters as the configuration says", { config: config("ch") }, [listed("cherry")]],
    ["finds nothing without an error", { config: config("z") }, []],
    ["stops at the limit", { limit: 1n }, [listed("apple")]],
    ["knows no limit where none is sent", { limit: 0n, config: config("a") }, [listed("apple")]],
    [
      "ends with one error where the whole list fails",
      { config: config("locked") },
      [{ displayName: "", identity: null, resource: undefined, told: ["error: The shelf is locked"] }],
    ],
  ])("%s", async (_name, request, expected) => {
    expect(await list(request)).toEqual(expected);
  });

  it("refuses a type that cannot be listed", async () => {
    const events = await list({ typeName: "note_scrap" });
    expect(events.map((event) => event.told)).toEqual([["error: Unknown list resource"]]);
  });

  it.each<[string, typeof unwritten, string[]]>([
    ["a filter", config("a"), []],
    ["no configuration at all", unwritten, []],
    ["what the author refuses", config(""), ["error: Empty prefix @ prefix"]],
  ])("validates %s", async (_name, written, expected) => {
    const { diagnostics } = await shelf.provider.validateListResourceConfig({ typeName, config: written });
    expect(told(diagnostics)).toEqual(expected);
  });

  it("stops when Terraform stops reading", async () => {
    const leave = new AbortController();
    const request = { typeName, config: config("endless") };
    const events = shelf.provider.listResource(request, { signal: leave.signal })[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ displayName: "Note endless" });
    leave.abort();
    await expect.poll(() => readdirSync(shelf.notes)).toContain("list-ended.json");
  });
});

it("answers the calls of a query with generated configuration, in Terraform's order", async () => {
  await using shelf = await startWithShelf({ configured: false });
  shelf.put("apple", "red");
  const { provider } = shelf;

  const { listResourceSchemas } = await provider.getProviderSchema({});
  expect(listResourceSchemas[typeName]?.block?.attributes.map(({ name }) => name)).toEqual(["prefix"]);
  expect(Object.keys((await provider.getResourceIdentitySchemas({})).identitySchemas)).toEqual([typeName]);
  const validated = await provider.validateListResourceConfig({ typeName, config: unwritten });
  expect(told(validated.diagnostics)).toEqual([]);
  await provider.configureProvider({ terraformVersion: "1.14.0", config: settings(shelf.notes) });

  const request = { typeName, config: unwritten, includeResourceObject: true, limit };
  const [found] = await all(provider.listResource(request));
  const generated = await provider.generateResourceConfig({
    typeName,
    ...defined("state", found?.resourceObject),
  });
  expect(told(generated.diagnostics)).toEqual([]);
  expect(readNote(generated.config)).toEqual({
    ...{ id: null, urgent: null, weight: null, words: null, tags: null, timeouts: null },
    ...{ title: "apple", text: "red" },
  });

  const imported = await provider.importResourceState({ typeName, ...defined("identity", found?.identity) });
  expect(imported.importedResources.map(({ state }) => readNote(state))).toEqual([
    readNote(found?.resourceObject),
  ]);
});

async function all(events: AsyncIterable<ListResource_Event>): Promise<ListResource_Event[]> {
  const list: ListResource_Event[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** A field that is there only when it has a value. */
function defined<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V };
}
