import { randomUUID } from "node:crypto";
import { controlBuckets } from "./control/buckets.ts";
import { controlKeys } from "./control/keys.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { createFaultRegister } from "./faults/register.ts";
import { createHandler } from "./handler.ts";
import { kmsKeyChecks } from "./keys.ts";
import { profiles } from "./profile.ts";
import { createRequestLog } from "./requests.ts";
import { jsonBodyLimit } from "./route/operations.ts";
import { routeOf } from "./route/route.ts";
import { offAnswers } from "./setting.ts";
import type { Credentials } from "./signature/verify.ts";
import { createCloud } from "./state/cloud.ts";
import { keysOf, metadataOf } from "./state/keys.ts";
import type { WireRequest } from "./wire/request.ts";
import { type Destination, listen } from "./wire/server.ts";

/**
 * Starts an emulator of the object storage and its key service on 127.0.0.1. Everything is kept in memory and gone
 * with {@link Emulator.close}.
 *
 * @throws TypeError for an `offAnswer` that the profile does not know
 * @throws Node's error when it cannot listen (`code` is `EADDRINUSE` when the port is taken)
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    region = "bj",
    clock = Date.now,
    profile = profiles[0],
    offAnswer = offAnswers[0],
    kms = "active",
    kmsKeys = kmsKeyChecks[0],
  } = options;
  if (profile === "gateway" && offAnswer !== "none") {
    throw new TypeError(`The profile "gateway" says none of a bucket that is off, not ${offAnswer}.`);
  }
  const credentials = credentialsOf(options);
  const cloud = createCloud(clock);
  const faults = createFaultRegister(profile);
  const log = createRequestLog(options.onRequest);
  const closing = new AbortController();
  const handle = faults.wrap(
    createHandler({ cloud, region, profile, offAnswer, kms, kmsKeys }, credentials),
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

  const buckets = controlBuckets(cloud, region);
  for (const name of options.buckets ?? []) buckets.createBucket(name);

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
    ...buckets,
    ...controlKeys(cloud, region),
    get keys() {
      return keysOf(cloud).map(metadataOf);
    },
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
