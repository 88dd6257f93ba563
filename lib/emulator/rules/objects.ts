import { createHash } from "node:crypto";
import { isoSeconds } from "../json.ts";
import { removeObject, type StoredObject, settingOf, storedBytesLimit, storeObject } from "../state/cloud.ts";
import { type Answer, answer, notUnderstood, type Refusal, refuse } from "../wire/reply.ts";
import { percentDecode } from "../wire/request.ts";
import { type Account, onBucket, type Rule } from "./call.ts";
import { encryptionHeaders, keyHeader, methodOfUpload } from "./encryption.ts";
import { checkDecryptingKey } from "./key-use.ts";

/** Stores an object, encrypted by its own headers or else by the bucket's setting of this moment. */
export const putObject: Rule = onBucket((bucket, call, account) => {
  const { cloud } = account;
  const upload = methodOfUpload(call, settingOf(cloud, bucket), account);
  if ("kind" in upload) return upload;
  const replaced = bucket.objects.get(call.key)?.bytes.length ?? 0;
  if (cloud.storedBytes - replaced + call.body.length > storedBytesLimit) {
    return refuse(
      400,
      "EntityTooLarge",
      `The emulator keeps at most ${storedBytesLimit} bytes in all objects together.`,
    );
  }
  const object: StoredObject = {
    bytes: call.body,
    eTag: createHash("md5").update(call.body).digest("hex"),
    contentType: call.headers["content-type"] ?? "application/octet-stream",
    metadata: Object.fromEntries(
      Object.entries(call.headers).filter(([name]) => name.startsWith("x-bce-meta-")),
    ),
    lastModifiedMs: cloud.clock(),
    encryption: upload.method,
  };
  storeObject(cloud, bucket, call.key, object);
  return answer(200, { headers: { etag: `"${object.eTag}"`, ...encryptionHeaders(upload.method) } });
});

/**
 * Copies an object onto itself, which encrypts it anew by the bucket's setting of this moment. No other copy is done: 501.
 * Read in SDK: the answer's body has `eTag` and `lastModified`.
 */
export const copyObject: Rule = onBucket((bucket, call, account) => {
  const { cloud } = account;
  const source = percentDecode(call.headers["x-bce-copy-source"] ?? "")?.replace(/^\//, "");
  if (source !== `${bucket.name}/${call.key}`)
    return notUnderstood("a copy that is not of an object onto itself");
  const directive = call.headers["x-bce-metadata-directive"] ?? "copy";
  if (directive !== "copy") return notUnderstood(`the x-bce-metadata-directive ${JSON.stringify(directive)}`);
  const object = bucket.objects.get(call.key);
  if (object === undefined) return noSuchKey(call.key);
  const unreadable = checkDecryptingKey(object.encryption?.kmsMasterKeyId, account);
  if (unreadable !== undefined) return unreadable;
  const copy = methodOfUpload(call, settingOf(cloud, bucket), account);
  if ("kind" in copy) return copy;
  const lastModifiedMs = cloud.clock();
  storeObject(cloud, bucket, call.key, { ...object, lastModifiedMs, encryption: copy.method });
  return answer(200, {
    headers: encryptionHeaders(copy.method),
    json: { lastModified: isoSeconds(lastModifiedMs), eTag: object.eTag },
  });
});

/** Answers with the object's bytes, while its key lets them be read. */
export const getObject: Rule = onBucket((bucket, call, account) => {
  const object = bucket.objects.get(call.key);
  if (object === undefined) return noSuchKey(call.key);
  return checkDecryptingKey(object.encryption?.kmsMasterKeyId, account) ?? show(object, account);
});

/** Answers with what is known of the object, which no key hides. HTTP leaves the body of a HEAD out. */
export const headObject: Rule = onBucket((bucket, call, account) => {
  const object = bucket.objects.get(call.key);
  return object === undefined ? noSuchKey(call.key) : show(object, account);
});

/** Deletes an object. */
export const deleteObject: Rule = onBucket((bucket, call, { cloud }) =>
  removeObject(cloud, bucket, call.key) ? answer(204) : noSuchKey(call.key),
);

const show = (object: StoredObject, { profile }: Account): Answer => {
  const { [keyHeader]: key, ...encryption } = encryptionHeaders(object.encryption);
  return answer(200, {
    headers: {
      "content-type": object.contentType,
      etag: `"${object.eTag}"`,
      "last-modified": new Date(object.lastModifiedMs).toUTCString(),
      "x-bce-storage-class": "STANDARD",
      ...object.metadata,
      ...encryption,
      ...(key !== undefined && profile !== "gateway" && { [keyHeader]: key }),
    },
    bytes: object.bytes,
  });
};

const noSuchKey = (key: string): Refusal =>
  refuse(404, "NoSuchKey", `The specified key ${JSON.stringify(key)} does not exist.`);
