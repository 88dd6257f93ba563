import { isoSeconds } from "../json.ts";
import { addBucket, bucketLimit, removeBucket } from "../state/cloud.ts";
import { answer, refuse } from "../wire/reply.ts";
import { onBucket, type Rule, readJson } from "./call.ts";

/** The one account of every emulator. */
export const owner = { id: "emulator", displayName: "emulator" };

/** Lists the buckets of every region, as the cloud does. */
export const listBuckets: Rule = (_call, { cloud }) =>
  answer(200, {
    json: {
      owner,
      buckets: [...cloud.buckets.values()].map(({ name, location, createdMs }) => ({
        name,
        location,
        creationDate: isoSeconds(createdMs),
      })),
    },
  });

/** Creates a bucket in the emulator's region. The JavaScript SDK sends `{"enableMultiAZ": false}`, others nothing. */
export const createBucket: Rule = (call, { cloud, region }) => {
  const body = call.body.length === 0 ? { fields: {} } : readJson(call, ["enableMultiAZ"]);
  if ("kind" in body) return body;
  if (cloud.buckets.has(call.bucket)) {
    return refuse(409, "BucketAlreadyExists", `The requested bucket name ${call.bucket} is not available.`);
  }
  if (cloud.buckets.size >= bucketLimit) {
    return refuse(400, "TooManyBuckets", `The emulator keeps at most ${bucketLimit} buckets.`);
  }
  addBucket(cloud, call.bucket, region, "CreateBucket");
  return answer(200, { headers: { location: `/${call.bucket}` } });
};

/** Says whether the bucket is there. */
export const headBucket: Rule = onBucket(() => answer(200));

/** Deletes an empty bucket. */
export const deleteBucket: Rule = onBucket((bucket, _call, { cloud }) => {
  if (bucket.objects.size > 0) {
    return refuse(409, "BucketNotEmpty", `The bucket ${bucket.name} you tried to delete is not empty.`);
  }
  removeBucket(cloud, bucket);
  return answer(204);
});

/** Says which region the bucket lies in. */
export const getBucketLocation: Rule = onBucket((bucket) =>
  answer(200, { json: { locationConstraint: bucket.location } }),
);
