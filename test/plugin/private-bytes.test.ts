import { describe, expect, it } from "vitest";
import type { AnyResource } from "../../lib/plugin/definition/provider.ts";
import {
  readPlanned,
  readRemembered,
  writePlanned,
  writeRemembered,
} from "../../lib/plugin/rpc/private-bytes.ts";
import { scrapResource } from "./note/scrap-resource.ts";

const before = Buffer.from('{"of":"before"}');
const resource = (remember?: (state: object) => unknown) =>
  ({ ...scrapResource, ...(remember && { remember }) }) as unknown as AnyResource<unknown>;

it("gives back what a resource remembers of a state, the same bytes for the same state", () => {
  const remembering = resource(({ title }: { title?: unknown }) => ({ title, since: [1, null] }));
  const bytes = writeRemembered(remembering, { title: "a" }, before);
  expect(readRemembered(bytes)).toEqual({ title: "a", since: [1, null] });
  expect(writeRemembered(remembering, { title: "a" }, Buffer.alloc(0))).toEqual(bytes);
});

it("leaves the bytes of a resource that remembers nothing", () => {
  expect(writeRemembered(resource(), {}, before)).toBe(before);
});

it.each([
  ["nothing, as of an import", ""],
  ["what another version wrote", "\u0001\u0002"],
])("remembers nothing of %s", (_name, text) => {
  expect(readRemembered(Buffer.from(text))).toBeNull();
});

describe("what a plan adds", () => {
  it.each<[string, Uint8Array]>([
    ["what a resource remembers", before],
    ["nothing, as of an import", Buffer.alloc(0)],
    ["bytes of whatever form", Buffer.from([0, 255, 1])],
  ])("keeps the state's own bytes: %s", (_name, kept) => {
    const planned = readPlanned(writePlanned({ kept, mark: { a: [1, null] } }));
    expect([Buffer.from(planned.kept), planned.mark]).toEqual([Buffer.from(kept), { a: [1, null] }]);
  });

  it.each([
    ["what a resource remembers", '{"of":"before"}'],
    ["one part alone", '{"planned":1}'],
    ["a third part", '{"kept":"","planned":1,"more":2}'],
    ["parts of another kind", '{"kept":1,"planned":2}'],
    ["no JSON", "\u0001\u0002"],
    ["null", "null"],
    ["nothing", ""],
  ])("is not taken for one: %s", (_name, text) => {
    const bytes = Buffer.from(text);
    expect(readPlanned(bytes)).toEqual({ kept: bytes, mark: null });
  });

  it("does not hide what the resource remembers", () => {
    expect(readRemembered(writePlanned({ kept: before, mark: 1 }))).toEqual({ of: "before" });
  });
});
