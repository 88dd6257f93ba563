import { describe, expect, it } from "vitest";
import { outcome, type Sent, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const onBucket = (method: string, fields: Partial<Sent> = {}): Sent => ({
  method,
  path: "/acme-data",
  ...fields,
});
const upload: Sent = { method: "PUT", path: "/acme-data/key", body: "text" };

describe("buckets", () => {
  it("are created, found, located and deleted when empty", async () => {
    const emulator = await freshEmulator();
    const steps: readonly Sent[] = [
      onBucket("HEAD"),
      onBucket("PUT"),
      onBucket("PUT"),
      onBucket("HEAD"),
      onBucket("GET", { query: { location: "" } }),
      upload,
      onBucket("DELETE"),
      { method: "DELETE", path: "/acme-data/key" },
      onBucket("DELETE"),
      onBucket("DELETE"),
    ];
    const seen = [];
    for (const step of steps) seen.push(await outcome(emulator, step));
    expect(seen).toEqual([
      [404],
      [200],
      [409, "BucketAlreadyExists"],
      [200],
      [200, { locationConstraint: "bj" }],
      [200],
      [409, "BucketNotEmpty"],
      [204],
      [204],
      [404, "NoSuchBucket"],
    ]);
  });

  it("of every region are listed, but only those of the emulator's own answer", async () => {
    const emulator = await freshEmulator({ clock: () => Date.now() });
    emulator.createBucket("acme-south", { region: "gz" });
    const { text } = await send(emulator, { method: "GET" });
    const { buckets } = JSON.parse(text) as { buckets: { name: string; location: string }[] };
    expect(buckets.map(({ name, location }) => [name, location])).toEqual([
      ["acme-logs", "bj"],
      ["acme-south", "gz"],
    ]);
    const south = { method: "GET", path: "/acme-south", query: { encryption: "" } };
    expect(await outcome(emulator, south)).toEqual([404, "NoSuchBucket"]);
    expect(await outcome(emulator, { method: "PUT", path: "/acme-south" })).toEqual([
      409,
      "BucketAlreadyExists",
    ]);
  });

  it.each<[string, string, unknown[]]>([
    ["what the JavaScript SDK sends", '{"enableMultiAZ": false}', [200]],
    ["an unknown field", '{"colour": "red"}', [400, "InappropriateJSON"]],
    ["no JSON", "<xml/>", [400, "MalformedJSON"]],
  ])("judges a body of %s at creation", async (_name, body, expected) => {
    expect(await outcome(await freshEmulator(), onBucket("PUT", { body }))).toEqual(expected);
  });

  it.each(["ab", "a".repeat(64), "Acme", "acme.logs", "acme_logs", "-acme", "acme-", "测试测试"])(
    "cannot be called %s",
    async (name) => {
      const emulator = await freshEmulator();
      expect(await outcome(emulator, { method: "PUT", path: `/${name}` })).toEqual([
        400,
        "InvalidBucketName",
      ]);
      expect(() => emulator.createBucket(name)).toThrow("not a valid name");
    },
  );

  it("may be thousands", async () => {
    const buckets = Array.from({ length: 3000 }, (_, index) => `acme-${index}`);
    const emulator = await freshEmulator({ buckets });
    const { text } = await send(emulator, { method: "GET" });
    expect((JSON.parse(text) as { buckets: unknown[] }).buckets).toHaveLength(3000);
  });
});
