import { TerraformResource, type TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { BosBucketEncryption } from "../../../lib/index.ts";
import { AES256 } from "../../support/cloud.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

/** Refers to something, and cannot be destroyed, as a bucket's policy whose service is down. */
class Stubborn extends TerraformResource {
  readonly #input: unknown;

  constructor(stack: TerraformStack, id: string, input: unknown) {
    super(stack, id, {
      terraformResourceType: "terraform_data",
      provisioners: [
        { type: "local-exec", when: "destroy", interpreter: ["node", "-e"], command: "process.exit(1)" },
      ],
    });
    this.#input = input;
  }

  protected override synthesizeAttributes() {
    return { input: this.#input };
  }
}

const PARTS = ["fqn", "id", "bucket", "region", "sseAlgorithm", "kmsMasterKeyId", "enabled"] as const;

describe.each(VARIANTS)("with $name", (variant) => {
  it("waits at a destroy for whoever refers to any part of it, and is on still when that one fails", async () => {
    const bucketOf = (part: string) => `acme-${part.toLowerCase()}`;
    const buckets = PARTS.map(bucketOf);
    await using cloud = await startEmulator({ buckets });
    const stack = (scope: TerraformStack) => {
      for (const part of PARTS) {
        const encryption = new BosBucketEncryption(scope, part, {
          bucket: bucketOf(part),
          region: cloud.region,
          engine: variant.engine(),
        });
        const { [part]: value } = encryption;
        new Stubborn(scope, `refers-to-${part}`, part === "fqn" ? `\${${value}.id}` : value);
      }
    };
    await using tf = await createScenario(variant, stack, { emulator: cloud });
    await tf.apply();
    cloud.clearRequests();
    const { text } = await tf.fails("destroy");
    expect(text.match(/local-exec provisioner error/g)).toHaveLength(PARTS.length);
    expect(cloud.requests).toEqual([]);
    expect((await tf.apply()).text).toContain("No changes.");
    expect(buckets.map(cloud.encryptionOf)).toEqual(buckets.map(() => AES256));
  });
});
