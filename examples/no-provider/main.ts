import { BosBucketEncryption, Encryption, Engine } from "bos-encryption";
import { App, TerraformOutput, TerraformStack } from "cdktf";

const app = new App();
const stack = new TerraformStack(app, "no-provider");

// terraform_data is built into Terraform: `terraform init` fetches nothing, not even the null provider.
const engine = Engine.terraformData();

const logs = new BosBucketEncryption(stack, "logs", {
  bucket: "acme-logs",
  encryption: Encryption.bosManaged({ algorithm: "SM4" }),
  engine,
});
new BosBucketEncryption(stack, "reports", { bucket: "acme-reports", onDestroy: "retain", engine });

new TerraformOutput(stack, "algorithm", { value: logs.sseAlgorithm });

app.synth();
