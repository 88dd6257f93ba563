// The key service: its calls over the wire, states, and time.
import { describe, expect, it } from "vitest";
import type { Emulator } from "../../lib/emulator/index.ts";
import { kms, outcome, type Sent, send, timestampOf } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const startMs = Date.parse("2026-11-23T12:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;
const asIs = {
  description: "",
  keyState: "enabled",
  keyUsage: "ENCRYPT_DECRYPT",
  keySpec: "BAIDU_AES_256",
  protectedBy: "SOFTWARE",
  origin: "BAIDU_KMS",
  region: "bj",
  creationDate: "2026-11-23T12:00:00Z",
  rotateCycle: 0,
};

/** An emulator whose clock only the test moves, and a way to send at its time. */
async function atNoon() {
  let nowMs = startMs;
  const emulator = await freshEmulator({ clock: () => nowMs });
  return {
    emulator,
    ask: (sent: Sent) => outcome(emulator, { ...sent, signing: { timestamp: timestampOf(nowMs) } }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("CreateKey", () => {
  it.each<[string, object, object]>([
    ["nothing", {}, asIs],
    [
      "every desired state",
      {
        description: "logs",
        keySpec: "SM4_128",
        protectedBy: "HSM",
        keyUsage: "ENCRYPT_DECRYPT",
        rotateCycle: 90,
      },
      { ...asIs, description: "logs", keySpec: "SM4_128", protectedBy: "HSM", rotateCycle: 90 },
    ],
    [
      "null for what is not desired for, as the Java SDK sends it",
      { description: null, keySpec: null, protectedBy: null, keyUsage: null, origin: null, rotateCycle: 0 },
      asIs,
    ],
    [
      "material of its own to come",
      { origin: "EXTERNAL" },
      { ...asIs, origin: "EXTERNAL", keyState: "pendingImport" },
    ],
  ])("with %s makes a key that DescribeKey shows", async (_name, body, expected) => {
    const { emulator, ask } = await atNoon();
    const answer = await ask(kms("CreateKey", body));
    const [keyId] = emulator.keys.map((key) => key.keyId);
    expect(answer).toEqual([200, { keyMetadata: { keyId, ...expected } }]);
    expect(await ask(kms("DescribeKey", { keyId }))).toEqual(answer);
  });

  it.each<[string, object]>([
    ["a description that is no text", { description: 1 }],
    ["an unknown spec", { keySpec: "AES_512" }],
    ["an unknown protection", { protectedBy: "HOPE" }],
    ["an unknown origin", { origin: "AWS_KMS" }],
    ["an unknown usage", { keyUsage: "SIGN_VERIFY" }],
    ["a cycle below 0", { rotateCycle: -1 }],
    ["a cycle that is too short", { rotateCycle: 6 }],
    ["a cycle that is a text", { rotateCycle: "90" }],
  ])("refuses %s", async (_name, body) => {
    const emulator = await freshEmulator();
    expect(await outcome(emulator, kms("CreateKey", body))).toEqual([400, "InvalidArgument"]);
    expect(emulator.keys).toEqual([]);
  });
});

describe("ListKeys", () => {
  it("gives ids page by page, in the order of creation, without those that are gone", async () => {
    const { emulator, ask, pass } = await atNoon();
    for (const keyId of ["a", "b", "c", "d"]) emulator.createKey({ keyId });
    expect(await ask(kms("ListKeys", { limit: 2 }))).toEqual([
      200,
      { keys: [{ keyId: "a" }, { keyId: "b" }], isTruncated: true, truncated: true, nextMarker: "b" },
    ]);
    emulator.scheduleDeletion("b", 7);
    emulator.scheduleDeletion("c", 7);
    pass(7 * dayMs);
    const rest = [200, { keys: [{ keyId: "d" }], isTruncated: false, truncated: false }];
    expect(await ask(kms("ListKeys", { limit: 2, marker: "b" }))).toEqual(rest);
    const all = [200, { keys: [{ keyId: "a" }, { keyId: "d" }], isTruncated: false, truncated: false }];
    expect(await ask(kms("ListKeys"))).toEqual(all);
    expect(await ask(kms("ListKeys", { marker: "" }))).toEqual(all);
  });

  it.each([{ limit: 0 }, { limit: 1001 }, { limit: "2" }, { marker: "nothing" }, { marker: 1 }])(
    "refuses %o",
    async (body) => {
      expect(await outcome(await freshEmulator(), kms("ListKeys", body))).toEqual([400, "InvalidArgument"]);
    },
  );
});

describe("a key's states", () => {
  const refused = [400, "InvalidKeyState"];
  it.each<[action: string, from: string, expected: unknown[], to: string]>([
    ["EnableKey", "enabled", [200], "enabled"],
    ["EnableKey", "disabled", [200], "enabled"],
    ["EnableKey", "pendingDeletion", refused, "pendingDeletion"],
    ["EnableKey", "pendingImport", refused, "pendingImport"],
    ["EnableKey", "Frozen", refused, "Frozen"],
    ["DisableKey", "enabled", [200], "disabled"],
    ["DisableKey", "disabled", [200], "disabled"],
    ["DisableKey", "pendingDeletion", refused, "pendingDeletion"],
    ["CancelKeyDeletion", "pendingDeletion", [200], "disabled"],
    ["CancelKeyDeletion", "enabled", refused, "enabled"],
    ["CancelKeyDeletion", "disabled", refused, "disabled"],
  ])("%s from %s: %o", async (action, from, expected, to) => {
    const emulator = await freshEmulator();
    const keyId = emulator.createKey({ keyState: from });
    expect(await outcome(emulator, kms(action, { keyId }))).toEqual(expected);
    expect(emulator.key(keyId)?.keyState).toBe(to);
  });

  it.each(["enabled", "disabled", "pendingImport"])(
    "can end from %s, and be saved until the last moment",
    async (keyState) => {
      const { emulator, ask, pass } = await atNoon();
      const keyId = emulator.createKey({ keyState });
      const schedule = kms("ScheduleKeyDeletion", { keyId, pendingWindowInDays: 7 });
      const deletionDate = "2026-11-30T12:00:00Z";
      expect(await ask(schedule)).toEqual([200, { keyId, deletionDate }]);
      expect(await ask(schedule)).toEqual([400, "InvalidKeyState"]);
      pass(7 * dayMs - 1);
      expect(emulator.key(keyId)).toMatchObject({ keyState: "pendingDeletion", deletionDate });
      expect(await ask(kms("CancelKeyDeletion", { keyId }))).toEqual([200]);
      pass(dayMs);
      expect(emulator.key(keyId)).toEqual({ ...asIs, keyId, keyState: "disabled" });
    },
  );

  it("end by the emulator's clock, and then there is no such key", async () => {
    const { emulator, ask, pass } = await atNoon();
    const keyId = emulator.createKey();
    await ask(kms("ScheduleKeyDeletion", { keyId, pendingWindowInDays: 30 }));
    pass(30 * dayMs);
    const actions = ["DescribeKey", "EnableKey", "DisableKey", "CancelKeyDeletion"];
    const seen = [];
    for (const action of actions) seen.push(await ask(kms(action, { keyId })));
    expect(seen).toEqual(actions.map(() => [404, "NoSuchKey"]));
    expect([emulator.key(keyId), emulator.keys]).toEqual([undefined, []]);
    expect(() => emulator.setKeyState(keyId, "enabled")).toThrow(`no key "${keyId}"`);
    expect(() => emulator.createKey({ keyId })).toThrow("already has a key");
  });

  it.each([6, 31, 7.5, "7", undefined])("do not end in %o days", async (pendingWindowInDays) => {
    const emulator = await freshEmulator();
    const keyId = emulator.createKey();
    const schedule = kms("ScheduleKeyDeletion", { keyId, pendingWindowInDays });
    expect(await outcome(emulator, schedule)).toEqual([400, "InvalidArgument"]);
    expect(emulator.key(keyId)?.keyState).toBe("enabled");
  });
});

describe("EnableRotation", () => {
  it.each<[string, Parameters<Emulator["createKey"]>[0], unknown, unknown[], number]>([
    ["a cycle", {}, 90, [200, { success: 1 }], 90],
    ["a cycle that is a text", {}, "90", [200, { success: 1 }], 90],
    ["the shortest cycle", {}, 7, [200, { success: 1 }], 7],
    ["the longest cycle", {}, 365, [200, { success: 1 }], 365],
    ["0, which is off", { rotateCycle: 90 }, 0, [200, { success: 1 }], 0],
    ["a cycle that is too short", { rotateCycle: 90 }, 6, [400, "InvalidArgument"], 90],
    ["a cycle that is too long", {}, 366, [400, "InvalidArgument"], 0],
    ["a cycle that is a text and too long", {}, "366", [400, "InvalidArgument"], 0],
    ["a text that is no number", {}, "often", [400, "InvalidArgument"], 0],
    ["half a day", {}, 7.5, [400, "InvalidArgument"], 0],
    ["null", {}, null, [400, "InvalidArgument"], 0],
    ["no cycle", {}, undefined, [400, "InvalidArgument"], 0],
    ["an asymmetric key", { keySpec: "RSA_2048" }, 90, [400, "InvalidArgument"], 0],
    ["material from elsewhere", { origin: "EXTERNAL", keyState: "enabled" }, 90, [400, "InvalidArgument"], 0],
    ["a key that is pending", { keyState: "pendingDeletion" }, 90, [400, "InvalidKeyState"], 0],
  ])("with %s", async (_name, key, rotateCycle, expected, after) => {
    const emulator = await freshEmulator();
    const keyId = emulator.createKey(key);
    expect(await outcome(emulator, kms("EnableRotation", { keyId, rotateCycle }))).toEqual(expected);
    expect(emulator.key(keyId)?.rotateCycle).toBe(after);
  });
});

describe("the key service is strict", () => {
  it.each<[string, Sent, unknown[]]>([
    ["a key that there is not", kms("DescribeKey", { keyId: "k-none" }), [404, "NoSuchKey"]],
    ["no key", kms("DescribeKey"), [400, "InvalidArgument"]],
    ["a key that is a number", kms("DescribeKey", { keyId: 1 }), [400, "InvalidArgument"]],
    ["an unknown field", kms("DescribeKey", { keyId: "k", colour: "red" }), [400, "InappropriateJSON"]],
    ["no JSON", kms("DescribeKey", "keyId=k"), [400, "MalformedJSON"]],
    ["no body", kms("ListKeys", ""), [400, "MalformedJSON"]],
    ["another content type", { ...kms("ListKeys"), headers: {} }, [400, "InvalidHTTPRequest"]],
    ["an unknown action", kms("DeleteKey", { keyId: "k" }), [501, "NotImplemented"]],
    ["an operation of BOS as action", kms("ListBuckets"), [501, "NotImplemented"]],
    [
      "an unknown query key",
      { ...kms("ListKeys"), query: { action: "ListKeys", all: "" } },
      [501, "NotImplemented"],
    ],
    ["another method", { ...kms("ListKeys"), method: "GET" }, [501, "NotImplemented"]],
    ["a bucket in the path", { ...kms("ListKeys"), path: "/acme-logs" }, [501, "NotImplemented"]],
    [
      "another body than the one whose MD5 came along",
      {
        ...kms("ListKeys"),
        headers: { "content-type": "application/json", "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" },
      },
      [400, "BadDigest"],
    ],
    ["no signature", { ...kms("ListKeys"), authorization: "" }, [403, "AccessDenied"]],
  ])("about %s", async (_name, sent, expected) => {
    expect(await outcome(await freshEmulator(), sent)).toEqual(expected);
  });

  it("and names the action it does not know", async () => {
    const { text } = await send(await freshEmulator(), kms("DeleteKey"));
    expect(text).toContain('POST with the action \\"DeleteKey\\" on the key service');
  });

  it("refuses everything while it is not activated", async () => {
    const emulator = await freshEmulator({ kms: "not-activated" });
    const keyId = emulator.createKey();
    expect(await outcome(emulator, kms("DescribeKey", { keyId }))).toEqual([403, "OptInRequired"]);
    expect(await outcome(emulator, kms("CreateKey"))).toEqual([403, "OptInRequired"]);
  });
});

describe("a test's own hand on the keys", () => {
  it("makes keys of any kind, and finds them again", async () => {
    const { emulator, ask } = await atNoon();
    const kind = { keyId: "k-1", region: "gz", keyState: "Frozen", keySpec: "KYBER_768", rotateCycle: 3 };
    expect(emulator.createKey(kind)).toBe("k-1");
    const metadata = { ...asIs, ...kind };
    expect(emulator.key("k-1")).toEqual(metadata);
    expect(emulator.keys).toEqual([metadata]);
    expect(await ask(kms("DescribeKey", { keyId: "k-1" }))).toEqual([200, { keyMetadata: metadata }]);
  });

  it("refuses what would not be a key", async () => {
    const emulator = await freshEmulator();
    emulator.createKey({ keyId: "k-1" });
    expect(() => emulator.createKey({ keyId: "k-1" })).toThrow('already has a key "k-1"');
    expect(() => emulator.createKey({ keyId: "" })).toThrow("must not be empty");
    expect(() => emulator.setKeyState("k-2", "enabled")).toThrow('no key "k-2"');
    expect(() => emulator.scheduleDeletion("k-2")).toThrow('no key "k-2"');
  });

  it("may let a key end sooner than the cloud would", async () => {
    const { emulator, pass } = await atNoon();
    const keyId = emulator.createKey();
    emulator.scheduleDeletion(keyId, 1);
    pass(dayMs);
    expect(emulator.key(keyId)).toBeUndefined();
  });

  it("injects faults by the names of the calls, and records them with their bodies", async () => {
    const emulator = await freshEmulator();
    const keyId = emulator.createKey();
    emulator.addFault({ kind: "denied", operation: "DescribeKey", times: 1 });
    emulator.addFault({ kind: "reset", when: "after-effect", operation: "DisableKey", times: 1 });
    expect(await outcome(emulator, kms("DescribeKey", { keyId }))).toEqual([403, "AccessDenied"]);
    await expect(send(emulator, kms("DisableKey", { keyId }))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator.key(keyId)?.keyState).toBe("disabled");
    expect(emulator.requests.map(({ operation, body }) => [operation, body])).toEqual([
      ["DescribeKey", { keyId }],
      ["DisableKey", { keyId }],
    ]);
  });
});
