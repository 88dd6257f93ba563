import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { atlantis, github } from "./support/jobs.ts";
import { cdkFiles } from "./support/projects.ts";
import { startRunner } from "./support/runner.ts";

test("the jobs of GitHub synthesise, plan, apply and see drift", async () => {
  const { plan, apply, drift } = github("github-actions/cdk.yml");
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using runner = await startRunner("cdk", emulator, "where asked for");
  runner.commit(cdkFiles(runner.shared));

  await runner.run(plan);
  expect(emulator.encryptionOf("acme-logs")).toBeUndefined();
  const applied = await runner.run(apply);
  expect(applied.text).toContain("1 added, 0 changed, 0 destroyed");
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "AES256" });

  emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
  expect((await runner.run(drift, { code: 2 })).text).toContain('sse_algorithm = "SM4" -> "AES256"');
});

test("the workflow of Atlantis synthesises, plans and applies", async () => {
  const { plan, apply } = atlantis("atlantis/repos.yaml", "bos-cdk");
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using runner = await startRunner("cdk", emulator, "everywhere");
  runner.commit(cdkFiles(runner.shared));
  const at = { cwd: runner.checkout(), env: { PLANFILE: `${runner.shared}/cdk.tfplan` } };
  await runner.run(plan, at);
  await runner.run(apply, at);
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "AES256" });
});
