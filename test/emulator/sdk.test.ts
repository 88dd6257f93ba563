// The official SDK for JavaScript (npm @baiducloud/sdk 1.0.7): a client that nobody here has written.
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { Emulator } from "../../lib/emulator/index.ts";
import { freshEmulator } from "./support/fresh.ts";

interface SdkAnswer {
  readonly http_headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
type SdkCall = (...args: unknown[]) => Promise<SdkAnswer>;
type SdkMethod =
  | "listBuckets"
  | "createBucket"
  | "doesBucketExist"
  | "getBucketLocation"
  | "deleteBucket"
  | "getBucketEncryption"
  | "deleteBucketEncryption"
  | "putObjectFromString"
  | "getObject"
  | "getObjectMetadata"
  | "copyObject"
  | "listObjects"
  | "deleteObject"
  | "sendRequest";
type Sdk = Readonly<Record<SdkMethod, SdkCall>>;

const { BosClient } = createRequire(import.meta.url)("@baiducloud/sdk") as {
  BosClient: new (config: object) => Sdk;
};

const sdkFor = ({ url, credentials }: Emulator, changes: object = {}): Sdk =>
  new BosClient({
    endpoint: url,
    credentials: { ak: credentials.accessKeyId, sk: credentials.secretAccessKey },
    ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
    ...changes,
  });

/** The SDK's own putBucketEncryption always refuses: it looks for the algorithm among headers it has just filtered. */
const putEncryption = (sdk: Sdk, bucketName: string, setting: object) =>
  sdk.sendRequest("PUT", { bucketName, params: { encryption: "" }, body: JSON.stringify(setting) });

const bodyOf = async (answer: Promise<SdkAnswer>) => (await answer).body;

describe("the official JavaScript SDK", () => {
  it("makes, finds and deletes buckets", async () => {
    const sdk = sdkFor(await freshEmulator());
    await sdk.createBucket("acme-data");
    expect(await sdk.doesBucketExist("acme-data")).toBe(true);
    expect(await bodyOf(sdk.getBucketLocation("acme-data"))).toEqual({ locationConstraint: "bj" });
    expect(await bodyOf(sdk.listBuckets())).toMatchObject({
      buckets: [{ name: "acme-logs" }, { name: "acme-data" }],
    });
    await sdk.deleteBucket("acme-data");
    expect(await sdk.doesBucketExist("acme-data")).toBe(false);
  });

  it("turns encryption on, reads it and turns it off", async () => {
    const sdk = sdkFor(await freshEmulator({ kmsKeys: "any" }));
    const setting = { encryptionAlgorithm: "SM4", kmsMasterKeyId: "key-1" };
    await putEncryption(sdk, "acme-logs", setting);
    expect(await bodyOf(sdk.getBucketEncryption("acme-logs"))).toEqual(setting);
    await sdk.deleteBucketEncryption("acme-logs");
    expect(await bodyOf(sdk.getBucketEncryption("acme-logs"))).toEqual({ encryptionAlgorithm: "none" });
  });

  it("uploads, reads, lists, copies and deletes objects", async () => {
    const sdk = sdkFor(await freshEmulator());
    const key = "2026/a b (测试)!.txt";
    await sdk.putObjectFromString("acme-logs", key, "text");
    await putEncryption(sdk, "acme-logs", { encryptionAlgorithm: "SM4" });
    const before = await sdk.getObjectMetadata("acme-logs", key);
    await sdk.copyObject("acme-logs", key, "acme-logs", key);
    const after = await sdk.getObjectMetadata("acme-logs", key);
    expect([before, after].map(({ http_headers }) => http_headers["x-bce-server-side-encryption"])).toEqual([
      undefined,
      "SM4",
    ]);
    expect(String(await bodyOf(sdk.getObject("acme-logs", key)))).toBe("text");
    const list = sdk.listObjects("acme-logs", { prefix: "2026/", delimiter: "/" });
    expect(await bodyOf(list)).toMatchObject({ contents: [{ key, size: 4 }], commonPrefixes: [] });
    await sdk.deleteObject("acme-logs", key);
    expect(await bodyOf(sdk.listObjects("acme-logs"))).toMatchObject({ contents: [] });
  });

  it("comes with its session token", async () => {
    const emulator = await freshEmulator({ sessionToken: "token" });
    await expect(sdkFor(emulator).listBuckets()).resolves.toBeDefined();
    await expect(sdkFor(emulator, { sessionToken: "another" }).listBuckets()).rejects.toMatchObject({
      status_code: 400,
      code: "InvalidSessionToken",
    });
  });

  it("reads the emulator's errors", async () => {
    const emulator = await freshEmulator();
    const stranger = sdkFor(emulator, { credentials: { ak: emulator.credentials.accessKeyId, sk: "wrong" } });
    await expect(stranger.listBuckets()).rejects.toMatchObject({
      status_code: 403,
      code: "SignatureDoesNotMatch",
    });
    await expect(sdkFor(emulator).getBucketEncryption("acme-nothing")).rejects.toMatchObject({
      status_code: 404,
      code: "NoSuchBucket",
      request_id: expect.stringMatching(/./) as string,
    });
  });
});
