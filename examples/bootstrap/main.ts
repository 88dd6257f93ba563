import { BosBucketEncryption, BosKmsKey, DataBosBucketEncryptions, Encryption } from "bos-encryption";
import { App, DataResource, Fn, Op, TerraformIterator, TerraformOutput, TerraformStack, Token } from "cdktf";
import { OfficialBucket } from "./official-bucket.ts";

const ENVIRONMENT = "acme-prod";

const app = new App();
const stack = new TerraformStack(app, "bootstrap");

const key = new BosKmsKey(stack, "key", {
  description: `Buckets of ${ENVIRONMENT}`,
  lifecycle: { createBeforeDestroy: true },
});

const encryptions = ["logs", "reports", "ledger"].map((name) => {
  const made = new OfficialBucket(stack, `${name}-bucket`, `${ENVIRONMENT}-${name}`);
  return new BosBucketEncryption(stack, name, {
    bucket: made.bucket,
    encryption: Encryption.kmsManaged(key),
  });
});

// Not only the buckets above: every bucket of the environment, whoever made it.
const all = new DataBosBucketEncryptions(stack, "all", {
  namePattern: `${ENVIRONMENT}-*`,
  dependsOn: encryptions,
});
const open = TerraformIterator.fromComplexList(all.buckets, "bucket").forExpressionForList(
  'key if val.status != "encrypted"',
);

// What puts objects into these buckets takes their names from here, and so never runs before all are encrypted.
const ready = new DataResource(stack, "ready", {
  input: { buckets: encryptions.map(({ bucket }) => bucket) },
  lifecycle: {
    precondition: [
      {
        condition: Op.lt(Fn.lengthOf(open), 1),
        errorMessage: `Not encrypted, or not readable: ${Fn.join(", ", Token.asList(open))}.`,
      },
    ],
  },
});

new TerraformOutput(stack, "buckets", { value: ready.output.lookup("buckets") });

app.synth();
