import { describe, expect, it } from "vitest";
import { createKey, type NewKey } from "../../lib/kms/write.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringKms } from "../support/answering.ts";
import { fault, json, post } from "./support/answers.ts";

const created = json({ keyMetadata: { keyId: "k-new", keyState: "enabled" } });
const newKey: NewKey = { description: "logs", keySpec: "SM4_128" };

describe("createKey", () => {
  it.each<{ name: string; key: NewKey; body: object }>([
    { name: "nothing of its own", key: {}, body: { keyUsage: "ENCRYPT_DECRYPT" } },
    {
      name: "every desired state",
      key: {
        description: "logs",
        keySpec: "SM4_128",
        protectedBy: "HSM",
        origin: "EXTERNAL",
        rotateCycle: 0,
      },
      body: {
        description: "logs",
        keySpec: "SM4_128",
        protectedBy: "HSM",
        origin: "EXTERNAL",
        rotateCycle: 0,
        keyUsage: "ENCRYPT_DECRYPT",
      },
    },
  ])("sends $name and gives the id", async ({ key, body }) => {
    await using kms = await answeringKms([created]);
    expect(await createKey(kms.client, { key, region: "bj" })).toBe("k-new");
    expect(kms.seen).toEqual([post("CreateKey", body)]);
  });

  it("gives the id also of a key without a state, once KMS confirms it: a key must not get lost", async () => {
    await using kms = await answeringKms([json({ keyMetadata: { keyId: "k-new" } }), created]);
    expect(await createKey(kms.client, { key: newKey, region: "bj" })).toBe("k-new");
    expect(kms.seen[1]).toEqual(post("DescribeKey", { keyId: "k-new" }));
  });

  it.each<{ name: string; answer: Answer }>([
    { name: "does not know", answer: fault(404, "NoSuchKey") },
    { name: "takes for another", answer: json({ keyMetadata: { keyId: "k-1", keyState: "enabled" } }) },
    { name: "may not be asked of", answer: fault(403, "AccessDenied") },
  ])("gives no id without a state that KMS $name, but names it", async ({ answer }) => {
    await using kms = await answeringKms([json({ keyMetadata: { keyId: "k-new" } }), answer]);
    const error = await rejection(createKey(kms.client, { key: newKey, region: "bj" }));
    expect(error).toMatchObject({ code: "UnexpectedAnswer", operation: "CreateKey" });
    expect(error.message).toContain(
      "only an id that KMS does not confirm: k-new. A key may have been created",
    );
  });

  it("is sent once, also when KMS was too busy to act: whoever asked decides", async () => {
    await using kms = await answeringKms([fault(429, "TooManyRequests"), created], { maxRetries: 4 });
    const error = await rejection(createKey(kms.client, { key: newKey, region: "bj" }));
    expect(error).toMatchObject({ code: "Throttled", mayHaveTakenEffect: false });
    expect(kms.seen).toHaveLength(1);
  });

  it.each<{ name: string; answers: Answer[]; code: string }>([
    { name: "a reset", answers: ["reset", created], code: "ConnectionLost" },
    { name: "a server error", answers: [fault(500, "InternalError"), created], code: "ServerError" },
    { name: "a gateway's timeout", answers: [{ status: 504, body: "<html>" }, created], code: "ServerError" },
    { name: "a request timeout", answers: [{ status: 408 }, created], code: "Timeout" },
    { name: "a login page", answers: [{ body: "<html>" }, created], code: "UnexpectedAnswer" },
    { name: "no id", answers: [json({ keyMetadata: {} }), created], code: "UnexpectedAnswer" },
    { name: "nothing", answers: [{}, created], code: "UnexpectedAnswer" },
    { name: "202", answers: [{ status: 202, body: "{}" }, created], code: "UnexpectedAnswer" },
    { name: "an id elsewhere", answers: [json({ keyId: "k-new" }), created], code: "UnexpectedAnswer" },
  ])("is not sent again after $name, and says how to find the key", async ({ answers, code }) => {
    await using kms = await answeringKms(answers, { maxRetries: 4 });
    const error = await rejection(createKey(kms.client, { key: newKey, region: "gz" }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^CreateKey .* A key may have been created all the same/);
    expect(error.message).toContain('region gz, for the newest key with the description "logs"');
    expect(kms.seen).toHaveLength(answers.length - 1);
  });

  it("says so too when it is cancelled on its way", async () => {
    const controller = new AbortController();
    await using kms = await answeringKms([created]);
    const { signal } = controller;
    const pending = rejection(createKey(kms.client, { key: {}, region: "bj", signal }));
    controller.abort();
    const error = await pending;
    expect(error.code).toBe("Cancelled");
    expect(error.message).toContain("for the newest key without a description");
  });

  it.each([
    { name: "a refusal", answer: fault(400, "InvalidArgument"), code: "InvalidRequest" },
    { name: "a denial", answer: fault(403, "AccessDenied"), code: "AccessDenied" },
  ])("has no doubts after $name", async ({ answer, code }) => {
    await using kms = await answeringKms([answer], { maxRetries: 4 });
    const error = await rejection(createKey(kms.client, { key: newKey, region: "bj" }));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain("may have been created");
    expect(kms.seen).toHaveLength(1);
  });
});
