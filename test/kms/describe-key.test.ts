import { describe, expect, it } from "vitest";
import { describeKey, describeKeyState, type KeyState } from "../../lib/kms/index.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringKms } from "../support/answering.ts";
import { fault, json, post, target } from "./support/answers.ts";

const described = (changes: object): Answer =>
  json({ keyMetadata: { keyId: "k-1", keyState: "enabled", ...changes } });

describe("describeKey", () => {
  it.each<{ name: string; answer: Answer; expected: object }>([
    {
      name: "everything that the cloud tells",
      answer: described({
        description: "logs",
        creationDate: "2026-11-23T10:00:00Z",
        deletionDate: "2026-12-23T10:00:00Z",
        keyUsage: "ENCRYPT_DECRYPT",
        region: "bj",
        origin: "BAIDU_KMS",
        keySpec: "SM4_128",
        protectedBy: "HSM",
        rotateCycle: 365,
        nextRotateTime: "2027-11-23T10:00:00Z",
      }),
      expected: {
        keyId: "k-1",
        state: "enabled",
        description: "logs",
        creationDate: "2026-11-23T10:00:00Z",
        deletionDate: "2026-12-23T10:00:00Z",
        keyUsage: "ENCRYPT_DECRYPT",
        region: "bj",
        origin: "BAIDU_KMS",
        keySpec: "SM4_128",
        protectedBy: "HSM",
        rotateCycle: 365,
        nextRotateTime: "2027-11-23T10:00:00Z",
      },
    },
    {
      name: "no more than there is",
      answer: described({ description: null, deletionDate: "", keySpec: null, rotateCycle: null }),
      expected: { keyId: "k-1", state: "enabled", description: "" },
    },
    {
      name: "what it does not know, left out",
      answer: described({ colour: "red" }),
      expected: { keyId: "k-1", state: "enabled", description: "" },
    },
  ])("gives $name", async ({ answer, expected }) => {
    await using kms = await answeringKms([answer]);
    expect(await describeKey(kms.client, target)).toEqual(expected);
    expect(kms.seen).toEqual([post("DescribeKey", { keyId: "k-1" })]);
  });

  it("takes the id in capitals for the same key", async () => {
    await using kms = await answeringKms([described({ keyId: "K-1" })]);
    expect(await describeKey(kms.client, target)).toMatchObject({ keyId: "K-1" });
  });

  it.each<{ keyState: string; state: KeyState; words: string }>([
    { keyState: "enabled", state: "enabled", words: "enabled" },
    { keyState: "ENABLED", state: "enabled", words: "enabled" },
    { keyState: "Disabled", state: "disabled", words: "disabled" },
    { keyState: "pendingDeletion", state: "pending-deletion", words: "pending deletion" },
    { keyState: "PendingDeletion", state: "pending-deletion", words: "pending deletion" },
    { keyState: "pendingImport", state: "pending-import", words: "pending import" },
    { keyState: "Frozen", state: { unknown: "Frozen" }, words: '"Frozen"' },
    { keyState: "constructor", state: { unknown: "constructor" }, words: '"constructor"' },
  ])("reads the state $keyState", async ({ keyState, state, words }) => {
    await using kms = await answeringKms([described({ keyState })]);
    const key = await describeKey(kms.client, target);
    expect(key.state).toEqual(state);
    expect(describeKeyState(key.state)).toBe(words);
  });

  it.each<{ name: string; answer: Answer }>([
    { name: "nothing", answer: {} },
    { name: "no metadata", answer: json({}) },
    { name: "metadata that is a list", answer: json({ keyMetadata: [] }) },
    { name: "another key", answer: described({ keyId: "k-2" }) },
    {
      name: "a key within a result",
      answer: json({ result: { keyMetadata: { keyId: "k-1", keyState: "enabled" } } }),
    },
    { name: "a bare code", answer: json({ code: "AccessDenied" }) },
    { name: "204", answer: { status: 204 } },
    { name: "203", answer: { status: 203, body: '{"keyMetadata":{"keyId":"k-1","keyState":"enabled"}}' } },
    { name: "no state", answer: described({ keyState: undefined }) },
    { name: "an empty state", answer: described({ keyState: "" }) },
    { name: "an id that is a number", answer: described({ keyId: 1 }) },
    { name: "a login page", answer: { body: "<html>log in</html>" } },
    { name: "an error in a success", answer: json({ code: "NoSuchKey", message: "m" }) },
  ])("takes $name for an answer that is not the API's", async ({ answer }) => {
    await using kms = await answeringKms([answer]);
    expect(await rejection(describeKey(kms.client, target))).toMatchObject({
      code: "UnexpectedAnswer",
      operation: "DescribeKey",
      key: "k-1",
    });
  });

  it("names call and key when it fails, and what to do about a key that is missing", async () => {
    await using kms = await answeringKms([fault(404, "NoSuchKey")]);
    const { message } = await rejection(describeKey(kms.client, target));
    expect(message).toBe(
      'DescribeKey of key "k-1" failed: 404 NoSuchKey, request id r-1. The cloud says: "about NoSuchKey". Check the key\'s id and region, that the access key is of the account that owns the key, and that its deletion has not come to its end.',
    );
  });
});
