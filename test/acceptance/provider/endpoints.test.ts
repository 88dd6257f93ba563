import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { serveHttp } from "../../bce/support/servers.ts";
import { AES256 } from "../../support/cloud.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { errorsIn, WAY_OUT } from "../support/words.ts";

const CREDENTIALS = { BAIDUCLOUD_ACCESS_KEY: "AK", BAIDUCLOUD_SECRET_KEY: "SK" };
/** Nothing listens there: port 1 belongs to root. */
const CLOSED = "http://127.0.0.1:1";

const planAt = async (settings: Parameters<typeof provider>[0], env: Record<string, string> = {}) => {
  await using tf = await createWorkspace({
    env: { ...CREDENTIALS, ...env },
    files: main(provider({ max_retries: 0, ...settings }), encryption("logs", { bucket: "logs" })),
  });
  const { text } = await tf.fails("plan");
  // Nothing is there that could be destroyed.
  expect(text).not.toContain(WAY_OUT);
  return text;
};

it("says what to check of a host that refuses", async () => {
  const text = await planAt({ endpoint: CLOSED, region: "bj" });
  expect(text).toContain("host 127.0.0.1:1. The connection was refused.");
  expect(text).toContain("Check the endpoint, the network and the proxy settings");
});

it("takes a region that it does not know, and says so when the cloud cannot be reached there", async () => {
  // The proxy keeps the request on this machine.
  const text = await planAt({ region: "nowhere" }, { HTTPS_PROXY: CLOSED });
  expect(text).toContain('"nowhere" is not a region known here, so it may be misspelt; known are bj');
});

it("gives up on silence after request_timeout", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.addFault({ kind: "hang", when: "before-effect" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(provider({ max_retries: 0, request_timeout: 0.2 }), encryption("logs", { bucket: "logs" })),
  });
  const silence = 'GetBucketEncryption of bucket "logs" timed out';
  // Like all that a service has in passing: the plan may run within an apply, and the create reads again.
  expect((await tf.plan()).text).toContain(silence);
  const applied = await tf.fails("apply");
  expect(errorsIn(applied)).toEqual(['Cannot set the encryption of bucket "logs"']);
  expect(applied.text).toContain(silence);
});

it("knows an answer that is not the cloud's", async () => {
  await using page = await serveHttp((_, response) => {
    response.setHeader("content-type", "text/html").end("<html><title>Sign in</title></html>");
  });
  const text = await planAt({ endpoint: page.origin, region: "bj" });
  expect(text).toContain("got an answer that is not the API's");
  expect(text).toContain("whether a proxy or a login page answers in place of the service");
});

it("follows no redirect", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.addFault({ kind: "redirect", location: "https://logs.gz.bcebos.com/" });
  const text = await planAt({}, cloud.environment);
  expect(text).toContain("Redirects are not followed. It points to https://logs.gz.bcebos.com/.");
  expect(cloud.requests).toHaveLength(1);
});

it("takes an empty setting for one that is left out, and no blanks", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const NAMES = ["region", "access_key", "secret_key", "session_token", "endpoint", "kms_endpoint"];
  const files = (value: string) =>
    main(
      provider(Object.fromEntries(NAMES.map((name) => [name, value]))),
      encryption("logs", { bucket: "logs" }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: files("") });
  expect((await tf.apply()).text).not.toContain("Warning: Requests to");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);

  tf.write(files(" "));
  const blanks = await tf.fails("plan");
  expect([...errorsIn(blanks)].sort()).toEqual([
    "Invalid endpoint",
    "Invalid kms_endpoint",
    "Invalid region",
  ]);
  // Of the credentials Terraform asks when all else is right.
  tf.write(main(provider({ access_key: " ", secret_key: " " }), encryption("logs", { bucket: "logs" })));
  expect([...errorsIn(await tf.fails("plan"))].sort()).toEqual(["Invalid access_key", "Invalid secret_key"]);
});

it("judges blanks around an endpoint like those around credentials", async () => {
  const advice = "Check it for a space or a line break copied along with it.";
  await using tf = await createWorkspace({
    env: {
      ...CREDENTIALS,
      BAIDUCLOUD_REGION: "bj",
      BAIDUCLOUD_SECRET_KEY: "SK\n",
      BOS_ENDPOINT: `${CLOSED}\n`,
      BOS_KMS_ENDPOINT: ` ${CLOSED}`,
    },
    files: main(provider({}), encryption("logs", { bucket: "logs" })),
  });
  const result = await tf.fails("plan");
  expect([...errorsIn(result)].sort()).toEqual([
    "Invalid BOS_ENDPOINT",
    "Invalid BOS_KMS_ENDPOINT",
    "Invalid secret_key",
  ]);
  expect(result.text.split(advice)).toHaveLength(4);
});

it("names the variable that holds a broken setting, and asks for a region where there is none", async () => {
  await using broken = await createWorkspace({
    env: { ...CREDENTIALS, BOS_ENDPOINT: "bos.example", BAIDUCLOUD_REGION: "Beijing!" },
    files: main(encryption("logs", { bucket: "logs" })),
  });
  const { text } = await broken.fails("plan");
  expect(text).toContain("Error: Invalid BOS_ENDPOINT");
  expect(text).toContain("Error: Invalid BAIDUCLOUD_REGION");

  await using nowhere = await createWorkspace({
    env: CREDENTIALS,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  expect((await nowhere.fails("plan")).text).toContain(
    "Set region here or in the provider block, or BAIDUCLOUD_REGION in the environment.",
  );
});
