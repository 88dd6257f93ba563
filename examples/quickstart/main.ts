import { BosBucketEncryption, Encryption } from "bos-encryption";
import { App, TerraformOutput, TerraformStack } from "cdktf";

const app = new App();
const stack = new TerraformStack(app, "quickstart");

const logs = new BosBucketEncryption(stack, "logs", {
  bucket: "acme-logs",
  encryption: Encryption.bosManaged(),
});

new TerraformOutput(stack, "algorithm", { value: logs.sseAlgorithm });

app.synth();
