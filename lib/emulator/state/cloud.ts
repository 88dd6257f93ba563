import { isDeepStrictEqual } from "node:util";
import type { BucketUses } from "../bucket-uses.ts";
import type { Actor, KeyChange } from "../changes.ts";
import type { EncryptionFields, EncryptionMethod } from "../setting.ts";

/** The setting of a bucket's encryption; `undefined` is off. */
export type Setting = EncryptionFields | undefined;

/** One state of a bucket's setting. */
export interface SettingState {
  readonly sinceMs: number;
  readonly by: Actor;
  readonly setting: Setting;
  /** The KMS key that a DELETE of the profile `gateway` has left beside a setting that is gone. */
  readonly keyLeftBehind?: string | undefined;
}

/** An object as it was uploaded; `encryption` is what the upload was encrypted with, and never changes by itself. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly eTag: string;
  readonly contentType: string;
  /** `x-bce-meta-*` headers, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModifiedMs: number;
  readonly encryption: EncryptionMethod | undefined;
}

/** A bucket: plain data, changed only by the functions of this file. */
export interface Bucket {
  readonly name: string;
  /** The region it lies in. */
  readonly location: string;
  readonly createdMs: number;
  /** Every state that its setting went through and since when; never empty, the current one last. */
  readonly settings: SettingState[];
  readonly objects: Map<string, StoredObject>;
  /** What else the bucket does; only the control handle changes it. */
  uses: BucketUses;
}

/** A KMS key: plain data, changed only by the functions of keys.ts. */
export interface Key {
  readonly keyId: string;
  readonly region: string;
  readonly description: string;
  readonly keySpec: string;
  readonly protectedBy: string;
  readonly origin: string;
  readonly createdMs: number;
  state: string;
  /** When it is gone; only while its deletion is scheduled. */
  deletionMs?: number | undefined;
  rotateCycle: number;
  /** Every state that it went through; never empty, the current one last. */
  readonly changes: KeyChange[];
}

/** All that the emulator remembers. Nothing here knows of HTTP, and nothing is kept on disk. */
export interface Cloud {
  readonly buckets: Map<string, Bucket>;
  /** KMS keys by id, in the order of their creation, those included that are gone by now. */
  readonly keys: Map<string, Key>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Bytes of all objects together. */
  storedBytes: number;
}

/** Most buckets in one emulator. An account of the cloud has 100 unless its quota was raised. */
export const bucketLimit = 10_000;

/** Most bytes in all objects together: 64 MiB. */
export const storedBytesLimit = 64 * 1024 * 1024;

/** An empty cloud. */
export const createCloud = (clock: () => number): Cloud => ({
  buckets: new Map(),
  keys: new Map(),
  clock,
  storedBytes: 0,
});

/** Adds a bucket whose encryption is off. The caller has made sure that the name is free. */
export function addBucket(cloud: Cloud, name: string, location: string, by: Actor): void {
  const createdMs = cloud.clock();
  cloud.buckets.set(name, {
    name,
    location,
    createdMs,
    settings: [{ sinceMs: createdMs, by, setting: undefined }],
    objects: new Map(),
    uses: {},
  });
}

/** Removes a bucket with everything in it. */
export function removeBucket(cloud: Cloud, bucket: Bucket): void {
  for (const key of bucket.objects.keys()) removeObject(cloud, bucket, key);
  cloud.buckets.delete(bucket.name);
}

/** The bucket's setting as it was `agoMs` milliseconds ago (default 0: now). Before its creation it was as at its creation. */
export const settingOf = (cloud: Cloud, bucket: Bucket, agoMs = 0): Setting =>
  stateOf(cloud, bucket, agoMs)?.setting;

/** The same with what is beside the setting. */
export function stateOf(cloud: Cloud, bucket: Bucket, agoMs = 0): SettingState | undefined {
  const atMs = cloud.clock() - agoMs;
  return bucket.settings.findLast(({ sinceMs }) => agoMs === 0 || sinceMs <= atMs) ?? bucket.settings[0];
}

/** Changes the bucket's setting. Writing what is already there changes nothing and leaves no trace. */
export function changeSetting(
  cloud: Cloud,
  bucket: Bucket,
  setting: Setting,
  how: Pick<SettingState, "by" | "keyLeftBehind">,
): void {
  if (isDeepStrictEqual(settingOf(cloud, bucket), setting)) return;
  bucket.settings.push({
    sinceMs: cloud.clock(),
    setting: setting && Object.freeze(structuredClone(setting)),
    ...how,
  });
}

/** Changes what the bucket is used for beside storing: the given parts alone, `undefined` takes a part away. */
export function changeUses(bucket: Bucket, part: BucketUses): void {
  bucket.uses = structuredClone({ ...bucket.uses, ...part });
}

/** Stores an object, in place of the one that had its key. */
export function storeObject(cloud: Cloud, bucket: Bucket, key: string, object: StoredObject): void {
  removeObject(cloud, bucket, key);
  bucket.objects.set(key, object);
  cloud.storedBytes += object.bytes.length;
}

/** Removes an object; whether there was one. */
export function removeObject(cloud: Cloud, bucket: Bucket, key: string): boolean {
  cloud.storedBytes -= bucket.objects.get(key)?.bytes.length ?? 0;
  return bucket.objects.delete(key);
}
