import {
  Fn,
  TerraformCount,
  TerraformDataSource,
  TerraformIterator,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { expect, test } from "vitest";
import { BosBucketEncryption, BucketEncryptionPolicy } from "../../lib/index.ts";
import { findingsOf, findingsOfApp, makeBucket } from "./support/policy.ts";
import { newApp, newStack, ref } from "./support/stack.ts";

const encrypt = (stack: TerraformStack, bucket: string, repeated = {}) =>
  new BosBucketEncryption(stack, "encryption", { bucket, ...repeated });

const attribute = (resource: TerraformResource, name = "bucket") => resource.getStringAttribute(name);

const NEED = "[prod/bucket] no BosBucketEncryption sets the encryption of";

/** Makes a bucket `bucket` and an encryption that is meant for it, or for something like it. */
const rows: Record<string, { make: (stack: TerraformStack) => void; findings: string[] }> = {
  "no encryption": {
    make: (stack) => makeBucket(stack, "bucket", "acme-logs"),
    findings: [`${NEED} "acme-logs". Add one with this resource's attribute \`bucket\` as its bucket.`],
  },
  "the same name": {
    make: (stack) => {
      encrypt(stack, "acme-logs");
      makeBucket(stack, "bucket", "acme-logs");
    },
    findings: [],
  },
  "another name": {
    make: (stack) => {
      makeBucket(stack, "bucket", "acme-logs");
      encrypt(stack, "acme-log");
    },
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "the resource's name": {
    make: (stack) => encrypt(stack, attribute(makeBucket(stack, "bucket", "acme-logs"))),
    findings: [],
  },
  "the resource's id, which is the name": {
    make: (stack) => encrypt(stack, attribute(makeBucket(stack, "bucket", "acme-logs"), "id")),
    findings: [],
  },
  "the resource's name, as Terraform writes it": {
    make: (stack) => {
      makeBucket(stack, "bucket", "acme-logs");
      encrypt(stack, ref("baiducloud_bos_bucket.bucket.bucket"));
    },
    findings: [],
  },
  "an attribute that is not the name": {
    make: (stack) => encrypt(stack, attribute(makeBucket(stack, "bucket", "acme-logs"), "location")),
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "a name that begins with the resource's": {
    make: (stack) => encrypt(stack, `${attribute(makeBucket(stack, "bucket", "acme-logs"))}-backup`),
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "a resource whose address begins with this one's": {
    make: (stack) => {
      makeBucket(stack, "bucket", "acme-logs");
      encrypt(stack, attribute(makeBucket(stack, "bucket-2", "acme-logs-2")));
    },
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "the same variable": {
    make: (stack) => {
      const name = new TerraformVariable(stack, "name", {});
      makeBucket(stack, "bucket", name.stringValue);
      encrypt(stack, name.stringValue);
    },
    findings: [],
  },
  "the same call of a function": {
    make: (stack) => {
      const name = new TerraformVariable(stack, "name", {});
      makeBucket(stack, "bucket", Fn.lower(name.stringValue));
      encrypt(stack, Fn.lower(name.stringValue));
    },
    findings: [],
  },
  "another variable": {
    make: (stack) => {
      makeBucket(stack, "bucket", new TerraformVariable(stack, "name", {}).stringValue);
      encrypt(stack, new TerraformVariable(stack, "other", {}).stringValue);
    },
    findings: [expect.stringContaining(`${NEED} this bucket.`)],
  },
  "a data source of the same type": {
    make: (stack) => {
      new TerraformDataSource(stack, "bucket", { terraformResourceType: "baiducloud_bos_bucket" });
    },
    findings: [],
  },
  "another resource": {
    make: (stack) => {
      new TerraformResource(stack, "bucket", { terraformResourceType: "baiducloud_bos_bucket_object" });
    },
    findings: [],
  },
  "each bucket of a list, with the same list": {
    make: (stack) => {
      const list = TerraformIterator.fromList(["acme-logs", "acme-data"]);
      makeBucket(stack, "bucket", list.value, { forEach: list });
      encrypt(stack, list.value, { forEach: TerraformIterator.fromList(["acme-data", "acme-logs"]) });
    },
    findings: [],
  },
  "each bucket of a list, one by one": {
    make: (stack) => {
      const list = TerraformIterator.fromList(["acme-logs", "acme-data"]);
      makeBucket(stack, "bucket", list.value, { forEach: list });
      encrypt(stack, "acme-logs");
    },
    findings: [
      `${NEED} "acme-logs", "acme-data". Add one with this resource's attribute \`bucket\` and the same forEach or count.`,
    ],
  },
  "one bucket of an encryption for a list": {
    make: (stack) => {
      const list = TerraformIterator.fromList(["acme-logs", "acme-data"]);
      makeBucket(stack, "bucket", "acme-logs");
      encrypt(stack, list.value, { forEach: list });
    },
    findings: [],
  },
  "each bucket of a resource that is repeated": {
    make: (stack) => {
      const list = TerraformIterator.fromList(new TerraformVariable(stack, "names", {}).listValue);
      const made = TerraformIterator.fromResources(
        makeBucket(stack, "bucket", list.value, { forEach: list }),
      );
      encrypt(stack, made.getString("bucket"), { forEach: made });
    },
    findings: [],
  },
  "the same list that only Terraform knows": {
    make: (stack) => {
      const list = TerraformIterator.fromList(new TerraformVariable(stack, "names", {}).listValue);
      makeBucket(stack, "bucket", list.value, { forEach: list });
      encrypt(stack, list.value, { forEach: list });
    },
    findings: [],
  },
  "another list that only Terraform knows": {
    make: (stack) => {
      const listOf = (id: string) =>
        TerraformIterator.fromList(new TerraformVariable(stack, id, {}).listValue);
      makeBucket(stack, "bucket", listOf("names").value, { forEach: listOf("names-2") });
      encrypt(stack, listOf("others").value, { forEach: listOf("others-2") });
    },
    findings: [expect.stringContaining(`${NEED} this bucket.`)],
  },
  "the same count": {
    make: (stack) => {
      makeBucket(stack, "bucket", `acme-${ref("count.index")}`, { count: TerraformCount.of(2) });
      encrypt(stack, ref("baiducloud_bos_bucket.bucket[count.index].bucket"), { count: 2 });
    },
    findings: [],
  },
  "a smaller count": {
    make: (stack) => {
      const name = `acme-${ref("count.index")}`;
      makeBucket(stack, "bucket", name, { count: 2 });
      encrypt(stack, name, { count: 1 });
    },
    findings: [expect.stringContaining(`${NEED} this bucket.`)],
  },
  "the first of several": {
    make: (stack) => {
      makeBucket(stack, "bucket", ref("var.names[count.index]"), { count: 2 });
      encrypt(stack, ref("baiducloud_bos_bucket.bucket[0].bucket"));
    },
    findings: [expect.stringContaining(`${NEED} this bucket.`)],
  },
  "a resource that has moved, and the one that it is now": {
    make: (stack) => {
      makeBucket(stack, "bucket", "acme-logs").addMoveTarget("new");
      makeBucket(stack, "old", "acme-logs").moveTo("new");
    },
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "an encryption that has become another bucket's": {
    make: (stack) => {
      const resourceOf = (id: string, bucket: string) =>
        new BosBucketEncryption(stack, id, { bucket }).node.defaultChild as TerraformResource;
      resourceOf("new", "acme-data").addMoveTarget("new");
      resourceOf("old", "acme-logs").moveTo("new");
      makeBucket(stack, "bucket", "acme-logs");
    },
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
  "an encryption that may not be there": {
    make: (stack) => {
      const isOn = new TerraformVariable(stack, "on", {});
      const count = TerraformCount.of(Fn.conditional(isOn.value, 1, 0));
      encrypt(stack, attribute(makeBucket(stack, "bucket", "acme-logs")), { count });
    },
    findings: [expect.stringContaining(`${NEED} "acme-logs".`)],
  },
};

test.each(Object.entries(rows))("%s", (_name, { make, findings }) => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack);
  make(stack);
  expect(findingsOf(stack)).toEqual(findings);
});

test("buckets need nothing where the policy does not say so", () => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, { requireForBuckets: false });
  makeBucket(stack, "bucket", "acme-logs");
  expect(findingsOf(stack)).toEqual([]);
});

test("encryption may be set in another stack, by name or by reference", () => {
  const app = newApp();
  new BucketEncryptionPolicy(app);
  const buckets = new TerraformStack(app, "buckets");
  const logs = makeBucket(buckets, "logs", "acme-logs");
  makeBucket(buckets, "data", "acme-data");
  const security = new TerraformStack(app, "security");
  new BosBucketEncryption(security, "logs", { bucket: attribute(logs) });
  new BosBucketEncryption(security, "data", { bucket: "acme-data" });
  expect(findingsOfApp(app)).toEqual([]);
});

test("a policy of one stack knows what the other stacks encrypt", () => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack);
  makeBucket(stack, "logs", "acme-logs");
  new BosBucketEncryption(new TerraformStack(stack.node.root, "security"), "logs", { bucket: "acme-logs" });
  expect(findingsOf(stack)).toEqual([]);
});

test("lists of two stacks with an expression are different lists", () => {
  const stack = newStack();
  const other = new TerraformStack(stack.node.root, "other");
  new BucketEncryptionPolicy(stack);
  const listIn = (scope: TerraformStack) =>
    TerraformIterator.fromList([`acme-${new TerraformVariable(scope, "environment", {}).stringValue}`]);
  const [here, there] = [listIn(stack), listIn(other)];
  makeBucket(stack, "bucket", here.value, { forEach: here });
  encrypt(other, there.value, { forEach: there });
  expect(findingsOf(stack)).toEqual([expect.stringContaining(`${NEED} this bucket.`)]);
});

test("a reference to a resource of another stack at the same address is another bucket", () => {
  const app = newApp();
  new BucketEncryptionPolicy(app);
  const [one, other] = [new TerraformStack(app, "one"), new TerraformStack(app, "other")];
  makeBucket(one, "logs", "acme-one");
  new BosBucketEncryption(one, "encryption", { bucket: attribute(makeBucket(other, "logs", "acme-other")) });
  expect(findingsOfApp(app)).toEqual([expect.stringMatching(/^\[one\/logs\] .*"acme-one"\./)]);
});

test("a thousand buckets in a thousand constructs are judged in one go", () => {
  const stack = newStack();
  const buckets = Array.from({ length: 1000 }, (_, index) => makeBucket(stack, `b${index}`, `acme-${index}`));
  for (const [index, bucket] of buckets.entries()) {
    new BosBucketEncryption(stack, `e${index}`, {
      bucket: index % 2 === 0 ? attribute(bucket) : `acme-${index}`,
    });
  }
  let looks = 0;
  new BucketEncryptionPolicy(stack, {}, () => {
    looks += 1;
    return new Date();
  });
  expect(findingsOf(stack)).toEqual([]);
  expect(looks).toBe(1);
});
