// Whatever answers in place of KMS: each call ends, with a value that the answer bears out or with a documented error.
import fc from "fast-check";
import { describe, expect } from "vitest";
import type { BceResponse } from "../../lib/bce/message.ts";
import {
  describeKey,
  describeKeyState,
  isMissingKey,
  type KmsClient,
  listKeys,
} from "../../lib/kms/index.ts";
import {
  cancelKeyDeletion,
  createKey,
  disableKey,
  enableKey,
  enableRotation,
  scheduleKeyDeletion,
} from "../../lib/kms/write.ts";
import { answer, endOf, foreign, kmsAnswering } from "./support/answers.ts";
import { json, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const target = { keyId: "5be45b47-38ba-f055-e892-25ff66c91adc", region: "bj" };

const metadata = fc.record(
  {
    keyId: fc.oneof(text, json()),
    keyState: fc.oneof(
      fc.constantFrom("enabled", "DISABLED", "pendingDeletion", "pendingImport"),
      text,
      json(),
    ),
    description: fc.oneof(text, json()),
    rotateCycle: json(),
    deletionDate: fc.oneof(text, json()),
    keySpec: fc.oneof(text, json()),
  },
  { requiredKeys: [] },
);
const keys = answer(
  ["keyMetadata", "keyId", "keyState"],
  fc.record({ keyMetadata: fc.oneof(metadata, json("keyId", "keyState")) }),
);

describe("reads", () => {
  law("DescribeKey gives a key with an id and a state, or a documented error", keys, async (response) => {
    const ended = await endOf(describeKey(kmsAnswering(response), target));
    if (!ended.ok) {
      expect(isMissingKey(ended.error)).toBeTypeOf("boolean");
      return;
    }
    const { keyMetadata } = JSON.parse(response.body) as { keyMetadata: Record<string, unknown> };
    expect(ended.value.keyId).toBe(keyMetadata["keyId"]);
    expect(ended.value.keyId).not.toBe("");
    expect(describeKeyState(ended.value.state)).toBeTypeOf("string");
    const { state: _, description, ...told } = ended.value;
    expect(keyMetadata).toMatchObject(description === "" ? told : { ...told, description });
  });

  law("a key is missing only by an answer that says so", keys, async (response) => {
    const ended = await endOf(describeKey(kmsAnswering(response), target));
    if (ended.ok || !isMissingKey(ended.error)) return;
    expect(response.status === 404 || /NotFound|NoSuchKey|InvalidKeyId/i.test(response.body)).toBe(true);
    expect(response.status).toBeGreaterThanOrEqual(400);
  });

  const page = fc.record(
    {
      keys: fc.oneof(fc.array(fc.record({ keyId: fc.oneof(text, json()) }), { maxLength: 3 }), json("keyId")),
      isTruncated: fc.oneof(fc.boolean(), json()),
      truncated: fc.oneof(fc.boolean(), json()),
      nextMarker: fc.oneof(text, json()),
    },
    { requiredKeys: ["keys"] },
  );

  law(
    "ListKeys ends, with ids that are texts or with a documented error",
    answer(["keys", "isTruncated", "truncated", "nextMarker"], page),
    async (response) => {
      const ended = await endOf(allOf(kmsAnswering(response)));
      for (const keyId of ended.ok ? ended.value : []) {
        expect(keyId).toBeTypeOf("string");
        expect(keyId).not.toBe("");
      }
    },
  );
});

describe("writes", () => {
  const writes = {
    EnableKey: (client) => enableKey(client, target),
    DisableKey: (client) => disableKey(client, target),
    CancelKeyDeletion: (client) => cancelKeyDeletion(client, target),
    EnableRotation: (client) => enableRotation(client, { ...target, rotateCycle: 30 }),
    ScheduleKeyDeletion: (client) => scheduleKeyDeletion(client, { ...target, windowDays: 30 }),
    CreateKey: (client) => createKey(client, { key: { description: "a key" }, region: "bj" }),
  } satisfies Readonly<Record<string, (client: KmsClient) => Promise<unknown>>>;
  const write = fc.constantFrom(...(Object.keys(writes) as (keyof typeof writes)[]));

  const changed = fc.record(
    { success: json(), keyId: json(), deletionDate: json(), keyMetadata: metadata },
    { requiredKeys: [] },
  );
  const changes = answer(["keyMetadata", "success", "deletionDate"], changed);

  law("end with a documented error or are done", fc.tuple(write, changes), async ([name, response]) => {
    const ended = await endOf<unknown>(writes[name](kmsAnswering(response)));
    if (name !== "CreateKey" || !ended.ok) return;
    expect(ended.value).toBeTypeOf("string");
    expect(ended.value).not.toBe("");
  });

  law(
    "are not done by an object that is no answer to them",
    fc.tuple(write, foreign),
    async ([name, body]) => {
      expect(await endOf<unknown>(writes[name](kmsAnswering(ok(body))))).toMatchObject({ ok: false });
    },
    { runs: 60 },
  );

  law(
    "are not done by a status that says something else",
    fc.tuple(write, fc.constantFrom(202, 205, 206)),
    async ([name, status]) => {
      const response = { ...ok('{"success":1}'), status };
      expect(await endOf<unknown>(writes[name](kmsAnswering(response)))).toMatchObject({ ok: false });
    },
    { runs: 30 },
  );
});

const ok = (body: string): BceResponse => ({ status: 200, headers: {}, body });

/** Two pages at most are allowed, as every answer is the same. */
async function allOf(client: KmsClient): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const keyId of listKeys(client, { region: "bj", maxPages: 3 })) found.push(keyId);
  return found;
}
