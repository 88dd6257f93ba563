import { expect, it } from "vitest";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

interface Finding {
  readonly summary: string;
  readonly detail: string;
  /** Where it is: the address of the block, and the line as it is written. */
  readonly snippet: { readonly context: string; readonly code: string };
}

it("shows all that is wrong with several resources at once, each at its attribute", async () => {
  await using tf = await createWorkspace({
    files: main(
      encryption("name", { bucket: "Logs_2026" }),
      encryption("short", { bucket: "ab" }),
      encryption("algorithm", { bucket: "logs", sse_algorithm: "aes256" }),
      encryption("key", { bucket: "logs", kms_master_key_id: "" }),
      encryption("several", { bucket: "logs", region: "BJ", on_destroy: "keep", on_conflict: "merge" }),
      encryption("off", { bucket: "logs", enabled: false, sse_algorithm: "DES" }),
    ),
  });

  const { code, stdout } = await tf.run(["validate", "-json"]);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Finding[] };
  const found = diagnostics.map(({ summary, snippet }) => [summary, snippet.context, snippet.code.trim()]);
  const at = (name: string) => `resource "bos_bucket_encryption" "${name}"`;
  expect(found.sort()).toEqual(
    [
      ["Invalid bucket", at("name"), 'bucket = "Logs_2026"'],
      ["Invalid bucket", at("short"), 'bucket = "ab"'],
      ["Invalid sse_algorithm", at("algorithm"), 'sse_algorithm = "aes256"'],
      ["Invalid kms_master_key_id", at("key"), 'kms_master_key_id = ""'],
      ["Invalid region", at("several"), 'region = "BJ"'],
      ["Invalid on_destroy", at("several"), 'on_destroy = "keep"'],
      ["Invalid on_conflict", at("several"), 'on_conflict = "merge"'],
      ["Invalid sse_algorithm", at("off"), 'sse_algorithm = "DES"'],
    ].sort(),
  );
  const details = diagnostics.map(({ detail }) => detail).join(" ");
  expect(details).toContain('Did you mean "AES256"?');
  expect(details).toContain('Write "disable" or "retain", not "keep".');
});

it("shows all that is wrong with the provider block at once", async () => {
  await using tf = await createWorkspace({
    files: main(
      provider({ region: "Beijing!", endpoint: "bos.example", request_timeout: 0, max_retries: 1.5 }),
      // Terraform does not look at the settings of a provider that nothing uses.
      encryption("logs", { bucket: "logs" }),
    ),
  });
  const { text } = await tf.run(["validate"]);
  for (const attribute of ["region", "endpoint", "request_timeout", "max_retries"]) {
    expect(text).toContain(`Error: Invalid ${attribute}`);
  }
});

it("finds nothing wrong with what is known late, and asks no cloud", async () => {
  await using tf = await createWorkspace({
    files: main(
      'variable "bucket" {\n  type = string\n}\n',
      encryption("logs", { bucket: { expression: "var.bucket" } }),
    ),
    env: { BOS_ENDPOINT: "http://127.0.0.1:1" },
  });
  expect(await tf.run(["validate"])).toMatchObject({ code: 0 });
});
