import { describe, expect, it } from "vitest";
import type { Emulator } from "../../lib/emulator/index.ts";
import { outcome, type Sent } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const path = "/acme-logs";
const get = (...keys: string[]): Sent => ({
  method: "GET",
  path,
  query: Object.fromEntries(keys.map((key) => [key, ""])),
});
const rule = {
  id: "to-gz",
  status: "enabled",
  resource: ["acme-logs/*"],
  destination: { bucket: "acme-copy" },
} as const;
const everybody = { grantee: [{ id: "*" }], permission: ["READ"] };

describe("what a bucket is used for", () => {
  it.each<{ name: string; sent: Sent; set: (emulator: Emulator) => void; unset: unknown[]; shown: object }>([
    {
      name: "logging",
      sent: get("logging"),
      set: (emulator) => emulator.setLogging("acme-logs", { targetBucket: "acme-audit" }),
      unset: [200, { status: "disabled" }],
      shown: { status: "enabled", targetBucket: "acme-audit", targetPrefix: "" },
    },
    {
      name: "replication",
      sent: get("replication", "list"),
      set: (emulator) => emulator.setReplication("acme-logs", [rule]),
      unset: [404, "NoReplicationConfiguration"],
      shown: { rules: [rule] },
    },
    {
      name: "a website",
      sent: get("website"),
      set: (emulator) => emulator.setWebsite("acme-logs", { index: "index.html" }),
      unset: [404, "NoSuchBucketStaticWebSiteConfig"],
      shown: { index: "index.html" },
    },
    {
      name: "access for everybody",
      sent: get("acl"),
      set: (emulator) => emulator.setAcl("acme-logs", [everybody]),
      unset: [
        200,
        {
          owner: { id: "emulator" },
          accessControlList: [{ grantee: [{ id: "emulator" }], permission: ["FULL_CONTROL"] }],
        },
      ],
      shown: { owner: { id: "emulator" }, accessControlList: [everybody] },
    },
  ])("is not $name, until it is set so", async ({ sent, set, unset, shown }) => {
    const emulator = await freshEmulator();
    expect(await outcome(emulator, sent)).toEqual(unset);
    set(emulator);
    expect(await outcome(emulator, sent)).toEqual([200, shown]);
    expect(await outcome(emulator, { ...sent, path: "/acme-nothing" })).toEqual([404, "NoSuchBucket"]);
  });

  it("changes one thing without the others, and back", async () => {
    const emulator = await freshEmulator();
    emulator.setWebsite("acme-logs", { index: "index.html" });
    emulator.setLogging("acme-logs", { targetBucket: "acme-audit", targetPrefix: "logs/" });
    emulator.setLogging("acme-logs", undefined);
    expect(await outcome(emulator, get("website"))).toEqual([200, { index: "index.html" }]);
    expect(await outcome(emulator, get("logging"))).toEqual([200, { status: "disabled" }]);
  });

  it.each([
    { name: "of one rule of replication", sent: get("replication") },
    { name: "of more than the acl", sent: get("acl", "list") },
  ])("is not understood when the question is $name", async ({ sent }) => {
    expect(await outcome(await freshEmulator(), sent)).toEqual([501, "NotImplemented"]);
  });
});
