import { type BceAnswer, quote, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { KeyTarget, KmsClient } from "./client.ts";
import { isSameKey, isText, type KeyMetadata, parseKeyMetadata } from "./key.ts";

/** What KMS knows of the key. Rejects with a BceError; {@link isMissingKey} tells which mean that there is none. */
export async function describeKey(client: KmsClient, { keyId, ...target }: KeyTarget): Promise<KeyMetadata> {
  const { request, response } = await client.call({
    operation: "DescribeKey",
    key: keyId,
    fields: { keyId },
    ...target,
  });
  const metadata = parseKeyMetadata(readJsonObject(request, response)?.["keyMetadata"]);
  if (metadata === undefined)
    throw unexpectedAnswer(request, response, 'It has no "keyMetadata" with the id and the state of a key.');
  if (!isSameKey(metadata.keyId, keyId))
    throw unexpectedAnswer(request, response, `It is about another key: ${quote(metadata.keyId)}.`);
  return metadata;
}

/** Keys asked for in one page. The reference gives no largest number; this one is modest. */
const PAGE_SIZE = 100;

/** Most pages to follow: far more keys than an account may have, so a list that is longer never ends. */
const MAX_PAGES = 1000;

/** Which keys to list, and how. */
export interface ListKeysOptions {
  /** Code of the region, e.g. `bj`; not used when the client has an endpoint. */
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
  /** @default 100 */
  readonly pageSize?: number | undefined;
  /** @default 1000 */
  readonly maxPages?: number | undefined;
}

/**
 * The ids of the region's keys, page after page as they are asked for. Rejects with a BceError; `UnexpectedAnswer` also for a
 * list that repeats a page's marker, gives none where more is due, does not say whether a full page was the last, or does not
 * end within `maxPages`.
 */
export async function* listKeys(client: KmsClient, options: ListKeysOptions): AsyncGenerator<string, void> {
  const { region, signal, pageSize = PAGE_SIZE, maxPages = MAX_PAGES } = options;
  const markers = new Set<string>();
  let marker: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const answer = await client.call({
      operation: "ListKeys",
      fields: { limit: pageSize, marker },
      region,
      signal,
    });
    const { keyIds, nextMarker } = readPage(answer, pageSize);
    yield* keyIds;
    if (nextMarker === undefined) return;
    if (markers.has(nextMarker)) throw fault(answer, "It points back to a page that was read already.");
    if (pages >= maxPages)
      throw fault(answer, `It promises more after ${maxPages} pages, as if it would never end.`);
    markers.add(nextMarker);
    marker = nextMarker;
  }
}

interface Page {
  readonly keyIds: readonly string[];
  readonly nextMarker: string | undefined;
}

/** The Java SDK reads `truncated` where the reference has `isTruncated` (https://github.com/baidubce/bce-sdk-java). */
const MORE = ["isTruncated", "truncated"] as const;

function readPage(answer: BceAnswer, pageSize: number): Page {
  const body = readJsonObject(answer.request, answer.response);
  const keys = body?.["keys"];
  if (body === undefined || !Array.isArray(keys)) throw fault(answer, 'It has no list "keys".');
  const keyIds = keys.map((key: unknown) => {
    const keyId = typeof key === "object" && key !== null && "keyId" in key ? key.keyId : undefined;
    if (!isText(keyId)) throw fault(answer, "A key in it has no id.");
    return keyId;
  });
  const { nextMarker } = body;
  const said = MORE.map((name) => body[name] ?? undefined).filter((flag) => flag !== undefined);
  if (!said.every((flag) => typeof flag === "boolean"))
    throw fault(answer, "Whether it is truncated is said neither by true nor by false.");
  if (said.length === 0 && keyIds.length >= pageSize && !isText(nextMarker))
    throw fault(answer, "It is a full page, and does not say whether there is another.");
  const hasMore = said.length === 0 ? isText(nextMarker) : said.includes(true);
  if (!hasMore) return { keyIds, nextMarker: undefined };
  if (!isText(nextMarker)) throw fault(answer, 'It promises more, but has no "nextMarker".');
  return { keyIds, nextMarker };
}

function fault({ request, response }: BceAnswer, reason: string): Error {
  return unexpectedAnswer(request, response, reason);
}
