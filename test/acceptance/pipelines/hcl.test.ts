import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { atlantis, github, gitlab, type Pipeline } from "./support/jobs.ts";
import { hclFiles } from "./support/projects.ts";
import { startRunner } from "./support/runner.ts";

/** What each job runs, in order, with which variables, and what it leaves; without the secrets, which GitLab gives to every job. */
const work = (pipeline: Pipeline) =>
  Object.entries(pipeline).map(([name, { scripts, leaves }]) => {
    const variables = scripts.flatMap(({ env }) => Object.entries(env));
    const env = Object.fromEntries(variables.filter(([, value]) => !value.includes("secrets.")));
    return { name, lines: scripts.flatMap(({ lines }) => lines), env, leaves };
  });

test.each(["hcl", "cdk"])("the jobs of GitLab for %s run what those of GitHub do", (project) => {
  expect(work(gitlab(`gitlab/${project}/.gitlab-ci.yml`))).toEqual(
    work(github(`github-actions/${project}.yml`)),
  );
});

test("the jobs of GitHub plan, apply and see drift", { timeout: 120_000 }, async () => {
  const { plan, apply, drift } = github("github-actions/hcl.yml");
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using runner = await startRunner("hcl", emulator, "where asked for");
  runner.commit(hclFiles(runner.shared));

  await runner.run(plan);
  // The user that plans may only read.
  expect(new Set(emulator.requests.map(({ operation }) => operation))).toEqual(
    new Set(["GetBucketEncryption"]),
  );
  const applied = await runner.run(apply);
  expect(applied.text).toContain("1 added, 0 changed, 0 destroyed");
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "SM4" });

  emulator.setEncryption("acme-logs", { encryptionAlgorithm: "AES256" });
  const drifted = await runner.run(drift, { code: 2 });
  expect(drifted.text).toContain('sse_algorithm = "AES256" -> "SM4"');
});

test("a weakening ends at the plan, because of a variable of the pipeline", async () => {
  const { plan } = github("github-actions/hcl.yml");
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
  await using runner = await startRunner("hcl", emulator, "where asked for");
  runner.commit(hclFiles(runner.shared, { off: true }));
  const denied = await runner.run(plan, { code: 1 });
  expect(denied.text).toContain("deny_weakening is set");
});

test("the workflow of Atlantis plans and applies", async () => {
  const { plan, apply } = atlantis("atlantis/repos.yaml", "bos-hcl");
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using runner = await startRunner("hcl", emulator, "everywhere");
  runner.commit(hclFiles(runner.shared));
  const at = {
    cwd: runner.checkout(),
    env: { PLANFILE: `${runner.shared}/hcl.tfplan`, BAIDUCLOUD_REGION: "bj" },
  };
  await runner.run(plan, at);
  await runner.run(apply, at);
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "SM4" });
});
