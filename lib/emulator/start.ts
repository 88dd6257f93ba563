import { randomUUID } from "node:crypto";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { createFaultRegister } from "./faults/register.ts";
import { createHandler } from "./handler.ts";
import { deletionWindowDays } from "./keys.ts";
import { createRequestLog } from "./requests.ts";
import { isBucketName } from "./route/address.ts";
import { jsonBodyLimit } from "./route/operations.ts";
import { routeOf } from "./route/route.ts";
import type { Credentials } from "./signature/verify.ts";
import {
  addBucket,
  bucketLimit,
  changeSetting,
  changeUses,
  createCloud,
  removeBucket,
  settingOf,
} from "./state/cloud.ts";
import {
  addKey,
  changeKeyState,
  findKey,
  keyLimit,
  keysOf,
  metadataOf,
  scheduleDeletion,
} from "./state/keys.ts";
import type { WireRequest } from "./wire/request.ts";
import { type Destination, listen } from "./wire/server.ts";

/**
 * Starts an emulator of the object storage on 127.0.0.1. Everything is kept in memory and gone with {@link Emulator.close}.
 *
 * @throws Node's error when it cannot listen (`code` is `EADDRINUSE` when the port is taken)
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    region = "bj",
    clock = Date.now,
    offAnswer = "empty-object",
    kms = "active",
    kmsKeys = "any",
  } = options;
  const credentials = credentialsOf(options);
  const cloud = createCloud(clock);
  const faults = createFaultRegister();
  const log = createRequestLog();
  const closing = new AbortController();
  const handle = faults.wrap(
    createHandler({ cloud, region, offAnswer, kms, kmsKeys }, credentials),
    closing.signal,
  );

  const destinationOf = (request: WireRequest): Destination => {
    const route = routeOf(request, region);
    return {
      bodyLimit: "kind" in route ? jsonBodyLimit : route.bodyLimit,
      async respond(body) {
        const nowMs = clock();
        const exchange = { request, route, body, requestId: randomUUID(), nowMs, lagMs: 0, newerFields: [] };
        const noteStatus = log.note(exchange, nowMs);
        const reply = await handle(exchange);
        noteStatus(reply.kind === "answer" ? reply.status : undefined);
        return reply;
      },
    };
  };

  const bucketNamed = (name: string) => {
    const bucket = cloud.buckets.get(name);
    if (bucket === undefined) throw new Error(`The emulator has no bucket ${JSON.stringify(name)}.`);
    return bucket;
  };
  const createBucket: Emulator["createBucket"] = (name, { region: location = region } = {}) => {
    if (!isBucketName(name)) throw new Error(`${JSON.stringify(name)} is not a valid name for a bucket.`);
    if (cloud.buckets.has(name))
      throw new Error(`The emulator already has a bucket ${JSON.stringify(name)}.`);
    if (cloud.buckets.size >= bucketLimit)
      throw new Error(`The emulator keeps at most ${bucketLimit} buckets.`);
    addBucket(cloud, name, location);
  };
  const keyNamed = (keyId: string) => {
    const key = findKey(cloud, keyId);
    if (key === undefined) throw new Error(`The emulator has no key ${JSON.stringify(keyId)}.`);
    return key;
  };
  const createKey: Emulator["createKey"] = (options = {}) => {
    const { keyId } = options;
    if (keyId !== undefined && cloud.keys.has(keyId))
      throw new Error(`The emulator already has a key ${JSON.stringify(keyId)}.`);
    if (cloud.keys.size >= keyLimit) throw new Error(`The emulator keeps at most ${keyLimit} keys.`);
    return addKey(cloud, { region, ...options }).keyId;
  };
  for (const name of options.buckets ?? []) createBucket(name);

  const server = await listen(options.port ?? 0, destinationOf);
  const url = `http://127.0.0.1:${server.port}`;
  let closed: Promise<void> | undefined;
  const close = () => {
    closing.abort();
    closed ??= server.close();
    return closed;
  };

  return {
    url,
    region,
    credentials,
    environment: environmentOf(url, region, credentials),
    createBucket,
    deleteBucket: (name) => removeBucket(cloud, bucketNamed(name)),
    encryptionOf: (name) => settingOf(cloud, bucketNamed(name)),
    setEncryption: (name, setting) => changeSetting(cloud, bucketNamed(name), setting),
    historyOf: (name) => bucketNamed(name).settings.map(({ setting }) => setting),
    setLogging: (name, logging) => changeUses(bucketNamed(name), { logging }),
    setReplication: (name, replication) => changeUses(bucketNamed(name), { replication }),
    setWebsite: (name, website) => changeUses(bucketNamed(name), { website }),
    setAcl: (name, acl) => changeUses(bucketNamed(name), { acl }),
    get keys() {
      return keysOf(cloud).map(metadataOf);
    },
    key: (keyId) => {
      const key = findKey(cloud, keyId);
      return key && metadataOf(key);
    },
    createKey,
    setKeyState: (keyId, keyState) => changeKeyState(keyNamed(keyId), keyState),
    scheduleDeletion: (keyId, days = deletionWindowDays.max) =>
      scheduleDeletion(cloud, keyNamed(keyId), days),
    get requests() {
      return log.records;
    },
    clearRequests: log.clear,
    addFault: faults.add,
    clearFaults: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const credentialsOf = ({ accessKeyId, secretAccessKey, sessionToken }: EmulatorOptions): Credentials => ({
  accessKeyId: accessKeyId ?? randomUUID().replaceAll("-", ""),
  secretAccessKey: secretAccessKey ?? randomUUID().replaceAll("-", ""),
  ...(sessionToken !== undefined && { sessionToken }),
});

const environmentOf = (url: string, region: string, credentials: Credentials): Record<string, string> => ({
  BOS_ENDPOINT: url,
  BOS_KMS_ENDPOINT: url,
  BAIDUCLOUD_ACCESS_KEY: credentials.accessKeyId,
  BAIDUCLOUD_SECRET_KEY: credentials.secretAccessKey,
  BAIDUCLOUD_REGION: region,
  ...(credentials.sessionToken !== undefined && { BAIDUCLOUD_SESSION_TOKEN: credentials.sessionToken }),
});
