import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, methods, SM4, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

it.each([
  ["without a refresh", ["-refresh=false"]],
  ["after a refresh", []],
])("turns off what it turned on, and nothing else, %s", async (_name, args) => {
  await using cloud = await startEmulator({ buckets: ["disabled", "retained", "wanted-off", "turned-off"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      encryption("disabled", { bucket: "disabled" }),
      encryption("retained", { bucket: "retained", on_destroy: "retain" }),
      encryption("wanted-off", { bucket: "wanted-off", enabled: false }),
      encryption("turned-off", { bucket: "turned-off" }),
    ),
  });
  await tf.apply();
  cloud.setEncryption("wanted-off", SM4);
  cloud.setEncryption("turned-off", undefined);

  cloud.clearRequests();
  const { text } = await tf.destroy(...args);
  expect(text).toContain("4 destroyed");
  expect(text).toContain('Destroying this turns off the encryption of bucket "disabled"');
  expect(text).not.toContain('bucket "retained"');
  expect(text).not.toContain('bucket "wanted-off"');
  expect(writes(cloud)).toEqual(["DELETE disabled"]);
  expect(methods(cloud, "retained")).toEqual(args.length > 0 ? [] : ["GET"]);
  expect(cloud.encryptionOf("retained")).toEqual(AES256);
  expect(cloud.encryptionOf("wanted-off")).toEqual(SM4);
});

it("destroys at most four requests per bucket, and counts a bucket that is gone as done", async () => {
  await using cloud = await startEmulator({ buckets: ["there", "gone"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("there", { bucket: "there" }), encryption("gone", { bucket: "gone" })),
  });
  await tf.apply();

  cloud.deleteBucket("gone");
  cloud.clearRequests();
  expect((await tf.destroy("-refresh=false")).text).toContain("2 destroyed");
  expect(methods(cloud, "there")).toEqual(["GET", "DELETE", "GET"]);
  expect(methods(cloud, "gone")).toEqual(["GET"]);
  expect(tf.state()).toEqual({});
});

it("lets go without a request when it is taken out of the configuration with `removed`", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  await tf.apply();

  cloud.clearRequests();
  tf.write(
    main("removed {\n  from = bos_bucket_encryption.logs\n  lifecycle {\n    destroy = false\n  }\n}\n"),
  );
  expect((await tf.apply("-refresh=false")).text).not.toContain("turns off");
  expect(cloud.requests).toEqual([]);
  expect(tf.state()).toEqual({});
});
