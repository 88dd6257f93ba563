import { BosBucketEncryption, BosKmsKey, Encryption } from "bos-encryption";
import { App, TerraformOutput, TerraformStack } from "cdktf";

const BUCKETS = ["acme-logs", "acme-reports", "acme-ledger"];

const app = new App();
const stack = new TerraformStack(app, "kms");

const key = new BosKmsKey(stack, "key", {
  description: "Buckets of Acme",
  keySpec: "BAIDU_AES_256",
  // Another spec is another key: the buckets change over to it before the old one goes.
  lifecycle: { createBeforeDestroy: true },
});

for (const bucket of BUCKETS) {
  new BosBucketEncryption(stack, bucket, { bucket, encryption: Encryption.kmsManaged(key) });
}

new TerraformOutput(stack, "key-id", { value: key.keyId });

app.synth();
