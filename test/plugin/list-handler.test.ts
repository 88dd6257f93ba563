import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { ListResource_EventSchema, ListResource_RequestSchema } from "../../lib/plugin/gen/tfplugin6_pb.ts";
import {
  type ConfiguredContext,
  createLogger,
  type ListedResource,
  type ListOptions,
} from "../../lib/plugin/index.ts";
import { listResource } from "../../lib/plugin/rpc/list-resource.ts";
import { createSession } from "../../lib/plugin/rpc/session.ts";
import { noteList } from "./note/note-list.ts";
import { stateOf } from "./note/note-resource.ts";
import { noteProvider, type Settings } from "./note/provider.ts";
import { createShelf } from "./note/shelf.ts";
import { readIdentity, told } from "./support/note.ts";

type Handler = (options: ListOptions, ctx: ConfiguredContext<Settings>) => AsyncIterable<ListedResource>;

interface Asked {
  readonly limit?: bigint;
  readonly includeResourceObject?: boolean;
}

/** A session in this process whose list resource has this handler. */
function listing(handler: Handler) {
  const lines: string[] = [];
  const log = createLogger({
    module: "test",
    level: "warn",
    write: (line) => lines.push(line),
    now: () => new Date(0),
  });
  const list = {
    ...noteList,
    list: (_config: unknown, options: ListOptions, ctx: ConfiguredContext<Settings>) => handler(options, ctx),
  };
  const session = createSession({ ...noteProvider, listResources: { note_note: list } }, log);
  session.configured = { settings: { shelf: createShelf(null) } };
  const client = new AbortController();
  return {
    lines,
    session,
    client,
    async events(asked: Asked = {}) {
      const rows: unknown[] = [];
      const request = create(ListResource_RequestSchema, { typeName: "note_note", limit: 10n, ...asked });
      for await (const event of listResource(session, request, client.signal)) {
        const { identity, resourceObject, diagnostic } = create(ListResource_EventSchema, event);
        const { title = null } = (readIdentity(identity) ?? {}) as { readonly title?: string };
        rows.push([title, resourceObject !== undefined, ...told(diagnostic)]);
      }
      return rows;
    },
  };
}

const item = (title: string): ListedResource => ({
  identity: { title, shelf: null },
  displayName: title,
  resource: stateOf(title, { text: null, weight: null, words: null, tags: null }),
});

describe("a list handler", () => {
  it("learns what Terraform wants", async () => {
    const seen: ListOptions[] = [];
    const { events } = listing(async function* (options) {
      seen.push(options);
      yield item("a");
    });
    await events();
    await events({ limit: 0n, includeResourceObject: true });
    expect(seen).toEqual([
      { includeResource: false, limit: 10 },
      { includeResource: true, limit: Number.POSITIVE_INFINITY },
    ]);
  });

  it("gives states that are sent only where they were asked for", async () => {
    const { events } = listing(async function* () {
      yield item("a");
    });
    expect([await events(), await events({ includeResourceObject: true })]).toEqual([
      [["a", false]],
      [["a", true]],
    ]);
  });

  it("warns beside the item that comes next, and in the log after the last", async () => {
    const { events, lines } = listing(async function* (_options, { diagnostics }) {
      diagnostics.warning("First", "");
      yield item("a");
      yield item("b");
      diagnostics.warning("Last", "");
    });
    expect(await events()).toEqual([
      ["a", false, "warning: First"],
      ["b", false],
    ]);
    expect(lines.map((line) => JSON.parse(line)["@message"])).toEqual(["Last"]);
  });

  it("ends the list with an error, and sends nothing after it", async () => {
    const { events } = listing(async function* (_options, { diagnostics }) {
      yield item("a");
      diagnostics.error("Lost the key", "");
      yield item("b");
    });
    expect(await events()).toEqual([
      ["a", false],
      [null, false, "error: Lost the key"],
    ]);
  });

  it("costs one item its state, with a warning, where that does not fit the schema", async () => {
    const { events } = listing(async function* () {
      yield { ...item("a"), resource: { title: 1 } };
      yield item("b");
    });
    expect(await events({ includeResourceObject: true })).toEqual([
      ["a", false, "warning: Bug in the provider"],
      ["b", true],
    ]);
  });

  it.each<[string, Handler]>([
    [
      "throws",
      () => {
        throw new Error("no shelf");
      },
    ],
    [
      "throws late",
      async function* () {
        yield* [];
        throw new Error("no shelf");
      },
    ],
    [
      "gives an item without what identifies it",
      async function* () {
        yield { ...item("a"), identity: { title: null } };
      },
    ],
  ])("that %s is the provider's bug", async (_name, handler) => {
    expect(await listing(handler).events()).toEqual([[null, false, "error: Bug in the provider"]]);
  });
});

describe("an end from outside", () => {
  const endless = () => {
    const signals: AbortSignal[] = [];
    let closed = false;
    const list = listing(async function* (_options, { signal }) {
      signals.push(signal);
      try {
        for (let n = 0; n < 5; n += 1) {
          if (n === 2) stop();
          yield item(`n${n}`);
        }
      } finally {
        closed = true;
      }
    });
    let stop = () => {};
    return {
      ...list,
      onThird: (action: () => void) => {
        stop = action;
      },
      seen: () => [signals.map(({ aborted }) => aborted), closed],
    };
  };

  it("is silent when the client has left", async () => {
    const list = endless();
    list.onThird(() => list.client.abort());
    expect(await list.events()).toEqual([
      ["n0", false],
      ["n1", false],
    ]);
    expect(list.seen()).toEqual([[true], true]);
  });

  it("is told when the user interrupts Terraform", async () => {
    const list = endless();
    list.onThird(() => list.session.stop.abort(new Error("Terraform was interrupted")));
    expect(await list.events()).toEqual([
      ["n0", false],
      ["n1", false],
      [null, false, "error: Interrupted"],
    ]);
    expect(list.seen()).toEqual([[true], true]);
  });

  it("is told when the provider has no settings", async () => {
    const list = endless();
    list.session.configured = null;
    expect(await list.events()).toEqual([[null, false, "error: Provider is not configured"]]);
  });
});
