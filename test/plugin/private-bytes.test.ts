import { expect, it } from "vitest";
import type { AnyResource } from "../../lib/plugin/definition/provider.ts";
import { readRemembered, writeRemembered } from "../../lib/plugin/rpc/private-bytes.ts";
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
