// Whatever answers in place of BOS: each call ends, with a value that the answer bears out or with a documented error.
import fc from "fast-check";
import { describe, expect } from "vitest";
import type { BceResponse } from "../../lib/bce/message.ts";
import {
  getBucketLogTarget,
  hasBucketReplication,
  hasBucketWebsite,
  headBucket,
  isBucketReadByEverybody,
} from "../../lib/bos/index.ts";
import { diff, observe } from "../../lib/encryption/index.ts";
import { bosCalls } from "../../lib/reconcile/index.ts";
import { answer, bosAnswering, endOf, foreign } from "./support/answers.ts";
import { json, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const callsOf = (response: BceResponse) => bosCalls(bosAnswering(response));

const target = { bucket: "acme-logs", region: "bj" };

const setting = fc
  .tuple(
    fc.record(
      {
        encryptionAlgorithm: fc.oneof(
          fc.constantFrom("AES256", "SM4", "none", "NONE", "", null, "aes256", "AES512"),
          json(),
        ),
        kmsMasterKeyId: fc.oneof(fc.constantFrom("5be45b47-38ba-f055-e892-25ff66c91adc", "", null), json()),
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(text, json(), { maxKeys: 2 }),
  )
  .map(([known, more]) => ({ ...more, ...known }));

const settings = answer(["encryptionAlgorithm", "kmsMasterKeyId"], setting);

describe("GetBucketEncryption", () => {
  law(
    "is off only by an answer that is documented to mean it",
    settings,
    async (response) => {
      const ended = await endOf(callsOf(response).get(target));
      if (ended.ok && observe(ended.value).kind === "disabled") expect(meansOff(response)).toBe(true);
    },
    { runs: 200 },
  );

  const on = fc.record(
    {
      encryptionAlgorithm: fc.constantFrom("AES256", "SM4"),
      kmsMasterKeyId: fc.constantFrom("key-1", "", null),
    },
    { requiredKeys: ["encryptionAlgorithm"] },
  );
  const others = fc.dictionary(
    text.map((name) => `x${name}`),
    json(),
    { maxKeys: 2 },
  );

  law("shows what is on, whatever stands beside it", fc.tuple(on, others), async ([known, more]) => {
    const body = JSON.stringify({ ...more, ...known });
    const ended = await endOf(callsOf(ok(body)).get(target));
    const { encryptionAlgorithm: algorithm, kmsMasterKeyId: key = null } = known;
    expect(ended.ok && observe(ended.value)).toMatchObject(
      key === null || key === ""
        ? { kind: "bos-managed", algorithm }
        : { kind: "kms-managed", algorithm, kmsMasterKeyId: key },
    );
  });

  law("gives nothing that a PUT could not send back", settings, async (response) => {
    const ended = await endOf(callsOf(response).get(target));
    if (!ended.ok) return;
    const desired = { kind: "bos-managed", algorithm: "SM4" } as const;
    const difference = diff(desired, observe(ended.value));
    if (difference.action !== "put") return;
    const put = callsOf(ok("")).put(target, difference.fields);
    expect(await endOf(put)).toEqual({ ok: true, value: undefined });
  });
});

describe("writes", () => {
  const writes = fc.constantFrom(
    [
      "PUT",
      (response: BceResponse) => callsOf(response).put(target, { encryptionAlgorithm: "AES256" }),
    ] as const,
    ["DELETE", (response: BceResponse) => callsOf(response).delete(target)] as const,
  );

  law(
    "end with a documented error or are done",
    fc.tuple(writes, settings),
    async ([[, write], response]) => {
      await endOf(write(response));
    },
  );

  law(
    "are not done by an object that is no answer to them",
    fc.tuple(writes, foreign),
    async ([[, write], body]) => {
      expect(await endOf(write(ok(body)))).toMatchObject({ ok: false, error: { code: "UnexpectedAnswer" } });
    },
    { runs: 60 },
  );

  law(
    "are not done by a status that says something else",
    fc.tuple(writes, fc.constantFrom(202, 205, 206)),
    async ([[, write], status]) => {
      expect(await endOf(write({ ...ok(""), status }))).toMatchObject({ ok: false });
    },
    { runs: 20 },
  );
});

describe("lists and other settings of a bucket", () => {
  const bucket = fc.record(
    { name: fc.oneof(text, json()), location: fc.oneof(text, json()), creationDate: json() },
    { requiredKeys: [] },
  );
  const list = fc.record(
    {
      buckets: fc.oneof(fc.array(bucket, { maxLength: 3 }), json("name", "location")),
      isTruncated: json(),
      owner: json(),
    },
    { requiredKeys: [] },
  );

  law(
    "ListBuckets gives names and regions that are texts, or a documented error",
    answer(["buckets", "isTruncated", "name", "location"], list),
    async (response) => {
      const ended = await endOf(callsOf(response).list("bj"));
      if (!ended.ok) return;
      for (const { name, location } of ended.value.buckets)
        expect([typeof name, typeof location]).toEqual(["string", "string"]);
      expect(JSON.parse(response.body)).toMatchObject({ buckets: expect.any(Array) });
    },
    { runs: 200 },
  );

  const grants = fc.array(
    fc.record(
      { grantee: fc.oneof(fc.constant([{ id: "*" }]), json("id")), permission: json() },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  );
  const subresource = fc.record(
    {
      accessControlList: fc.oneof(grants, json("grantee", "permission")),
      status: fc.oneof(fc.constant("enabled"), json()),
      targetBucket: fc.oneof(text, json()),
      rules: json(),
      index: json(),
      notFound: json(),
    },
    { requiredKeys: [] },
  );
  const subresources = answer(["accessControlList", "status", "targetBucket", "rules", "index"], subresource);

  law("every other read gives what it promises, or a documented error", subresources, async (response) => {
    const client = bosAnswering(response);
    for (const read of [isBucketReadByEverybody, hasBucketReplication, hasBucketWebsite]) {
      const ended = await endOf(read(client, target));
      if (ended.ok) expect(ended.value).toBeTypeOf("boolean");
    }
    const log = await endOf(getBucketLogTarget(client, target));
    if (log.ok) expect(["string", "undefined"]).toContain(typeof log.value);
    await endOf(headBucket(client, target));
  });
});

const ok = (body: string): BceResponse => ({ status: 200, headers: {}, body });

/**
 * The documented ways to say "not encrypted", written apart from the code that reads them: 204, an empty 200, `{}`, and an
 * algorithm that is null or empty beside no key, or `none`; and a 404 whose code names encryption. A key that is null counts as
 * not there.
 */
function meansOff({ status, body }: BceResponse): boolean {
  if (status === 204) return true;
  if (status === 404) return /encryption/i.test(String(objectIn(body)?.get("code")));
  if (status !== 200) return false;
  if (body.trim() === "") return true;
  const fields = objectIn(body);
  if (fields === undefined) return false;
  const hasKey = ![undefined, null, ""].includes(fields.get("kmsMasterKeyId") as string | null | undefined);
  if (fields.size === 0) return true;
  const algorithm = fields.get("encryptionAlgorithm");
  if (typeof algorithm === "string" && algorithm.toLowerCase() === "none") return true;
  if (hasKey) return false;
  return fields.has("encryptionAlgorithm")
    ? algorithm === null || algorithm === ""
    : fields.size === 1 && fields.has("kmsMasterKeyId");
}

function objectIn(body: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? new Map(Object.entries(parsed)) : undefined;
  } catch {
    return undefined;
  }
}
