import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { commandLines } from "../../support/processes.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const SECRETS = { secretAccessKey: "sentinel-of-the-secret-key", sessionToken: "sentinel-of-the-token" };
const SENTINEL = /sentinel-of-the-(secret-key|token)/;
const logs = encryption("logs", { bucket: "logs" });
/** The key service takes the same credentials. */
const key = 'resource "bos_kms_key" "key" {\n  description = "a key"\n}\n';

/** Every file that Terraform wrote into the workspace. */
function written(tf: Workspace): Readonly<Record<string, string>> {
  const names = readdirSync(tf.folder).filter((name) => /\.(tfstate|backup|log|plan)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(tf.folder, name), "latin1")]));
}

const TRACE = { TF_LOG: "trace", TF_LOG_PATH: "trace.log" };

it("keeps credentials of the environment out of state, plan, log, output and process arguments", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], ...SECRETS });
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    env: TRACE,
    files: main(logs, key),
  });

  const planned = await tf.plan("-out=secret.plan");
  const slow = cloud.addFault({ kind: "latency", ms: 500, operation: "PutBucketEncryption" });
  const apply = tf.start(["apply", "-input=false", "secret.plan"]);
  await expect.poll(() => slow.hits, { timeout: 20_000 }).toBe(1);
  const processes = commandLines().join("\n");
  const applied = await apply.result;
  cloud.addFault({ kind: "denied" });
  const refused = await tf.fails("plan");

  expect(processes).toContain("terraform-provider-bos");
  expect(processes).not.toMatch(SENTINEL);
  const files = written(tf);
  expect(Object.keys(files)).toEqual(["secret.plan", "terraform.tfstate", "trace.log"]);
  expect(files["trace.log"]).toContain("PutBucketEncryption");
  expect(files["trace.log"]).toContain("CreateKey");
  for (const [name, content] of Object.entries(files)) expect(SENTINEL.test(content), name).toBe(false);
  // A plan file is a ZIP of the plan, the configuration and the state.
  const parts = unzipSync(readFileSync(join(tf.folder, "secret.plan")));
  expect(Object.keys(parts)).toEqual(expect.arrayContaining(["tfplan", "tfstate"]));
  for (const [name, content] of Object.entries(parts))
    expect(SENTINEL.test(Buffer.from(content).toString("latin1")), name).toBe(false);
  for (const { text } of [planned, applied, refused]) expect(text).not.toMatch(SENTINEL);
});

it("keeps credentials of the provider block out of state, log and output", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], ...SECRETS });
  const { accessKeyId: access_key } = cloud.credentials;
  const settings = {
    access_key,
    secret_key: SECRETS.secretAccessKey,
    session_token: SECRETS.sessionToken,
    endpoint: cloud.url,
    region: cloud.region,
  };
  await using tf = await createWorkspace({
    provider: "built",
    env: TRACE,
    files: main(provider(settings), logs),
  });

  const applied = await tf.apply();
  cloud.addFault({ kind: "denied" });
  const refused = await tf.fails("plan");
  for (const [name, content] of Object.entries(written(tf))) expect(SENTINEL.test(content), name).toBe(false);
  for (const { text } of [applied, refused]) expect(text).not.toMatch(SENTINEL);
});
