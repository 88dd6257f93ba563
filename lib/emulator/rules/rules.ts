import type { OperationName } from "../route/operations.ts";
import {
  getBucketAcl,
  getBucketLogging,
  getBucketReplication,
  getBucketStaticWebsite,
  getBucketStorageClass,
  getBucketVersioning,
} from "./bucket-uses.ts";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./buckets.ts";
import type { Rule } from "./call.ts";
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from "./encryption.ts";
import {
  cancelKeyDeletion,
  createKey,
  describeKey,
  disableKey,
  enableKey,
  enableRotation,
  listKeys,
  scheduleKeyDeletion,
} from "./keys.ts";
import { listObjects } from "./listing.ts";
import { copyObject, deleteObject, getObject, headObject, putObject } from "./objects.ts";

/** One rule for each operation. */
export const rules: Readonly<Record<OperationName, Rule>> = {
  ListBuckets: listBuckets,
  CreateBucket: createBucket,
  HeadBucket: headBucket,
  DeleteBucket: deleteBucket,
  GetBucketLocation: getBucketLocation,
  PutBucketEncryption: putBucketEncryption,
  GetBucketEncryption: getBucketEncryption,
  DeleteBucketEncryption: deleteBucketEncryption,
  GetBucketLogging: getBucketLogging,
  GetBucketReplication: getBucketReplication,
  GetBucketStaticWebsite: getBucketStaticWebsite,
  GetBucketStorageClass: getBucketStorageClass,
  GetBucketVersioning: getBucketVersioning,
  GetBucketAcl: getBucketAcl,
  ListObjects: listObjects,
  CopyObject: copyObject,
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  EnableKey: enableKey,
  DisableKey: disableKey,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
  EnableRotation: enableRotation,
};
