import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { PROVIDER_SOURCE } from "../../../lib/packaging/index.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const moved = (from: string) => `moved {\n  from = ${from}\n  to   = bos_bucket_encryption.logs\n}\n`;

/** A state with the official provider's bucket; that provider is not here, so the state says that it is of ours. */
const stateWithBucket = JSON.stringify({
  version: 4,
  terraform_version: "1.11.4",
  serial: 1,
  lineage: "7f2c1f0e-0000-4000-8000-000000000000",
  outputs: {},
  resources: [
    {
      mode: "managed",
      type: "baiducloud_bos_bucket",
      name: "logs",
      provider: `provider["${PROVIDER_SOURCE}"]`,
      instances: [{ schema_version: 0, attributes: { bucket: "logs", acl: "private" } }],
    },
  ],
});

it("refuses to make a bucket its encryption, says what to write instead, and keeps the bucket in the state", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: {
      ...main(encryption("logs", { bucket: "logs" }), moved("baiducloud_bos_bucket.logs")),
      "terraform.tfstate": stateWithBucket,
    },
  });
  const { text } = await tf.fails("apply");
  expect(text).toContain("Error: A bucket cannot become its encryption");
  expect(text).toContain("would remove the bucket itself from the state");
  expect(text).toContain('to = bos_bucket_encryption.NAME id = "logs"');
  expect(Object.keys(tf.state())).toEqual(["baiducloud_bos_bucket.logs"]);
  expect(cloud.requests).toEqual([]);
});
