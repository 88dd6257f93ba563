// The built executables under what makes Node tell more than it should: none of it shows a secret.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { startPlugin } from "../../plugin/support/plugin-process.ts";
import { runtime, startRuntime } from "../../runtime/support/built.ts";
import { request } from "../../runtime/support/world.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const dist = join(import.meta.dirname, "../../../dist");
const SECRETS = { secretAccessKey: "sentinel-of-the-secret-key", sessionToken: "sentinel-of-the-token" };
/** What is in a request of ours and nowhere else, and the secrets themselves. */
const TOLD = /sentinel-of-the|authorization:|bce-auth-v1/i;
const NODE_DEBUG = "net,http,https,tls,http2,stream,timer,undici,fetch";

const cloudWith = (...buckets: string[]): Promise<Emulator> => startEmulator({ buckets, ...SECRETS });

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "bos-debugging-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Every report of Node's in a folder, once there is one that is complete. */
async function reportsIn(where: string): Promise<string> {
  const read = () => readdirSync(where).map((name) => readFileSync(join(where, name), "utf8"));
  await expect.poll(() => read().some((text) => /^\}\s*$/m.test(text)), { timeout: 20_000 }).toBe(true);
  return read().join("\n");
}

it.each([{ NODE_DEBUG }, { NODE_DEBUG: "*" }, { NODE_DEBUG_NATIVE: "HTTP2_SESSION,HTTP2_STREAM,CRYPTO" }])(
  "the runtime shows no request under %j, and still says what it has to say",
  async (debug) => {
    await using cloud = await cloudWith("logs", "denied");
    cloud.addFault({ kind: "denied", bucket: "denied" });
    const done = await runtime(["apply", request({})], { ...cloud.environment, ...debug });
    const denied = await runtime(["apply", request({ bucket: "denied" })], {
      ...cloud.environment,
      ...debug,
    });
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("encryption was enabled") });
    expect(denied).toMatchObject({ code: 1, stderr: expect.stringContaining("403 AccessDenied") });
    for (const { stdout, stderr } of [done, denied]) expect(stdout + stderr).not.toMatch(TOLD);
    expect(done.stderr + denied.stderr).not.toMatch(/^(HTTP|NET|STREAM) \d/m);
  },
);

it("the provider writes no request into Terraform's log, and still its own lines", async () => {
  await using cloud = await cloudWith("logs");
  await using tf = await createWorkspace({
    emulator: cloud,
    env: { NODE_DEBUG, TF_LOG: "trace", TF_LOG_PATH: "trace.log" },
    files: main(encryption("logs", { bucket: "logs" })),
  });
  const { text } = await tf.apply();
  cloud.addFault({ kind: "denied" });
  const refused = await tf.fails("plan");
  const log = readFileSync(join(tf.folder, "trace.log"), "utf8");
  expect(log).toContain("PutBucketEncryption");
  expect(log).not.toMatch(/\b(HTTP2?|NET|STREAM|TLS) \d+: /);
  for (const shown of [log, text, refused.text]) expect(shown).not.toMatch(TOLD);
});

it("the command shows no request that comes in", async () => {
  const env = { PATH: process.env["PATH"] ?? "", NODE_DEBUG };
  const child = spawn(process.execPath, [join(dist, "bos-encryption"), "emulator", "--port", "0"], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let shown = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (shown += text));
  await expect.poll(() => /http:\/\/127\.0\.0\.1:\d+/.exec(shown)?.[0], { timeout: 20_000 }).toBeDefined();
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(shown) ?? [];
  await fetch(`${url}/logs/?encryption`, { headers: { authorization: "bce-auth-v1/sentinel-of-the-key" } });
  expect(shown).not.toMatch(TOLD);
  expect(shown).not.toMatch(/^(HTTP|NET|STREAM) \d/m);
});

it("a report about the runtime holds no environment", async () => {
  await using cloud = await cloudWith("logs");
  const slow = cloud.addFault({ kind: "hang", when: "before-effect" });
  const where = folder();
  const NODE_OPTIONS = `--report-on-signal --report-directory=${where}`;
  const started = startRuntime(["apply", request({})], { ...cloud.environment, NODE_OPTIONS });
  await expect.poll(() => slow.hits, { timeout: 20_000 }).toBe(1);
  started.signal("SIGUSR2");
  const report = await reportsIn(where);
  started.signal("SIGKILL");
  await started.ended;
  expect(report).toContain('"javascriptStack"');
  expect(report).not.toContain("environmentVariables");
  expect(report).not.toMatch(/sentinel-of-the/);
});

it("a report about the provider holds no environment", async () => {
  await using cloud = await cloudWith("logs");
  const where = folder();
  const NODE_OPTIONS = `--report-on-signal --report-directory=${where}`;
  const env = { ...cloud.environment, NODE_OPTIONS };
  await using plugin = await startPlugin(env, join(dist, "terraform-provider-bos"));
  plugin.kill("SIGUSR2");
  const report = await reportsIn(where);
  expect(report).toContain('"javascriptStack"');
  expect(report).not.toContain("environmentVariables");
  expect(report).not.toMatch(/sentinel-of-the/);
});
