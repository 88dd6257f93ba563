// BOS and KMS without a socket: requests come signed, one at a time, and everything that happens is on the tape.

import { randomUUID } from "node:crypto";
import { contextOf } from "../../../lib/bce/errors/from-answer.ts";
import type { BceRequest, BceResponse, Transport } from "../../../lib/bce/message.ts";
import { canonicalUri, wireQuery } from "../../../lib/bce/signer/canonical.ts";
import { BceError } from "../../../lib/bos/index.ts";
import { controlBuckets } from "../../../lib/emulator/control/buckets.ts";
import { controlKeys } from "../../../lib/emulator/control/keys.ts";
import { createHandler, type Exchange, operationOf, signedOff } from "../../../lib/emulator/handler.ts";
import type { OperationName } from "../../../lib/emulator/index.ts";
import { routeOf } from "../../../lib/emulator/route/route.ts";
import { createCloud } from "../../../lib/emulator/state/cloud.ts";
import { findKey } from "../../../lib/emulator/state/keys.ts";
import type { WireRequest } from "../../../lib/emulator/wire/request.ts";
import { type Call, callOf } from "../core/call.ts";
import type { Act, Mishap, Trouble } from "../history.ts";
import type { Random } from "../random.ts";
import { createSchedule, type Schedule } from "./schedule.ts";
import { type BucketState, createTape, type Shown, type Tape } from "./tape.ts";

export const REGION = "bj";
const ORIGIN = "http://127.0.0.1:8080";
const REQUEST_TIMEOUT_MS = 30_000;

export const CREDENTIALS = {
  accessKeyId: "chaos-access-key-id",
  secretAccessKey: "chaos-secret-f5b1c0ffee",
  sessionToken: "chaos-token-0ddba11ade",
};

/** What a provider process finds in its environment. */
export const ENVIRONMENT = {
  BOS_ENDPOINT: ORIGIN,
  BOS_KMS_ENDPOINT: ORIGIN,
  BAIDUCLOUD_ACCESS_KEY: CREDENTIALS.accessKeyId,
  BAIDUCLOUD_SECRET_KEY: CREDENTIALS.secretAccessKey,
  BAIDUCLOUD_SESSION_TOKEN: CREDENTIALS.sessionToken,
  BAIDUCLOUD_REGION: REGION,
};

/** What a mishap may do to the processes. */
export interface Victims {
  kill(what: "terraform" | "provider", processOwner: object): void;
  interrupt(processOwner: object): void;
}

export interface World {
  readonly tape: Tape;
  readonly schedule: Schedule;
  readonly buckets: () => ReadonlyMap<string, BucketState>;
  readonly bucket: (name: string) => BucketState;
  readonly key: (id: string) => string | undefined;
  act(act: Act): void;
  /** From now on these go wrong, until the next call. */
  expect(mishaps: readonly Mishap[], victims: Victims): void;
  /** The wire of one process. */
  transportOf(owner: object): Transport;
  /** A dead process's requests that were on their way arrive or not, as chance has it. */
  abandon(owner: object, random: Random): void;
}

export function createWorld(random: Random): World {
  const schedule = createSchedule(Date.parse("2026-01-01T00:00:00Z"), random);
  const tape = createTape();
  const cloud = createCloud(schedule.now);
  const control = { ...controlBuckets(cloud, REGION), ...controlKeys(cloud, REGION) };
  const handle = signedOff(
    createHandler(
      { cloud, region: REGION, offAnswer: "none", kms: "active", kmsKeys: "checked" },
      CREDENTIALS,
    ),
  );
  const dead = new WeakSet<object>();
  let mishaps: { readonly mishap: Mishap; seen: number }[] = [];
  let victims: Victims = { kill: () => {}, interrupt: () => {} };

  const bucket = (name: string): BucketState =>
    cloud.buckets.has(name) ? (control.encryptionOf(name) ?? null) : "gone";
  const buckets = () => new Map([...cloud.buckets.keys()].map((name) => [name, bucket(name)]));
  const key = (id: string): string | undefined => findKey(cloud, id)?.state;

  function act(what: Act): void {
    const name = "bucket" in what ? what.bucket : "";
    const bucketBefore = bucket(name);
    const exists = bucketBefore !== "gone";
    if (what.kind === "create-bucket" && !exists) control.createBucket(name);
    if (what.kind === "delete-bucket" && exists) control.deleteBucket(name);
    if (what.kind === "turn-off" && exists) control.setEncryption(name, undefined);
    if (what.kind === "set" && exists) {
      const { algorithm, key: kmsMasterKeyId } = what;
      control.setEncryption(name, {
        encryptionAlgorithm: algorithm,
        ...(kmsMasterKeyId === undefined ? {} : { kmsMasterKeyId }),
      });
    }
    if (what.kind === "key-state") {
      if (findKey(cloud, what.key) === undefined) control.createKey({ keyId: what.key });
      if (what.state === "pendingDeletion") control.scheduleDeletion(what.key);
      else control.setKeyState(what.key, what.state);
    }
    tape.note({ kind: "act", act: what, bucketBefore, bucketAfter: bucket(name) });
  }

  /** The troubles that hit this request, in the order in which they are written. */
  function troublesOf(operation: OperationName | "Unknown"): readonly Trouble[] {
    return mishaps.flatMap((entry) => {
      const { at, times = 1, only, trouble } = entry.mishap;
      if (only !== undefined && !only.some((name) => name === operation)) return [];
      const index = entry.seen;
      entry.seen += 1;
      return index >= at && index < at + times ? [trouble] : [];
    });
  }

  async function serve(
    owner: object,
    call: Call,
    request: BceRequest,
    sentMs: number,
  ): Promise<BceResponse | "reset" | "timeout" | "never"> {
    const wire = wireRequest(request);
    const route = routeOf(wire, REGION);
    const body = Buffer.from(request.body ?? "");
    const nowMs = schedule.now();
    const exchange: Exchange = {
      request: wire,
      route,
      body,
      requestId: randomUUID(),
      nowMs,
      lagMs: 0,
      newerFields: [],
    };
    const operation = operationOf(exchange);
    const isDead = dead.has(owner);
    const troubles = isDead ? [] : troublesOf(operation);
    for (const trouble of troubles) if (trouble.kind === "act") act(trouble.act);

    const name = "kind" in route || route.bucket === "" ? undefined : route.bucket;
    const keyId = request.key;
    const keysBefore = new Set(cloud.keys.keys());
    const before = {
      bucket: bucket(name ?? ""),
      key: keyId === undefined ? undefined : key(keyId),
      buckets: buckets(),
    };
    const deciding = troubles.find((trouble) => ["answer", "lost", "kill"].includes(trouble.kind));
    const lagMs = troubles.reduce(
      (most, trouble) => (trouble.kind === "lag" ? Math.max(most, trouble.ms) : most),
      0,
    );
    const hasEffect = deciding === undefined || ("effect" in deciding && deciding.effect === true);
    const reply = hasEffect ? await handle({ ...exchange, lagMs }) : undefined;

    let response: BceResponse | "reset" | "timeout" | "never" = "never";
    if (reply?.kind === "answer") {
      const text =
        reply.json === undefined ? (reply.bytes?.toString("utf8") ?? "") : JSON.stringify(reply.json);
      response = {
        status: reply.status,
        headers: reply.headers,
        body: request.method === "HEAD" ? "" : text,
      };
    }
    for (const trouble of troubles) {
      if (trouble.kind === "answer" && trouble === deciding) {
        response = {
          status: trouble.status,
          headers: { date: new Date(nowMs).toUTCString(), ...trouble.headers },
          body: request.method === "HEAD" ? "" : trouble.body,
        };
      }
      if (trouble.kind === "lost" && trouble === deciding) response = trouble.how;
      if (trouble.kind === "short-list" && operation === "ListBuckets" && typeof response === "object") {
        response = { ...response, body: shortened(response.body, trouble.shown) };
      }
    }
    if (deciding?.kind === "kill" || isDead) response = "never";
    const status = typeof response === "object" ? response.status : undefined;
    tape.note({
      kind: "request",
      sentMs,
      endedMs: schedule.now(),
      call,
      operation,
      bucket: name,
      key: keyId,
      bucketBefore: before.bucket,
      bucketAfter: bucket(name ?? ""),
      keyBefore: before.key,
      keyAfter: keyId === undefined ? [...cloud.keys.keys()].find((id) => !keysBefore.has(id)) : key(keyId),
      status,
      shown: operation === "GetBucketEncryption" ? shownBy(response) : undefined,
      troubled: deciding !== undefined || lagMs > 0,
      signedAtMs: Date.parse(request.headers["x-bce-date"] ?? ""),
      buckets: before.buckets,
    });
    if (deciding?.kind === "kill") victims.kill(deciding.what, owner);
    if (troubles.some(({ kind }) => kind === "interrupt")) victims.interrupt(owner);
    return response;
  }

  return {
    tape,
    schedule,
    buckets,
    bucket,
    key,
    act,
    expect(next, who) {
      mishaps = next.map((mishap) => ({ mishap, seen: 0 }));
      victims = who;
    },
    transportOf:
      (owner) =>
      (request, { signal }) =>
        new Promise((resolve, reject) => {
          const cancelled = () => reject(new BceError("Cancelled", contextOf(request)));
          if (signal?.aborted === true) return cancelled();
          signal?.addEventListener("abort", cancelled);
          const [call, sentMs] = [callOf(), schedule.now()];
          schedule.park(owner, () => {
            serve(owner, call, request, sentMs).then(async (response) => {
              if (typeof response === "object") return resolve(response);
              if (response === "never") return;
              if (response === "timeout") await schedule.sleep(owner, REQUEST_TIMEOUT_MS, signal);
              reject(new BceError(response === "timeout" ? "Timeout" : "ConnectionLost", contextOf(request)));
            }, reject);
          });
        }),
    abandon(owner, chance) {
      dead.add(owner);
      for (const go of schedule.drop(owner)) if (chance.chance(0.5)) go();
    },
  };
}

function wireRequest(request: BceRequest): WireRequest {
  const query = wireQuery(request.query);
  return {
    method: request.method,
    target: canonicalUri(request.path) + (query === "" ? "" : `?${query}`),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([, value]) => value !== "")),
  };
}

function shortened(body: string, shown: number): string {
  const list = JSON.parse(body) as { buckets: unknown[] };
  return JSON.stringify({ ...list, buckets: list.buckets.slice(0, shown), isTruncated: true });
}

/** What the answer of a GetBucketEncryption says to somebody who reads no more into it than there is. */
function shownBy(response: BceResponse | "reset" | "timeout" | "never"): Shown {
  if (typeof response !== "object") return "unreadable";
  const { status, body } = response;
  let json: unknown;
  try {
    json = body === "" ? {} : JSON.parse(body);
  } catch {
    return "unreadable";
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return "unreadable";
  const fields = json as Record<string, unknown>;
  if (status === 404) {
    if (fields["code"] === "NoSuchBucket") return "gone";
    return /encryption/i.test(String(fields["code"])) ? { setting: null } : "unreadable";
  }
  if (status === 204) return { setting: null };
  if (status !== 200) return "unreadable";
  const algorithm = fields["encryptionAlgorithm"];
  if (algorithm === "AES256" || algorithm === "SM4") return { setting: fields as never };
  if (algorithm === "none" || Object.keys(fields).length === 0) return { setting: null };
  return "unreadable";
}
