import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { createWorkspace } from "../../support/terraform.ts";
import { encryption, main, provider } from "../support/hcl.ts";

const logs = encryption("logs", { bucket: "logs" });
const PLACE = { BOS_ENDPOINT: "http://127.0.0.1:1", BAIDUCLOUD_REGION: "bj" };

it.each([
  ["none", {}, {}, ["access_key is not set", "secret_key is not set"]],
  ["half of them", {}, { BAIDUCLOUD_ACCESS_KEY: "AK" }, ["secret_key is not set"]],
  [
    "some from each place",
    { access_key: "AK" },
    { BAIDUCLOUD_SECRET_KEY: "hush-hush" },
    ["secret_key is only set in the environment (BAIDUCLOUD_SECRET_KEY)"],
  ],
  [
    "a token that nothing belongs to",
    { session_token: "hush-hush" },
    {},
    ["access_key is not set", "secret_key is not set"],
  ],
  [
    "a line break copied along",
    {},
    { BAIDUCLOUD_ACCESS_KEY: "AK", BAIDUCLOUD_SECRET_KEY: "hush-hush\n" },
    ["secret_key contains white space"],
  ],
])("refuses credentials: %s", async (_, settings, env, sentences) => {
  await using tf = await createWorkspace({
    env: { ...PLACE, ...env },
    files: main(provider(settings), logs),
  });
  const { text } = await tf.fails("plan");
  expect(text.split("Error: Incomplete credentials")).toHaveLength(sentences.length + 1);
  for (const sentence of sentences) expect(text).toContain(sentence);
  expect(text).not.toContain("hush-hush");
});

const CHECK = "Check the access key, the secret key and, for temporary credentials, the session token";

it.each([
  ["a wrong secret", { BAIDUCLOUD_SECRET_KEY: "not-the-secret" }, "SignatureDoesNotMatch", CHECK],
  ["an unknown access key", { BAIDUCLOUD_ACCESS_KEY: "nobody" }, "InvalidAccessKeyId", CHECK],
  [
    "a foreign session token",
    { BAIDUCLOUD_SESSION_TOKEN: "not-the-token" },
    "InvalidSessionToken",
    "Get new temporary credentials and run again.",
  ],
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
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });
  await tf.apply();
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
