// How others refer to a construct of Engine.nullResource() and Engine.terraformData().
import type { TerraformResource } from "cdktf";
import { describe, expect, it } from "vitest";
import { BosBucketEncryption, Encryption } from "../../lib/index.ts";
import { APPLY, KINDS, LIFECYCLE, stableConfigurationOf } from "./support/runtime-engine.ts";
import { newStack, ref } from "./support/stack.ts";

describe.each(KINDS)("with $name", (kind) => {
  it("its outputs refer to the resources, and whoever uses one waits until encryption is set", () => {
    const stack = newStack();
    const engine = kind.engine();
    const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
    const { bucket, id, region, sseAlgorithm, kmsMasterKeyId, enabled, fqn } = logs;
    stack.addOverride("locals", { bucket, id, region, sseAlgorithm, kmsMasterKeyId, enabled, fqn });
    const written = (name: string) =>
      `[try(${kind.type}.${APPLY}.${kind.keys}.${name}, null), ${kind.type}.${LIFECYCLE}.id][0]`;
    expect(stableConfigurationOf(stack)).toMatchObject({
      locals: {
        bucket: ref(`${kind.type}.${LIFECYCLE}.${kind.keys}.bucket`),
        id: ref(`${kind.type}.${LIFECYCLE}.${kind.keys}.bucket`),
        region: ref(written("region")),
        sseAlgorithm: ref(written("sse_algorithm")),
        kmsMasterKeyId: ref(written("kms_master_key_id")),
        enabled: ref(`(${written("sse_algorithm")} != null)`),
        fqn: ref(`${kind.type}.${LIFECYCLE}`),
      },
    });
  });

  it("off, they refer to the only resource there is", () => {
    const stack = newStack();
    const encryption = Encryption.disabled();
    const off = new BosBucketEncryption(stack, "logs", {
      bucket: "acme-logs",
      encryption,
      engine: kind.engine(),
    });
    new BosBucketEncryption(stack, "data", { bucket: off.bucket, engine: kind.engine(), dependsOn: [off] });
    const data = Object.entries(stableConfigurationOf(stack).resource?.[kind.type] ?? {}).find(([name]) =>
      name.startsWith("data_apply_"),
    );
    expect(data?.[1]).toMatchObject({
      depends_on: [`${kind.type}.${APPLY}`],
      [kind.keys]: kind.written({
        contract: "1",
        bucket: ref(`${kind.type}.${APPLY}.${kind.keys}.bucket`),
        sse_algorithm: "AES256",
      }),
    });
  });

  it("both resources may be given other names", () => {
    const stack = newStack();
    const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine() });
    (logs.node.findChild("apply") as TerraformResource).overrideLogicalId("one");
    (logs.node.findChild("lifecycle") as TerraformResource).overrideLogicalId("other");
    stack.addOverride("locals", { fqn: logs.fqn, bucket: logs.bucket, region: logs.region });
    expect(stableConfigurationOf(stack)).toMatchObject({
      resource: { [kind.type]: { one: {}, other: { depends_on: [`${kind.type}.one`] } } },
      locals: {
        fqn: ref(`${kind.type}.other`),
        bucket: ref(`${kind.type}.other.${kind.keys}.bucket`),
        region: ref(`[try(${kind.type}.one.${kind.keys}.region, null), ${kind.type}.other.id][0]`),
      },
    });
  });

  it("there is nothing to import", () => {
    const logs = new BosBucketEncryption(newStack(), "logs", { bucket: "acme-logs", engine: kind.engine() });
    expect(() => logs.importFrom("bj/acme-logs")).toThrow(
      /^importFrom: there is nothing to import with this engine/,
    );
  });
});
