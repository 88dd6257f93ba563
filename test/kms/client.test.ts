import { describe, expect, it } from "vitest";
import type { BceEvent } from "../../lib/bce/index.ts";
import { createKmsClient, describeKey, hasKmsEndpoint } from "../../lib/kms/index.ts";
import { CREDENTIALS, everythingShownOf, fault, rejection } from "../bce/support/requests.ts";
import { target } from "./support/answers.ts";

const OPTIONS = { credentials: CREDENTIALS, env: {} };
const unsent = () => Promise.reject(new Error("sent"));

describe("the client", () => {
  it("addresses the region's host when there is no endpoint, with a signed POST", async () => {
    const sent: unknown[] = [];
    const client = createKmsClient({
      ...OPTIONS,
      transport: async ({ origin, path, method, headers }) => {
        sent.push([method, origin, path, headers["host"], headers["authorization"]?.split("/")[0]]);
        return { status: 200, headers: {}, body: '{"keyMetadata":{"keyId":"k-1","keyState":"enabled"}}' };
      },
    });
    await describeKey(client, { ...target, region: "gz" });
    const host = "bkm.gz.baidubce.com";
    expect(sent).toEqual([["POST", `https://${host}`, "/", host, "bce-auth-v1"]]);
  });

  it("tells what it does by call and key, and shows no secret", async () => {
    const events: BceEvent[] = [];
    const client = createKmsClient({
      ...OPTIONS,
      transport: async () => fault(403, "AccessDenied"),
      onEvent: (event) => events.push(event),
    });
    const error = await rejection(describeKey(client, { ...target, keyId: "k\n1" }));
    expect(events).toMatchObject([
      { kind: "request", operation: "DescribeKey", key: "k\n1", host: "bkm.bj.baidubce.com" },
      { kind: "response", operation: "DescribeKey", key: "k\n1", status: 403 },
    ]);
    expect(error.message).toMatch(/^DescribeKey of key "k 1" was denied: 403 AccessDenied/);
    for (const shown of [error, events, client]) {
      expect(everythingShownOf(shown)).not.toMatch(/open-sesame|top==secret|[0-9a-f]{64}/);
    }
  });

  it("refuses a broken endpoint when it is made", () => {
    expect(() => createKmsClient({ ...OPTIONS, endpoint: "bkm.bj.baidubce.com" })).toThrow(
      expect.objectContaining({ code: "InvalidConfiguration" }),
    );
  });

  it.each(["hkg", "", "bj/../evil", "evil#", "bj.evil.example"])(
    "sends nothing for the region %o, and names the way out",
    async (region) => {
      const client = createKmsClient({ ...OPTIONS, transport: unsent });
      const error = await rejection(describeKey(client, { ...target, region }));
      expect(error).toMatchObject({
        code: "InvalidConfiguration",
        operation: "DescribeKey",
        key: "k-1",
        retryable: false,
      });
      expect(error.message).toContain("Set kms_endpoint or BOS_KMS_ENDPOINT");
    },
  );

  it.each([
    { region: "bj", endpoint: undefined, expected: true },
    { region: "gz", endpoint: undefined, expected: true },
    { region: "su", endpoint: undefined, expected: true },
    { region: "hkg", endpoint: undefined, expected: false },
    { region: "hkg", endpoint: "http://127.0.0.1:8080", expected: true },
  ])("has a place to ask about $region with the endpoint $endpoint: $expected", (row) => {
    expect(hasKmsEndpoint(row.region, row.endpoint)).toBe(row.expected);
  });
});
