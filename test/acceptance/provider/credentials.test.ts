import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { serveHttp } from "../../bce/support/servers.ts";
import { AES256 } from "../../support/cloud.ts";
import { passOn } from "../support/gateway.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace } from "../support/terraform.ts";
import { errorsIn } from "../support/words.ts";

const logs = encryption("logs", { bucket: "logs" });
const PLACE = { BOS_ENDPOINT: "http://127.0.0.1:1", BAIDUCLOUD_REGION: "bj" };

it.each([
  ["none", {}, {}, "Incomplete credentials", "access_key and secret_key are not set"],
  ["half of them", {}, { BAIDUCLOUD_ACCESS_KEY: "AK" }, "Incomplete credentials", "secret_key is not set"],
  [
    "some from each place",
    { access_key: "AK" },
    { BAIDUCLOUD_SECRET_KEY: "hush-hush" },
    "Incomplete credentials",
    "secret_key is only set in the environment (BAIDUCLOUD_SECRET_KEY)",
  ],
  [
    "a token that nothing belongs to",
    { session_token: "hush-hush" },
    {},
    "Incomplete credentials",
    "access_key and secret_key are not set",
  ],
  [
    "a line break copied along",
    {},
    { BAIDUCLOUD_ACCESS_KEY: "AK", BAIDUCLOUD_SECRET_KEY: "hush-hush\n" },
    "Invalid secret_key",
    "secret_key contains white space",
  ],
])("refuses credentials with one error: %s", async (_, settings, env, summary, sentence) => {
  await using tf = await createWorkspace({
    env: { ...PLACE, ...env },
    files: main(
      provider(settings),
      logs,
      encryption("data", { bucket: "data" }),
      key("key", {}),
      'data "bos_bucket_encryption" "other" {\n  bucket = "other"\n}\n',
    ),
  });
  for (const command of ["plan", "apply"] as const) {
    const result = await tf.fails(command);
    const { text } = result;
    expect(errorsIn(result)).toEqual([summary]);
    expect(text).toContain(sentence);
    expect(text).not.toContain("hush-hush");
  }
});

it("names the variables and the attributes where credentials are missing, with a provider block or without", async () => {
  await using tf = await createWorkspace({ env: PLACE, files: main(logs) });
  const result = await tf.fails("plan");
  // The first one is Terraform's own: it is said of every provider without a block that refuses to work.
  expect(errorsIn(result)).toEqual(["Invalid provider configuration", "Incomplete credentials"]);
  expect(result.text).toContain(
    "Set BAIDUCLOUD_ACCESS_KEY and BAIDUCLOUD_SECRET_KEY in the environment, which needs no provider block, or access_key and secret_key in the provider block.",
  );
});

const CHECK = "Check the access key, the secret key and, for temporary credentials, the session token";

it.each([
  ["a wrong secret", { BAIDUCLOUD_SECRET_KEY: "not-the-secret" }, "SignatureDoesNotMatch", CHECK],
  ["an unknown access key", { BAIDUCLOUD_ACCESS_KEY: "nobody" }, "InvalidAccessKeyId", CHECK],
  ["a foreign session token", { BAIDUCLOUD_SESSION_TOKEN: "not-the-token" }, "InvalidSessionToken", CHECK],
])("tells what the cloud says to %s", async (_, env, cloudCode, advice) => {
  await using cloud = await startEmulator({ buckets: ["logs"], sessionToken: "the-token" });
  await using tf = await createWorkspace({ emulator: cloud, env, files: main(logs) });
  const { text } = await tf.fails("plan");
  expect(text).toContain(cloudCode);
  expect(text).toContain(advice);
  expect(cloud.requests).toHaveLength(1);
});

it("tells that temporary credentials have expired", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], sessionToken: "the-token" });
  cloud.addFault({ kind: "error", status: 403, code: "ExpiredToken" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });
  expect((await tf.fails("plan")).text).toContain("Get new temporary credentials and run again.");
});

it("works with temporary credentials", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], sessionToken: "the-token" });
  const tokens: unknown[] = [];
  await using gateway = await serveHttp((incoming, outgoing) => {
    tokens.push(incoming.headers["x-bce-security-token"]);
    passOn(cloud, incoming, outgoing);
  });
  await using tf = await createWorkspace({
    emulator: cloud,
    env: { BOS_ENDPOINT: gateway.origin },
    files: main(logs),
  });
  await tf.apply();
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  // One for each request, those of the plan and of the read behind the write among them.
  expect(tokens).toEqual(cloud.requests.map(() => "the-token"));
  expect(tokens.length).toBeGreaterThan(2);
});

it("sets its clock by the cloud's, and gives up on a cloud that refuses that as well", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const skew = cloud.addFault({ kind: "clock-skew", offsetMs: 3_600_000 });
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });
  await tf.apply();
  expect(skew.hits).toBeGreaterThan(0);

  skew.remove();
  cloud.addFault({ kind: "error", status: 403, code: "RequestTimeTooSkewed" });
  expect((await tf.fails("plan")).text).toContain("Set the clock.");
});
