import fc from "fast-check";
import { expect, it } from "vitest";
import type { BosClient } from "../../lib/bos/index.ts";
import { createDiagnostics } from "../../lib/plugin/diagnostics.ts";
import { findBuckets, matchesGlob } from "../../lib/provider/find-buckets.ts";

import type { ReadySettings } from "../../lib/provider/settings.ts";

it.each([
  ["acme-logs", "acme-logs", true],
  ["acme-logs", "acme-logs-2", false],
  ["acme", "acme-logs", false],
  ["acme-*", "acme-logs", true],
  ["acme-*", "acme-", true],
  ["acme-*", "acme", false],
  ["*-logs", "acme-logs-logs", true],
  ["*logs*", "acme-logs-2", true],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-c-b", false],
  ["log?", "logs", true],
  ["log?", "log", false],
  ["?*", "", false],
  ["*", "", true],
  ["", "", true],
  ["", "logs", false],
  ["logs.", "logsx", false],
  ["[ab]", "a", false],
])("%j against %j: %s", (pattern, text, matches) => {
  expect(matchesGlob(pattern, text)).toBe(matches);
});

it("means what the regular expression means", () => {
  const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
  fc.assert(
    fc.property(letters("ab*?"), letters("ab"), (pattern, text) => {
      const same = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      expect(matchesGlob(pattern, text)).toBe(same.test(text));
    }),
    { numRuns: 2_000 },
  );
});

/** A BOS that answers ListBuckets with this, whoever asks. */
function listing(answer: unknown, asked: string[] = []): { settings: ReadySettings; region: string } {
  const bos = {
    call: async ({ region }: { region: string }) => {
      asked.push(region);
      return { request: {}, response: { status: 200, headers: {}, body: JSON.stringify(answer) } };
    },
  } as unknown as BosClient;
  return { settings: { bos } as ReadySettings, region: "su" };
}

const context = () => ({ signal: new AbortController().signal, diagnostics: createDiagnostics() });
const none = { name_pattern: null, region: null };

it("asks one region for all buckets, and has each read where it lies", async () => {
  const asked: string[] = [];
  const buckets = [
    { name: "south", location: "gz" },
    { name: "north", location: "bj" },
    { name: "private", location: "" },
  ];
  const reading = listing({ buckets }, asked);
  const ctx = context();

  expect(await findBuckets(none, reading, ctx)).toEqual([
    { bucket: "north", region: "bj" },
    { bucket: "private", region: "su" },
    { bucket: "south", region: "gz" },
  ]);
  expect(await findBuckets({ ...none, region: "gz" }, reading, ctx)).toEqual([
    { bucket: "south", region: "gz" },
  ]);
  expect(asked).toEqual(["su", "su"]);
  expect(ctx.diagnostics.list()).toEqual([]);
});

it.each([
  { name: "says that there is more", isTruncated: true, count: 1 },
  { name: "has reached the size of one answer", isTruncated: undefined, count: 100 },
])("warns of a list that $name", async ({ isTruncated, count }) => {
  const buckets = Array.from({ length: count }, (_, index) => ({ name: `b-${index}`, location: "bj" }));
  const ctx = context();
  expect(await findBuckets(none, listing({ buckets, isTruncated }), ctx)).toHaveLength(count);
  expect(ctx.diagnostics.list()).toMatchObject([
    { severity: "warning", summary: expect.stringContaining("may have more buckets") },
  ]);
});
