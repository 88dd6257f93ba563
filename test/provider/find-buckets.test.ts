import fc from "fast-check";
import { expect, it } from "vitest";
import type { BosClient } from "../../lib/bos/index.ts";
import { findBuckets } from "../../lib/provider/bucket-encryptions-data/filters.ts";
import { matchesGlob } from "../../lib/provider/bucket-encryptions-data/glob.ts";
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

it("asks one region for all buckets, and has each read where it lies", async () => {
  const asked: string[] = [];
  const bos = {
    call: async ({ region }: { region: string }) => {
      asked.push(region);
      const buckets = [
        { name: "south", location: "gz" },
        { name: "north", location: "bj" },
        { name: "private", location: "" },
      ];
      return { request: {}, response: { status: 200, headers: {}, body: JSON.stringify({ buckets }) } };
    },
  } as unknown as BosClient;
  const reading = { settings: { bos } as ReadySettings, region: "su" };
  const none = { name_pattern: null, region: null };
  const { signal } = new AbortController();

  expect(await findBuckets(none, reading, signal)).toEqual([
    { bucket: "north", region: "bj" },
    { bucket: "private", region: "su" },
    { bucket: "south", region: "gz" },
  ]);
  expect(await findBuckets({ ...none, region: "gz" }, reading, signal)).toEqual([
    { bucket: "south", region: "gz" },
  ]);
  expect(asked).toEqual(["su", "su"]);
});
