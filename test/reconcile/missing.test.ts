import { expect, test } from "vitest";
import { createFakeCloud } from "./fake-cloud.ts";
import { aes, target, timeless } from "./support.ts";

const elsewhere = { bucket: "other", region: "bj" };

test("gone: NoSuchBucket, and ListBuckets does not list it", async () => {
  const cloud = createFakeCloud("missing");
  cloud.listing = [{ name: "other", location: "bj" }];
  expect(await timeless(cloud.calls).observe(target)).toEqual({ status: "missing" });
});

test("listed in another region: an error that names both", async () => {
  const cloud = createFakeCloud("missing");
  cloud.listing = [{ name: "acme", location: "gz" }];
  await expect(timeless(cloud.calls).observe(target)).rejects.toMatchObject({
    code: "BucketInOtherRegion",
    message: 'Bucket "acme" is in region "gz", not in "bj": set its region to "gz".',
  });
});

test.each([
  { where: "right here", location: "bj" },
  { where: "without a region", location: "" },
])("listed $where: never gone", async ({ location }) => {
  const cloud = createFakeCloud("missing");
  cloud.listing = [{ name: "acme", location }];
  await expect(timeless(cloud.calls).observe(target)).rejects.toMatchObject({
    code: "BucketListedButNotFound",
    written: false,
    message:
      'GetBucketEncryption answers that bucket "acme" does not exist, but ListBuckets lists it in region "bj". It was perhaps just created or deleted: try again in a minute.',
  });
});

test("found by HeadBucket: never gone, whatever the list says", async () => {
  for (const denied of [false, true]) {
    const cloud = createFakeCloud({});
    cloud.faults.push({ on: "get", code: "NoSuchBucket" });
    if (denied) cloud.faults.push({ on: "list", code: "AccessDenied" });
    await expect(timeless(cloud.calls).observe(target)).rejects.toMatchObject({
      code: "BucketListedButNotFound",
      message: expect.stringContaining("HeadBucket finds it"),
    });
  }
});

test("HeadBucket that cannot tell: neither gone nor there", async () => {
  for (const code of ["AccessDenied", "ServerError", "UnexpectedAnswer"] as const) {
    const cloud = createFakeCloud("missing");
    cloud.faults.push({ on: "head", code });
    await expect(timeless(cloud.calls).observe(target)).rejects.toMatchObject({ code });
  }
});

test("ListBuckets denied: gone, with a warning", async () => {
  const cloud = createFakeCloud("missing");
  cloud.faults.push({ on: "list", code: "AccessDenied" });
  expect(await timeless(cloud.calls).observe(target)).toEqual({
    status: "missing",
    warning: expect.stringContaining("no list of buckets confirms it"),
  });
});

test("a list that may hold more proves no absence: gone, with a warning", async () => {
  const cloud = createFakeCloud("missing");
  cloud.mayHoldMore = true;
  expect(await timeless(cloud.calls).observe(target)).toEqual({
    status: "missing",
    warning:
      'BOS answers that bucket "acme" does not exist; no list of buckets confirms it. ListBuckets answered 0 buckets, and the account may have more than that.',
  });
});

test("a refusal of ListBuckets is asked again for the next bucket", async () => {
  const cloud = createFakeCloud("missing");
  cloud.faults.push({ on: "list", code: "AccessDenied" });
  const reconciler = timeless(cloud.calls);
  await reconciler.observe(elsewhere);
  cloud.listing = [{ name: "acme", location: "bj" }];
  await expect(reconciler.observe(target)).rejects.toMatchObject({ code: "BucketListedButNotFound" });
});

test("ListBuckets throttled: neither gone nor there, and asked again the next time", async () => {
  const cloud = createFakeCloud("missing");
  cloud.faults.push({ on: "list", code: "Throttled" });
  const reconciler = timeless(cloud.calls);
  await expect(reconciler.observe(target)).rejects.toMatchObject({ code: "Throttled" });
  expect(await reconciler.observe(target)).toEqual({ status: "missing" });
});

test("ListBuckets is asked once, however many buckets are gone", async () => {
  const cloud = createFakeCloud("missing");
  const reconciler = timeless(cloud.calls);
  await Promise.all([reconciler.observe(target), reconciler.observe(elsewhere), reconciler.observe(target)]);
  expect(cloud.log.filter((call) => call === "LIST")).toHaveLength(1);
});

test("a bucket that appears a moment later is waited for", async () => {
  const cloud = createFakeCloud("missing");
  let reads = 0;
  cloud.afterCall = (call) => {
    if (call === "get" && ++reads === 3) cloud.setting = {};
  };
  const report = await timeless(cloud.calls).reconcile(target, aes, { awaitBucketMs: 30_000 });
  expect(report.outcome).toBe("enabled");
});

test("a bucket that is listed already and not yet found is waited for, and an error when that lasts", async () => {
  const cloud = createFakeCloud("missing");
  cloud.listing = [{ name: "acme", location: "bj" }];
  let reads = 0;
  cloud.afterCall = (call) => {
    if (call === "get" && ++reads === 3) cloud.setting = {};
  };
  const report = await timeless(cloud.calls).reconcile(target, aes, { awaitBucketMs: 30_000 });
  expect(report.outcome).toBe("enabled");

  const stuck = createFakeCloud("missing");
  stuck.listing = cloud.listing;
  await expect(timeless(stuck.calls).reconcile(target, aes, { awaitBucketMs: 30_000 })).rejects.toMatchObject(
    { code: "BucketListedButNotFound" },
  );
  expect(stuck.states).toEqual([]);
});

test("a bucket in another region is not waited for", async () => {
  const cloud = createFakeCloud("missing");
  cloud.listing = [{ name: "acme", location: "gz" }];
  await expect(timeless(cloud.calls).reconcile(target, aes, { awaitBucketMs: 30_000 })).rejects.toMatchObject(
    { code: "BucketInOtherRegion" },
  );
  expect(cloud.log).toEqual(["GET", "LIST"]);
});

const NO_BUCKET = 'Bucket "acme" does not exist in region "bj".';
const CREATE_IT = "Create it first, or correct its name or region.";

test("a bucket that never appears is an error that says how long it was waited for", async () => {
  const cloud = createFakeCloud("missing");
  const failure: unknown = await timeless(cloud.calls)
    .reconcile(target, aes, { awaitBucketMs: 30_000 })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: "ReconcileError",
    code: "BucketMissing",
    written: false,
    message: `${NO_BUCKET} It did not appear within 30 s. ${CREATE_IT}`,
  });
  // An error that nothing has caused shows no cause, not even an undefined one.
  expect(failure).not.toHaveProperty("cause");
  expect(cloud.states).toEqual([]);
});

test("a bucket that is not waited for: asked once, and no word of waiting", async () => {
  const cloud = createFakeCloud("missing");
  await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
    code: "BucketMissing",
    message: `${NO_BUCKET} ${CREATE_IT}`,
  });
  expect(cloud.log).toEqual(["GET", "LIST"]);
});

test("a bucket that never appears and that no list shows to be missing: the error says that, too", async () => {
  const cloud = createFakeCloud("missing");
  cloud.mayHoldMore = true;
  await expect(timeless(cloud.calls).reconcile(target, aes, { awaitBucketMs: 1_000 })).rejects.toMatchObject({
    code: "BucketMissing",
    message: `${NO_BUCKET} It did not appear within 1 s. ${CREATE_IT} BOS answers that bucket "acme" does not exist; no list of buckets confirms it. ListBuckets answered 0 buckets, and the account may have more than that.`,
  });
});

test("a list that shows a bucket to be missing at last takes the doubt of an earlier refusal away", async () => {
  const cloud = createFakeCloud("missing");
  cloud.faults.push({ on: "list", code: "AccessDenied" });
  await expect(timeless(cloud.calls).reconcile(target, aes, { awaitBucketMs: 1_000 })).rejects.toMatchObject({
    code: "BucketMissing",
    message: `${NO_BUCKET} It did not appear within 1 s. ${CREATE_IT}`,
  });
});

test("a bucket that goes at the write and comes back is another one: read and approved anew", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "SM4" });
  const found: string[] = [];
  cloud.afterCall = (call) => {
    if (call === "get" && cloud.log.length === 1) cloud.setting = "missing";
    if (call === "put") cloud.setting = { encryptionAlgorithm: "AES256", kmsMasterKeyId: "precious" };
  };
  const approve = ({ reason }: { reason: string }) => {
    found.push(reason);
    if (reason.includes("precious")) throw new Error("not like this");
  };
  const options = { approve, awaitBucketMs: 5_000 };
  await expect(timeless(cloud.calls).reconcile(target, aes, options)).rejects.toThrow("not like this");
  expect(cloud.log.map((line) => line.split(" ")[0])).toEqual(["GET", "PUT", "LIST", "GET"]);
  expect(found).toHaveLength(2);
  expect(cloud.setting).toEqual({ encryptionAlgorithm: "AES256", kmsMasterKeyId: "precious" });
});
