import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { serveProxy } from "../../bce/support/servers.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const logs = encryption("logs", { bucket: "logs", region: "bj" });
const CREDENTIALS = { BAIDUCLOUD_ACCESS_KEY: "AK", BAIDUCLOUD_SECRET_KEY: "SK" };
const UNENCRYPTED = "Requests to http://bos.test are not encrypted";
const REFUSED = "require_https is set, so this is refused.";

/** The plan of one bucket, which fails: nothing answers as BOS does. A proxy keeps each request on this machine. */
async function planWith(
  settings: Parameters<typeof provider>[0],
  env: Readonly<Record<string, string>>,
): Promise<{ text: string; asked: readonly string[] }> {
  await using proxy = await serveProxy();
  await using tf = await createWorkspace({
    provider: "built",
    env: { ...CREDENTIALS, HTTP_PROXY: proxy.origin, HTTPS_PROXY: proxy.origin, ...env },
    files: main(provider({ max_retries: 0, path_style: { expression: "true" }, ...settings }), logs),
  });
  return { text: (await tf.fails("plan")).text, asked: proxy.asked };
}

it("refuses to run while NODE_TLS_REJECT_UNAUTHORIZED is 0, and says how an authority is trusted", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    files: main(logs),
  });
  const { text } = await tf.fails("plan");
  expect(text).toContain("Error: NODE_TLS_REJECT_UNAUTHORIZED turns off the verification of certificates");
  expect(text).toContain("name the file with its certificate (PEM) in NODE_EXTRA_CA_CERTS");
  expect(cloud.requests).toEqual([]);
});

it.each([
  ["the provider block", { endpoint: "http://bos.test" }, {}],
  ["the environment", {}, { BOS_ENDPOINT: "http://bos.test" }],
  ["the provider block, for keys", { endpoint: "https://bos.test", kms_endpoint: "http://bos.test" }, {}],
  ["the environment, for keys", { endpoint: "https://bos.test" }, { BOS_KMS_ENDPOINT: "http://bos.test" }],
])("warns of an endpoint without encryption in %s", async (_name, settings, env) => {
  const { text, asked } = await planWith(settings, env);
  expect(text).toContain(`Warning: ${UNENCRYPTED}`);
  expect(text).toContain("BOS_REQUIRE_HTTPS=1 in the environment, makes this an error");
  expect(asked).toHaveLength(1);
});

it.each([
  ["the argument", { require_https: { expression: "true" } }, {}],
  ["the variable in the environment", {}, { BOS_REQUIRE_HTTPS: "1" }],
])("refuses it before any request with %s", async (_name, settings, env) => {
  const { text, asked } = await planWith({ endpoint: "http://bos.test", ...settings }, env);
  expect(text).toContain(`Error: ${UNENCRYPTED}`);
  expect(text).toContain(REFUSED);
  expect(asked).toEqual([]);
});

it("takes no typing error for a no", async () => {
  const { text, asked } = await planWith({ endpoint: "https://bos.test" }, { BOS_REQUIRE_HTTPS: "ture" });
  expect(text).toContain("Error: Invalid BOS_REQUIRE_HTTPS");
  expect(text).toContain('Set it to 1 or 0; got "ture".');
  expect(asked).toEqual([]);
});

it("leaves loopback out of it", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const required = provider({ require_https: { expression: "true" } });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files: main(required, logs) });
  expect((await tf.apply()).text).not.toContain("not encrypted");
});
