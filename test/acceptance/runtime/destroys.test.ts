import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { BosBucketEncryption, Encryption, type OnDestroy } from "../../../lib/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { addressOf, createScenario, encrypt, VARIANTS } from "./support/scenario.ts";

const sm4 = Encryption.bosManaged({ algorithm: "SM4" });

describe.each(VARIANTS)("with $name", (variant) => {
  it("undoes or leaves at a destroy as the code says by then; changing the word writes nothing", async () => {
    const names = ["disabled", "retained", "spared", "no-longer", "gone", "touched", "keyed", "agreed"];
    await using cloud = await startEmulator({ buckets: names });
    const stack = (changing: { readonly spared: OnDestroy; readonly "no-longer": OnDestroy }) => ({
      disabled: { bucket: "disabled" },
      retained: { bucket: "retained", onDestroy: "retain" as const },
      spared: { bucket: "spared", onDestroy: changing.spared },
      "no-longer": { bucket: "no-longer", onDestroy: changing["no-longer"] },
      gone: { bucket: "gone" },
      touched: { bucket: "touched" },
      keyed: { bucket: "keyed" },
      agreed: { bucket: "agreed", onConflict: "adopt" as const },
    });
    await using tf = await createScenario(variant, stack({ spared: "disable", "no-longer": "retain" }), {
      emulator: cloud,
    });
    await tf.apply();

    cloud.clearRequests();
    const after = stack({ spared: "retain", "no-longer": "disable" });
    tf.synth(after);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    cloud.deleteBucket("gone");
    cloud.setEncryption("touched", SM4);
    for (const bucket of ["keyed", "agreed"]) cloud.setEncryption(bucket, kms("of-somebody-else"));
    const { text } = await tf.fails("destroy");
    expect(writes(cloud).toSorted()).toEqual([
      "DELETE agreed",
      "DELETE disabled",
      "DELETE no-longer",
      "DELETE touched",
    ]);
    expect(text).toContain('bucket "gone": the bucket does not exist any more, so there is nothing to undo.');
    expect(text).toContain("The stack names no KMS key, so of-somebody-else was set by somebody else");
    expect(text).toContain('to leave the bucket as it is, set on_destroy to "retain".');
    expect(Object.keys(tf.state())).toEqual(
      ["keyed_apply", "keyed_lifecycle"].map((id) => addressOf(tf, id)),
    );

    cloud.clearRequests();
    tf.synth({ ...after, keyed: { bucket: "keyed", onDestroy: "retain" } });
    await tf.destroy();
    expect(cloud.requests).toEqual([]);
    expect(tf.state()).toEqual({});
  });

  it("undoes only what an apply of its own did", async () => {
    await using cloud = await startEmulator({ buckets: ["foreign", "lost", "own"] });
    cloud.setEncryption("foreign", SM4);
    cloud.setEncryption("lost", kms("of-somebody-else"));
    const stack = (own: Encryption) => ({
      foreign: { bucket: "foreign", onConflict: "fail" as const },
      lost: { bucket: "lost" },
      own: { bucket: "own", onConflict: "fail" as const, encryption: own },
    });
    await using tf = await createScenario(variant, stack(Encryption.bosManaged()), { emulator: cloud });
    const first = await tf.fails("apply");
    expect(first.text).toContain('on_conflict is "fail"');
    expect(first.text).toContain("This would give up KMS key of-somebody-else for new uploads.");
    expect(writes(cloud)).toEqual(["PUT own"]);

    tf.synth(stack(sm4));
    await tf.fails("apply");
    expect(writes(cloud)).toEqual(["PUT own"]);
    await tf.destroy();
    expect(writes(cloud)).toEqual(["PUT own", "DELETE own"]);
    expect(tf.state()).toEqual({});
  });

  it("writes nothing when a construct goes from the code or has another id, and undoes what is said to be removed", async () => {
    const names = ["deleted", "renamed", "disabled", "retained", "each-1", "each-2"];
    await using cloud = await startEmulator({ buckets: names });
    await using tf = await createScenario(
      variant,
      {
        deleted: { bucket: "deleted" },
        "old-id": { bucket: "renamed" },
        disabled: { bucket: "disabled" },
        retained: { bucket: "retained" },
        counted: { bucket: `each-\${count.index + 1}`, count: 2 },
      },
      { emulator: cloud },
    );
    await tf.apply();
    cloud.clearRequests();

    const kept = { "new-id": { bucket: "renamed" } };
    tf.synth((stack) => {
      encrypt(stack, variant, kept);
      const engine = variant.engine();
      BosBucketEncryption.removed(stack, "disabled", { engine });
      BosBucketEncryption.removed(stack, "retained", { engine, onDestroy: "retain" });
      BosBucketEncryption.removed(stack, "counted", { engine, bucket: "whichever" });
    });
    await tf.apply();
    expect(writes(cloud).toSorted()).toEqual(["DELETE disabled", "DELETE each-1", "DELETE each-2"]);
    expect(["deleted", "renamed", "retained"].map(cloud.encryptionOf)).toEqual([AES256, AES256, AES256]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    tf.synth(kept);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });
});
