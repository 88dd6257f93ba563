import { isoSeconds, type JsonObject } from "../json.ts";
import type { Bucket, StoredObject } from "../state/cloud.ts";

import { answer, refuse } from "../wire/reply.ts";
import { owner } from "./buckets.ts";
import { onBucket, type Rule } from "./call.ts";

/** Most objects and common prefixes in one page. */
const pageLimit = 1000;

/** Lists a bucket's objects page by page, in the order of their keys' UTF-8 bytes. */
export const listObjects: Rule = onBucket((bucket, { query }) => {
  const maxKeys = Number(query.get("maxKeys") ?? pageLimit);
  if (!Number.isInteger(maxKeys) || maxKeys < 1 || maxKeys > pageLimit) {
    return refuse(400, "InvalidArgument", `maxKeys must be a whole number from 1 to ${pageLimit}.`);
  }
  const [prefix, delimiter, marker] = [
    query.get("prefix") ?? "",
    query.get("delimiter") ?? "",
    query.get("marker") ?? "",
  ];
  const entries = entriesAfter(bucket, prefix, delimiter, marker);
  const page = entries.slice(0, maxKeys);
  const isTruncated = entries.length > page.length;
  return answer(200, {
    json: {
      name: bucket.name,
      prefix,
      delimiter,
      marker,
      ...(isTruncated && { nextMarker: page.at(-1)?.name ?? "" }),
      maxKeys,
      isTruncated,
      truncated: isTruncated, // All that the Java SDK reads (https://github.com/baidubce/bce-sdk-java).
      contents: page.flatMap(({ name, object }) => (object === undefined ? [] : [contentOf(name, object)])),
      commonPrefixes: page.flatMap(({ name, object }) => (object === undefined ? [{ prefix: name }] : [])),
    },
  });
});

/** A line of the listing: an object, or without one a common prefix (which ends in the delimiter). */
interface Entry {
  readonly name: string;
  readonly object: StoredObject | undefined;
}

function entriesAfter(bucket: Bucket, prefix: string, delimiter: string, marker: string): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of bucket.objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const entry =
      end < 0 ? { name: key, object } : { name: key.slice(0, end + delimiter.length), object: undefined };
    if (byBytes(entry.name, marker) > 0) entries.set(entry.name, entry);
  }
  return [...entries.values()].sort((one, other) => byBytes(one.name, other.name));
}

const contentOf = (key: string, object: StoredObject): JsonObject => ({
  key,
  lastModified: isoSeconds(object.lastModifiedMs),
  eTag: object.eTag,
  size: object.bytes.length,
  storageClass: "STANDARD",
  owner,
});

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
