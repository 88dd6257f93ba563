// Somebody answers in place of BOS, with the status of a success: nothing of that is off, gone or done.

import { expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { serveHttp, type TestServer } from "../../bce/support/servers.ts";
import { kms, writes } from "../../support/cloud.ts";
import { passOn } from "../support/gateway.ts";
import { encryption, main } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

interface Front extends TestServer {
  /** What is answered to requests of these methods about a bucket's encryption; every other goes through. */
  answer: { readonly methods: readonly string[]; readonly status: number; readonly body: string } | undefined;
}

/** A gateway before the emulator. */
async function before(cloud: Emulator): Promise<Front> {
  const server = await serveHttp((incoming, outgoing) => {
    const { method = "", url = "" } = incoming;
    if (front.answer?.methods.includes(method) && url.endsWith("?encryption")) {
      incoming.resume().on("end", () => {
        outgoing.writeHead(front.answer?.status ?? 500).end(front.answer?.body);
      });
      return;
    }
    passOn(cloud, incoming, outgoing);
  });
  const front: Front = { ...server, answer: undefined };
  return front;
}

const FOREIGN = [
  { status: 200, body: '{"code":"AccessDenied"}' },
  { status: 200, body: '{"error":{"code":403}}' },
  { status: 200, body: '{"success":false}' },
  { status: 200, body: '{"EncryptionAlgorithm":"AES256"}' },
  { status: 202, body: "" },
  { status: 200, body: `{"encryptionAlgorithm":${"[".repeat(5_000)}${"]".repeat(5_000)}}` },
];

it("overwrites no key of a bucket that it could not read, and says of none that it is off", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", kms("precious"));
  await using front = await before(cloud);
  const data = `data "bos_bucket_encryptions" "all" {}
output "seen" {
  value = data.bos_bucket_encryptions.all.buckets[0].status
}
output "reason" {
  value = data.bos_bucket_encryptions.all.buckets[0].reason
}
`;
  await using tf = await createWorkspace({
    emulator: cloud,
    env: { BOS_ENDPOINT: front.origin },
    files: main(data),
  });
  for (const answer of FOREIGN) {
    front.answer = { methods: ["GET"], ...answer };
    tf.write(main(encryption("logs", { bucket: "logs", on_conflict: "adopt" })));
    const { text } = await tf.fails("apply");
    expect(text).toContain("got an answer that is not the API's");
    expect(text).not.toContain("Bug in the provider");
  }
  tf.write(main(data));
  const { text } = await tf.apply();
  expect(text).toContain("got an answer that is not the API's");
  expect(text).toContain('seen = "unreadable"');
  expect(writes(cloud)).toEqual([]);
});

it("keeps a key while a bucket is answered for by somebody else", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
  await using front = await before(cloud);
  const env = { BOS_ENDPOINT: front.origin };
  await using tf = await createWorkspace({ emulator: cloud, env, files: main(key("logs", {})) });
  await tf.apply();
  const keyId = String(tf.state()["bos_kms_key.logs"]?.["key_id"]);
  cloud.setEncryption("logs", kms(keyId));
  front.answer = { methods: ["GET"], status: 200, body: '{"result":{}}' };
  expect((await tf.fails("destroy")).text).toContain(`Cannot delete KMS key "${keyId}" while buckets use it`);
  expect(cloud.key(keyId)?.keyState).toBe("enabled");
});

it("does not take a foreign success of a write for done", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using front = await before(cloud);
  const env = { BOS_ENDPOINT: front.origin };
  const files = main(encryption("logs", { bucket: "logs" }, '  timeouts {\n    create = "5s"\n  }\n'));
  await using tf = await createWorkspace({ emulator: cloud, env, files });
  front.answer = { methods: ["PUT", "DELETE"], status: 200, body: '{"success":true}' };
  await tf.fails("apply");
  expect(tf.state()).toEqual({});
  front.answer = undefined;
  await tf.apply();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});
