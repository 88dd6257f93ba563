import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { examples } from "../../docs/pages.ts";
import { createWorkspace } from "../support/terraform.ts";

const whole = ["README.md", "docs/provider.md"].flatMap((name) =>
  examples(name, "hcl")
    .filter((code) => code.includes("required_providers"))
    .map((code) => ({ name, code })),
);

test("each page has a whole example", () => {
  expect(whole.map(({ name }) => name)).toEqual(["README.md", "docs/provider.md"]);
});

test.each(whole)("the example of $name is applied, and then there is nothing to do", async ({ code }) => {
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using workspace = await createWorkspace({ emulator, files: { "versions.tf": "", "main.tf": code } });
  await workspace.apply();
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "SM4" });
  expect((await workspace.plan()).code).toBe(0);
});

test("the moved block of docs/provider.md renames without a write", async () => {
  const [, moved = ""] = examples("docs/provider.md", "hcl");
  const resource = (name: string) =>
    `resource "bos_bucket_encryption" "${name}" {\n  bucket = "acme-logs"\n}\n`;
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using workspace = await createWorkspace({ emulator, files: { "main.tf": resource("logs") } });
  await workspace.apply();
  emulator.clearRequests();
  workspace.write({ "main.tf": `${resource("access_logs")}${moved}` });
  await workspace.apply();
  expect(emulator.requests.map(({ operation }) => operation)).toEqual(["GetBucketEncryption"]);
  expect(Object.keys(workspace.state())).toEqual(["bos_bucket_encryption.access_logs"]);
});

test("the blocks of docs/provider.md lead from the null-resource engine to the provider and back, without a write", async () => {
  const blocks = examples("docs/provider.md", "hcl");
  const coming = blocks.find((code) => code.includes("null_resource.logs_lifecycle")) ?? "";
  // The one before it is for two resources of one bucket.
  const back = blocks.findLast((code) => code.includes("removed") && !code.includes("null_resource")) ?? "";
  const keyed = (name: string) =>
    `resource "null_resource" "${name}" {\n  triggers = { bucket = "acme-logs" }\n}\n`;
  const engine = keyed("logs_apply") + keyed("logs_lifecycle");

  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  emulator.setEncryption("acme-logs", { encryptionAlgorithm: "AES256" });
  await using workspace = await createWorkspace({
    emulator,
    providers: ["bos", "null"],
    files: { "main.tf": engine },
  });
  await workspace.apply();
  workspace.write({ "main.tf": coming });
  await workspace.apply();
  expect(Object.keys(workspace.state())).toEqual(["bos_bucket_encryption.logs"]);
  expect((await workspace.plan()).code).toBe(0);

  workspace.write({ "main.tf": `${back}${engine}` });
  await workspace.apply();
  expect(Object.keys(workspace.state())).toEqual([
    "null_resource.logs_apply",
    "null_resource.logs_lifecycle",
  ]);
  expect(new Set(emulator.requests.map(({ operation }) => operation))).toEqual(
    new Set(["GetBucketEncryption"]),
  );
});
