import { describe, expect, it } from "vitest";
import { type KmsClient, type ListKeysOptions, listKeys } from "../../lib/kms/index.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringKms } from "../support/answering.ts";
import { fault, json, post } from "./support/answers.ts";

const page = (ids: readonly string[], more: object = { isTruncated: false }): Answer =>
  json({ keys: ids.map((keyId) => ({ keyId })), ...more });

async function all(client: KmsClient, options: Partial<ListKeysOptions> = {}): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of listKeys(client, { region: "bj", ...options })) ids.push(id);
  return ids;
}

describe("listKeys", () => {
  it("follows the pages to the end, in both spellings", async () => {
    await using kms = await answeringKms([
      page(["a", "b"], { isTruncated: true, nextMarker: "b" }),
      page([], { truncated: true, nextMarker: "c" }),
      page(["d"]),
    ]);
    expect(await all(kms.client, { pageSize: 2 })).toEqual(["a", "b", "d"]);
    expect(kms.seen).toEqual([
      post("ListKeys", { limit: 2 }),
      post("ListKeys", { limit: 2, marker: "b" }),
      post("ListKeys", { limit: 2, marker: "c" }),
    ]);
  });

  it.each<{ name: string; answer: Answer; expected: string[] }>([
    { name: "no keys", answer: page([]), expected: [] },
    { name: "keys, and no word on more", answer: page(["a"], {}), expected: ["a"] },
    {
      name: "null for whether there is more",
      answer: page(["a"], { isTruncated: null, nextMarker: null }),
      expected: ["a"],
    },
    {
      name: "a marker although nothing is left",
      answer: page(["a"], { isTruncated: false, nextMarker: "a" }),
      expected: ["a"],
    },
  ])("takes $name for the whole list", async ({ answer, expected }) => {
    await using kms = await answeringKms([answer]);
    expect(await all(kms.client)).toEqual(expected);
    expect(kms.seen).toHaveLength(1);
  });

  it("takes either spelling for more, and a marker without a word", async () => {
    await using kms = await answeringKms([
      page(["a"], { isTruncated: false, truncated: true, nextMarker: "a" }),
      page(["b"], { nextMarker: "b" }),
      page(["c"]),
    ]);
    expect(await all(kms.client)).toEqual(["a", "b", "c"]);
  });

  it("asks for the next page only when somebody wants it", async () => {
    await using kms = await answeringKms([page(["a"], { isTruncated: true, nextMarker: "a" })]);
    const keys = listKeys(kms.client, { region: "bj" });
    expect(await keys.next()).toEqual({ done: false, value: "a" });
    await keys.return();
    expect(kms.seen).toHaveLength(1);
  });

  it.each<{ name: string; answers: Answer[]; requests: number; says: string }>([
    {
      name: "a marker that comes again",
      answers: [
        page(["a"], { isTruncated: true, nextMarker: "a" }),
        page(["b"], { isTruncated: true, nextMarker: "b" }),
        page(["c"], { isTruncated: true, nextMarker: "a" }),
      ],
      requests: 3,
      says: "points back",
    },
    {
      name: "more without a marker",
      answers: [page(["a"], { isTruncated: true })],
      requests: 1,
      says: 'no "nextMarker"',
    },
    {
      name: "a full page that does not say whether it is the last",
      answers: [page(["a", "b"], {})],
      requests: 1,
      says: "is a full page",
    },
    {
      name: "more by a word",
      answers: [page(["a"], { isTruncated: "true", nextMarker: "a" })],
      requests: 1,
      says: "neither by true nor by false",
    },
    {
      name: "more by a number in the other spelling",
      answers: [page(["a"], { isTruncated: false, truncated: 1, nextMarker: "a" })],
      requests: 1,
      says: "neither by true nor by false",
    },
    {
      name: "a list within a result",
      answers: [json({ result: { keys: [] } })],
      requests: 1,
      says: 'no list "keys"',
    },
    {
      name: "a list beside a code",
      answers: [json({ code: "AccessDenied", keys: [] })],
      requests: 1,
      says: "holds an error",
    },
    { name: "no list", answers: [json({})], requests: 1, says: 'no list "keys"' },
    { name: "nothing", answers: [{}], requests: 1, says: 'no list "keys"' },
    { name: "a key without an id", answers: [json({ keys: [{}] })], requests: 1, says: "has no id" },
    { name: "a key that is null", answers: [json({ keys: [null] })], requests: 1, says: "has no id" },
  ])("refuses $name", async ({ answers, requests, says }) => {
    await using kms = await answeringKms(answers);
    const error = await rejection(all(kms.client, { pageSize: 2 }));
    expect(error).toMatchObject({ code: "UnexpectedAnswer", operation: "ListKeys", key: undefined });
    expect(error.message).toContain(says);
    expect(kms.seen).toHaveLength(requests);
  });

  it("gives up on a list that never ends", async () => {
    const answers = Array.from({ length: 4 }, (_, index) =>
      page([], { isTruncated: true, nextMarker: `m-${index}` }),
    );
    await using kms = await answeringKms(answers);
    const error = await rejection(all(kms.client, { maxPages: 3 }));
    expect(error.code).toBe("UnexpectedAnswer");
    expect(error.message).toContain("after 3 pages");
    expect(kms.seen).toHaveLength(3);
  });

  it("passes on what the cloud refuses", async () => {
    await using kms = await answeringKms([fault(403, "AccessDenied")]);
    const error = await rejection(all(kms.client));
    expect(error).toMatchObject({ code: "AccessDenied" });
    expect(error.message).toContain("Grant the permission ListKeys");
  });
});
