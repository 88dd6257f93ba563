// Whole runs in this process, against a cloud on loopback: exit codes, what is said, and what was sent.
import { describe, expect, it, test } from "vitest";
import { type EncryptionFields, startEmulator } from "../../lib/emulator/index.ts";
import { VERSION } from "../../lib/packaging/version.ts";
import { USAGE } from "../../lib/runtime/arguments.ts";
import { serveHttp } from "../bce/support/servers.ts";
import { ask, cloudWith, request, runWith, sentTo } from "./support/world.ts";

const AES = { encryptionAlgorithm: "AES256" };
const SM4 = { encryptionAlgorithm: "SM4" };
const KEYED = { ...AES, kmsMasterKeyId: "k1" };

const GET = "GetBucketEncryption";
const PUT = "PutBucketEncryption";
const DELETE = "DeleteBucketEncryption";

const disable = { on_destroy: "disable" };
const runs: Record<
  string,
  {
    verb: "apply" | "destroy";
    found?: EncryptionFields;
    attributes: object;
    code: number;
    says: RegExp;
    sent: string[];
    left: EncryptionFields | undefined;
  }
> = {
  "an apply that turns on": {
    verb: "apply",
    attributes: { sse_algorithm: "SM4" },
    code: 0,
    says: /^bucket "logs": encryption was enabled\. It was off, it is SM4 .* Only new uploads are encrypted;.*\n$/,
    sent: [GET, PUT, GET],
    left: SM4,
  },
  "an apply that finds it done": {
    verb: "apply",
    found: KEYED,
    attributes: { kms_master_key_id: "k1" },
    code: 0,
    says: /^bucket "logs": encryption is AES256 with KMS key k1 already\. Nothing was written\.\n$/,
    sent: [GET],
    left: KEYED,
  },
  "an apply that changes": {
    verb: "apply",
    found: AES,
    attributes: { sse_algorithm: "SM4" },
    code: 0,
    says: /^bucket "logs": encryption was changed\. It was AES256 .*\n$/,
    sent: [GET, PUT, GET],
    left: SM4,
  },
  "an apply that turns off": {
    verb: "apply",
    found: AES,
    attributes: { enabled: false },
    code: 0,
    says: /^bucket "logs": encryption was disabled\..*\n$/,
    sent: [GET, DELETE, GET],
    left: undefined,
  },
  "an apply that would drop a key": {
    verb: "apply",
    found: KEYED,
    attributes: {},
    code: 2,
    says: /^Error: bucket "logs": Found AES256 with KMS key k1, wanted .* set on_conflict to "adopt".* Nothing was changed\.\n$/,
    sent: [GET],
    left: KEYED,
  },
  "an apply that is guarded": {
    verb: "apply",
    found: KEYED,
    attributes: { on_conflict: "adopt", deny_weakening: true },
    code: 2,
    says: /^Error: bucket "logs": Found .* deny_weakening is set, so this is refused\. .* Nothing was changed\.\n$/,
    sent: [GET],
    left: KEYED,
  },
  "a destroy": {
    verb: "destroy",
    found: KEYED,
    attributes: { ...disable, kms_master_key_id: "k1" },
    code: 0,
    says: /^bucket "logs": encryption was disabled\..*\n$/,
    sent: [GET, DELETE, GET],
    left: undefined,
  },
  "a destroy of what is off": {
    verb: "destroy",
    attributes: disable,
    code: 0,
    says: /^bucket "logs": encryption is off already\. Nothing was written\.\n$/,
    sent: [GET],
    left: undefined,
  },
  "a destroy of somebody else's key": {
    verb: "destroy",
    found: KEYED,
    attributes: disable,
    code: 2,
    says: /^Error: bucket "logs": Found .* set by somebody else.* Nothing was changed\.\n$/,
    sent: [GET],
    left: KEYED,
  },
  "a destroy that retains": {
    verb: "destroy",
    found: AES,
    attributes: { on_destroy: "retain" },
    code: 0,
    says: /^bucket "logs": encryption was retained: .*\n$/,
    sent: [],
    left: AES,
  },
  "a request that is wrong": {
    verb: "apply",
    attributes: { bucket: "-", sse: "SM4" },
    code: 64,
    says: /^Error: bucket: A bucket's name has [^\n]*\nbucket: .*\nsse: There is no such attribute\. Nothing was changed\.\n$/,
    sent: [],
    left: undefined,
  },
};

test.each(Object.entries(runs))("%s", async (_name, { verb, found, attributes, ...expected }) => {
  await using cloud = await cloudWith(found);
  const { code, stdout, stderr } = await ask(cloud, verb, attributes);
  const { says, ...rest } = expected;
  expect(stdout + stderr).toMatch(says);
  expect({ code, sent: sentTo(cloud), left: cloud.encryptionOf("logs") }).toEqual(rest);
  // What went well is on stdout, what did not on stderr, and never something on both.
  expect([stdout, stderr].map((text) => text === "")).toEqual([code !== 0, code === 0]);
});

describe("failures", () => {
  it("of a read say that nothing was changed", async () => {
    await using cloud = await cloudWith();
    cloud.addFault({ kind: "denied", operation: GET });
    expect(await ask(cloud, "apply", {})).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^Error: bucket "logs": GetBucketEncryption of bucket "logs" was denied.* Nothing was changed\.\n$/,
      ),
    });
  });

  it("of a bucket that is in another region name both", async () => {
    await using cloud = await startEmulator();
    cloud.createBucket("logs", { region: "gz" });
    const { code, stderr } = await ask(cloud, "apply", {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/region "gz", not in "bj": set its region to "gz"\. Nothing was changed\.\n$/);
  });

  it("of a write that never shows say what was written, and do not say that nothing was changed", async () => {
    await using cloud = await cloudWith();
    cloud.addFault({ kind: "hidden-key" });
    const { code, stderr } = await ask(cloud, "apply", { kms_master_key_id: "k1", timeout: "700ms" });
    expect(code).toBe(1);
    expect(stderr).toContain('Wrote "AES256 with KMS key k1" to bucket "logs", but');
    expect(stderr).toMatch(/The time is up: timeouts give the whole run 0\.7 s\. Allow more there\.\n$/);
    expect(stderr).not.toMatch(/nothing was changed/i);
  });

  it("of a bucket that does not appear in time", async () => {
    await using cloud = await startEmulator();
    const { code, stderr } = await ask(cloud, "apply", { timeout: "50ms" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/ The time is up: timeouts give .* Nothing was changed\.\n$/);
  });

  it("of being asked to stop while it waits", async () => {
    await using cloud = await startEmulator();
    const stopping = new AbortController();
    const running = ask(cloud, "apply", {}, { signal: stopping.signal });
    setTimeout(() => stopping.abort(), 50);
    const { code, stderr } = await running;
    expect(code).toBe(1);
    expect(stderr).toMatch(/ancelled.* It was asked to stop\. Nothing was changed\.\n$/);
  });

  it("of a proxy variable that is none are wrong use, and quote no password", async () => {
    await using cloud = await cloudWith();
    const ended = await ask(cloud, "apply", {}, { env: { HTTPS_PROXY: "ftp://me:hush@proxy" } });
    expect(ended).toMatchObject({ code: 64, stdout: "" });
    expect(ended.stderr).toMatch(/environment variable HTTPS_PROXY .* Nothing was changed\.\n$/);
    expect(ended.stderr).not.toContain("hush");
  });

  it("that nobody foresaw are one line without what the error holds", async () => {
    const env = {
      get BOS_ENDPOINT(): string {
        throw new TypeError("open-sesame");
      },
    };
    const ended = await runWith(["apply", request({ region: "bj" })], { env });
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^Error: bucket "logs": This is a fault of the runtime itself .*\n$/),
    });
    expect(ended.stderr).not.toContain("open-sesame");
  });
});

describe("an endpoint without encryption", () => {
  const WARNING = "Warning: Requests to http://bos.test are not encrypted. ";
  /** Answers for the server; the request never leaves this machine. */
  const answering = (status: number) =>
    serveHttp((_, response) => response.writeHead(status).end('{"encryptionAlgorithm":"AES256"}'));
  const attributes = { endpoint: "http://bos.test", region: "bj", path_style: true, max_retries: 0 };
  const env = { BAIDUCLOUD_ACCESS_KEY: "id", BAIDUCLOUD_SECRET_KEY: "hush" };

  it.each([
    [200, 0],
    [403, 1],
  ])("is warned of, also where the answer is %i", async (status, code) => {
    await using proxy = await answering(status);
    const around = { env: { ...env, HTTP_PROXY: proxy.origin } };
    const ended = await runWith(["apply", request(attributes)], around);
    expect(ended.code).toBe(code);
    expect(ended.stderr.startsWith(WARNING)).toBe(true);
    const json = await runWith(["apply", "--json", request(attributes)], around);
    expect(JSON.parse(json.stdout).warnings).toEqual([expect.stringContaining(WARNING.slice(9))]);
  });

  it("is wrong use where encryption is required, and asks for nothing", async () => {
    const { code, stderr } = await runWith(["apply", request({ ...attributes, require_https: true })], {
      env,
    });
    expect(code).toBe(64);
    expect(stderr).toMatch(
      /^Error: bucket "logs": endpoint: .* require_https is set, so this is refused\. Nothing was changed\.\n$/,
    );
  });
});

test("missing credentials are told by their variables, and that nothing was changed", async () => {
  const { code, stderr } = await runWith(["apply", request({ region: "bj" })]);
  expect({ code, stderr }).toEqual({
    code: 64,
    stderr: expect.stringMatching(
      /^Error: bucket "logs": BAIDUCLOUD_ACCESS_KEY, BAIDUCLOUD_SECRET_KEY are not set\..*Nothing was changed\.\n$/,
    ),
  });
});

test("help and version are no runs", async () => {
  expect(await runWith(["--help"])).toEqual({ code: 0, stdout: USAGE, stderr: "" });
  expect(await runWith(["--version"])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: "" });
});

test("a clock that is off is corrected, and that is said", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.addFault({ kind: "clock-skew", offsetMs: 45 * 60_000 });
  const { code, stderr } = await ask(cloud, "apply", { sse_algorithm: "SM4" });
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^Warning: This machine's clock is 2[67]\d\d s behind that of BOS, .* Set the clock\.\n$/,
  );
  expect(cloud.encryptionOf("logs")).toEqual(SM4);
});
