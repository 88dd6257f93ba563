import { describe, expect, it } from "vitest";
import type { Emulator, Fault } from "../../lib/emulator/index.ts";
import { deleteEncryption, getEncryption, kms, putEncryption, type Sent, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const get = getEncryption("acme-logs");
const put = putEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
const error = { kind: "error", status: 500, code: "InternalError" } as const;

async function statuses(emulator: Emulator, requests: readonly Sent[]): Promise<number[]> {
  const seen = [];
  for (const sent of requests) seen.push((await send(emulator, sent)).status);
  return seen;
}

describe("a fault", () => {
  it.each<[string, Fault, readonly Sent[], number[]]>([
    ["of every request", error, [get, put, { method: "GET" }, { method: "POST" }], [500, 500, 500, 500]],
    ["of one operation", { ...error, operation: "PutBucketEncryption" }, [get, put, get], [200, 500, 200]],
    [
      "of several operations",
      { ...error, operation: ["PutBucketEncryption", "DeleteBucketEncryption"] },
      [get, put, deleteEncryption("acme-logs")],
      [200, 500, 500],
    ],
    [
      "of one bucket",
      { ...error, bucket: "acme-data" },
      [get, getEncryption("acme-data"), { method: "GET" }],
      [200, 500, 200],
    ],
    ["that comes twice", { ...error, times: 2 }, [get, get, get], [500, 500, 200]],
    ["that comes after one", { ...error, skip: 1 }, [get, get, get], [200, 500, 500]],
    [
      "that comes once, after one of its operation",
      { ...error, skip: 1, times: 1, operation: "GetBucketEncryption" },
      [get, put, get, get],
      [200, 200, 500, 200],
    ],
    [
      "that comes at every third",
      { ...error, every: 3 },
      [get, get, get, get, get],
      [500, 200, 200, 500, 200],
    ],
    [
      "that comes at every second after one, twice",
      { ...error, skip: 1, every: 2, times: 2 },
      [get, get, get, get, get, get],
      [200, 500, 200, 500, 200, 200],
    ],
    [
      "of one KMS key",
      { ...error, keyId: "k-1" },
      [kms("DescribeKey", { keyId: "k-1" }), kms("DescribeKey", { keyId: "k-2" }), kms("ListKeys"), get],
      [500, 200, 200, 200],
    ],
    [
      "of one call of one KMS key",
      { ...error, operation: "DisableKey", keyId: "k-1" },
      [
        kms("DescribeKey", { keyId: "k-1" }),
        kms("DisableKey", { keyId: "k-1" }),
        kms("DisableKey", { keyId: "k-2" }),
      ],
      [200, 500, 200],
    ],
    [
      "of a KMS key where a bucket names it",
      { ...error, keyId: "k-1" },
      [putEncryption("acme-logs", { encryptionAlgorithm: "SM4", kmsMasterKeyId: "k-1" })],
      [200],
    ],
  ])("%s hits no other", async (_name, fault, requests, expected) => {
    const emulator = await freshEmulator({ buckets: ["acme-logs", "acme-data"] });
    for (const keyId of ["k-1", "k-2"]) emulator.createKey({ keyId });
    const handle = emulator.addFault(fault);
    expect(await statuses(emulator, requests)).toEqual(expected);
    expect(handle.hits).toBe(expected.filter((status) => status === 500).length);
  });

  it.each([0, -1, 1.5])("does not come at every %d-th", async (every) => {
    const emulator = await freshEmulator();
    expect(() => emulator.addFault({ ...error, every })).toThrow("every must be a whole number");
  });

  it("is gone when it is removed, or all are cleared", async () => {
    const emulator = await freshEmulator();
    const first = emulator.addFault(error);
    emulator.addFault({ kind: "denied" });
    expect(await statuses(emulator, [get])).toEqual([500]);
    first.remove();
    expect(await statuses(emulator, [get])).toEqual([403]);
    emulator.clearFaults();
    expect(await statuses(emulator, [get])).toEqual([200]);
    expect(first.hits).toBe(1);
  });

  it("waits its turn behind another that decides", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ ...error, times: 1 });
    emulator.addFault({ kind: "throttle", times: 1 });
    expect(await statuses(emulator, [get, get, get])).toEqual([500, 429, 200]);
  });

  it("combines with others, in whatever order they are added", async () => {
    const emulator = await freshEmulator();
    const handles = [
      emulator.addFault({ kind: "clock-skew", offsetMs: 3_600_000 }),
      emulator.addFault({ kind: "latency", ms: 1 }),
      emulator.addFault({ kind: "throttle" }),
    ];
    const { status, headers } = await send(emulator, get);
    expect(status).toBe(429);
    expect(Date.parse(headers["date"] ?? "")).toBeGreaterThan(Date.now() + 3_500_000);
    expect(handles.map(({ hits }) => hits)).toEqual([1, 1, 1]);
  });

  it("of a kind that there is not is refused", async () => {
    const emulator = await freshEmulator();
    expect(() => emulator.addFault({ kind: "flood" } as unknown as Fault)).toThrow('"flood"');
  });
});
