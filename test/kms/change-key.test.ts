// The calls that change a key's state: what they send, and how a lost answer is settled.

import { describe, expect, it } from "vitest";
import type { KmsClient } from "../../lib/kms/index.ts";
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  enableRotation,
  scheduleKeyDeletion,
} from "../../lib/kms/write.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringKms } from "../support/answering.ts";
import { fault, json, post, target } from "./support/answers.ts";

const described = (changes: object): Answer =>
  json({ keyMetadata: { keyId: "k-1", keyState: "enabled", ...changes } });

interface Row {
  readonly name: string;
  readonly change: (client: KmsClient) => Promise<unknown>;
  readonly body: object;
  readonly success: Answer;
  readonly gives: unknown;
  /** The key after the change, and what the call gives when it had to ask. */
  readonly done: Answer;
}

const ROWS: readonly Row[] = [
  {
    name: "EnableKey",
    change: (client) => enableKey(client, target),
    body: { keyId: "k-1" },
    success: {},
    gives: undefined,
    done: described({ keyState: "Enabled" }),
  },
  {
    name: "DisableKey",
    change: (client) => disableKey(client, target),
    body: { keyId: "k-1" },
    success: {},
    gives: undefined,
    done: described({ keyState: "disabled" }),
  },
  {
    name: "ScheduleKeyDeletion",
    change: (client) => scheduleKeyDeletion(client, { ...target, windowDays: 7 }),
    body: { keyId: "k-1", pendingWindowInDays: 7 },
    success: json({ keyId: "k-1", deletionDate: "2026-11-30T10:00:00Z" }),
    gives: "2026-11-30T10:00:00Z",
    done: described({ keyState: "pendingDeletion", deletionDate: "2026-11-30T10:00:00Z" }),
  },
  {
    name: "CancelKeyDeletion",
    change: (client) => cancelKeyDeletion(client, target),
    body: { keyId: "k-1" },
    success: {},
    gives: undefined,
    done: described({ keyState: "disabled" }),
  },
  {
    name: "EnableRotation",
    change: (client) => enableRotation(client, { ...target, rotateCycle: 90 }),
    body: { keyId: "k-1", rotateCycle: 90 },
    success: json({ success: 1 }),
    gives: undefined,
    done: described({ rotateCycle: 90 }),
  },
];
const undone = described({ keyState: "pendingImport", rotateCycle: 0 });

describe.each(ROWS)("$name", ({ name, change, body, success, gives, done }) => {
  it("sends one request and gives what the answer says", async () => {
    await using kms = await answeringKms([success]);
    expect(await change(kms.client)).toEqual(gives);
    expect(kms.seen).toEqual([post(name, body)]);
  });

  it("is sent once, and done when its answer was lost and the key shows the change", async () => {
    await using kms = await answeringKms(["reset", done], { maxRetries: 4 });
    expect(await change(kms.client)).toEqual(gives);
    expect(kms.seen).toEqual([post(name, body), post("DescribeKey", { keyId: "k-1" })]);
  });

  it.each<{ name: string; answers: Answer[]; code: string; requests: number }>([
    {
      name: "a refusal, and does not ask",
      answers: [fault(400, "InvalidKeyState"), done],
      code: "InvalidRequest",
      requests: 1,
    },
    {
      name: "a throttled call, and does not send it again: a bucket may take the key meanwhile",
      answers: [fault(429, "TooManyRequests"), success],
      code: "Throttled",
      requests: 1,
    },
    {
      name: "a lost answer, and a key that is as before",
      answers: ["reset", undone],
      code: "ConnectionLost",
      requests: 2,
    },
    {
      name: "a lost answer, and a key that nobody may see",
      answers: ["reset", fault(403, "AccessDenied")],
      code: "ConnectionLost",
      requests: 2,
    },
    {
      name: "a page of a proxy in place of everything",
      answers: [{ body: "<html>log in</html>" }],
      code: "UnexpectedAnswer",
      requests: 2,
    },
  ])("fails after $name", async ({ answers, code, requests }) => {
    await using kms = await answeringKms(answers, { maxRetries: 1 });
    expect(await rejection(change(kms.client))).toMatchObject({ code, operation: name, key: "k-1" });
    expect(kms.seen).toHaveLength(requests);
  });
});

/** Successes that are not what the call answers: by themselves they prove nothing. */
const FOREIGN: readonly Answer[] = [
  { body: "{}" },
  { body: " " },
  { body: "success" },
  json({ success: "1" }),
  json({ result: {} }),
  json({ code: "AccessDenied" }),
  json({ keyId: "k-2", deletionDate: "2026-11-30T10:00:00Z" }),
  json({ deletionDate: "2026-11-30T10:00:00Z" }),
  { body: `{"keyId":${"[".repeat(5_000)}${"]".repeat(5_000)}}` },
  { status: 201 },
  { status: 202, body: '{"success":1}' },
  { status: 206 },
];

describe.each(ROWS)("a foreign success of $name", ({ change, gives, done, name, success }) => {
  const rows = FOREIGN.map((answer) => ({ answer, title: JSON.stringify(answer).slice(0, 70) }));
  it.each(rows)("$title: the key decides", async ({ answer }) => {
    await using kms = await answeringKms([answer, done]);
    expect(await change(kms.client)).toEqual(gives);
    expect(kms.seen[1]).toEqual(post("DescribeKey", { keyId: "k-1" }));

    await using other = await answeringKms([answer, undone]);
    expect(await rejection(change(other.client))).toMatchObject({
      code: "UnexpectedAnswer",
      operation: name,
      mayHaveTakenEffect: true,
    });
  });

  it("is no key that tells, when another key is described", async () => {
    const stranger = json({
      keyMetadata: { keyId: "k-2", keyState: "pendingDeletion", rotateCycle: 90 },
    });
    await using kms = await answeringKms([{ body: "success" }, stranger]);
    expect(await rejection(change(kms.client))).toMatchObject({ code: "UnexpectedAnswer", operation: name });
  });

  it("is not seen where the success is the call's own", async () => {
    await using kms = await answeringKms([success, undone]);
    expect(await change(kms.client)).toEqual(gives);
    expect(kms.seen).toHaveLength(1);
  });
});

describe("EnableRotation that failed", () => {
  it.each([0, false])("by success %j is a refusal, whatever the key shows", async (success) => {
    await using kms = await answeringKms([json({ success }), described({ rotateCycle: 90 })], {
      maxRetries: 3,
    });
    const error = await rejection(enableRotation(kms.client, { ...target, rotateCycle: 90 }));
    expect(error).toMatchObject({ code: "InvalidRequest", mayHaveTakenEffect: false, retryable: false });
    expect(error.message).toMatch(
      /^EnableRotation of key "k-1" was refused: 200\. KMS answers that it failed \("success": (0|false)\): the rotation is as it was\. Only an enabled, symmetric key/,
    );
    expect(kms.seen).toHaveLength(1);
  });
});

describe("the odd answers of two calls", () => {
  it("EnableRotation is done by a word that is no JSON, when the key shows the cycle", async () => {
    await using kms = await answeringKms([{ body: "success" }, described({ rotateCycle: 90 })]);
    await expect(enableRotation(kms.client, { ...target, rotateCycle: 90 })).resolves.toBeUndefined();
  });

  it("ScheduleKeyDeletion gives no date when neither the answer nor the key has one", async () => {
    await using kms = await answeringKms([{}, described({ keyState: "pendingDeletion" })]);
    expect(await scheduleKeyDeletion(kms.client, { ...target, windowDays: 30 })).toBeUndefined();
  });

  it("ScheduleKeyDeletion takes the key's id in capitals", async () => {
    await using kms = await answeringKms([json({ keyId: "K-1", deletionDate: "2026-11-30T10:00:00Z" })]);
    expect(await scheduleKeyDeletion(kms.client, { ...target, windowDays: 30 })).toBe("2026-11-30T10:00:00Z");
    expect(kms.seen).toHaveLength(1);
  });
});
