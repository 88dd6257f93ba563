import type { TerraformResource, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { BosBucketEncryption, BosProvider } from "../../lib/index.ts";
import { configurationOf, newStack } from "./support/stack.ts";

const rows: Record<string, { define: (stack: TerraformStack) => void; written: Record<string, unknown> }> = {
  "a construct takes over what is there": {
    define: (stack) =>
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" }).importFrom("acme-logs"),
    written: { import: [{ id: "acme-logs", to: "bos_bucket_encryption.logs" }] },
  },
  "through a provider block of its own": {
    define: (stack) => {
      const gz = new BosProvider(stack, "gz", { alias: "gz" });
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" }).importFrom("gz/acme-logs", gz);
    },
    written: { import: [{ id: "gz/acme-logs", to: "bos_bucket_encryption.logs", provider: "bos.gz" }] },
  },
  "CDK writes the configuration": {
    define: (stack) => BosBucketEncryption.generateConfigForImport(stack, "logs", "acme-logs"),
    written: {
      import: [{ id: "acme-logs", to: "bos_bucket_encryption.logs" }],
      terraform: { required_providers: { bos: {} } },
    },
  },
  "a renamed construct keeps its resource": {
    define: (stack) => {
      const { node } = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
      (node.defaultChild as TerraformResource).moveFromId("bos_bucket_encryption.old");
    },
    written: { moved: [{ from: "bos_bucket_encryption.old", to: "bos_bucket_encryption.logs" }] },
  },
};

test.each(Object.entries(rows))("%s", (_name, { define, written }) => {
  const stack = newStack();
  define(stack);
  expect(configurationOf(stack)).toMatchObject(written);
});
