import { createRequire } from "node:module";
import { TerraformResource, TerraformStack } from "cdktf";
import { expect, inject, test } from "vitest";
import { BosBucketEncryption } from "../../lib/index.ts";
import { newStack } from "./support/stack.ts";

const library = inject("library");

test("these tests and the constructs that they make are of the library that is asked for", () => {
  const loaded = createRequire(import.meta.url)(library);
  expect(TerraformStack).toBe(loaded.TerraformStack);
  const { node } = new BosBucketEncryption(newStack(), "logs", { bucket: "acme-logs" });
  expect(node.defaultChild).toBeInstanceOf(loaded.TerraformResource);
  expect(node.defaultChild).toBeInstanceOf(TerraformResource);
});
