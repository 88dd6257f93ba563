// BOS and KMS as the emulator has them, with every request on a tape and troubles where a history wants them. How the
// requests come here is another matter: ../core has a wire without sockets, ./loopback.ts a real one.

import { randomUUID } from "node:crypto";
import { controlBuckets } from "../../../lib/emulator/control/buckets.ts";
import { controlKeys } from "../../../lib/emulator/control/keys.ts";
import {
  createHandler,
  type Exchange,
  operationOf,
  type SentReply,
  signedOff,
} from "../../../lib/emulator/handler.ts";
import type { OperationName } from "../../../lib/emulator/index.ts";
import type { Profile } from "../../../lib/emulator/profile.ts";
import { routeOf } from "../../../lib/emulator/route/route.ts";
import { createCloud } from "../../../lib/emulator/state/cloud.ts";
import { findKey } from "../../../lib/emulator/state/keys.ts";
import type { WireRequest } from "../../../lib/emulator/wire/request.ts";
import type { Call } from "../core/call.ts";
import type { Act, Fault, Trouble } from "../history.ts";
import { type BucketState, createTape, type Shown, type Tape } from "./tape.ts";

const REGION = "bj";

export const CREDENTIALS = {
  accessKeyId: "chaos-access-key-id",
  secretAccessKey: "chaos-secret-f5b1c0ffee",
  sessionToken: "chaos-token-0ddba11ade",
};

/** What a provider process finds in its environment. */
export const environmentFor = (endpoint: string) => ({
  BOS_ENDPOINT: endpoint,
  BOS_KMS_ENDPOINT: endpoint,
  BAIDUCLOUD_ACCESS_KEY: CREDENTIALS.accessKeyId,
  BAIDUCLOUD_SECRET_KEY: CREDENTIALS.secretAccessKey,
  BAIDUCLOUD_SESSION_TOKEN: CREDENTIALS.sessionToken,
  BAIDUCLOUD_REGION: REGION,
});

/** What a fault may do to whoever sent the request. */
export interface Victims<Sender> {
  kill(what: "terraform" | "provider", sender: Sender): void;
  interrupt(sender: Sender): void;
}

/** What a request turned out to be about. */
export interface About {
  readonly operation: OperationName | "Unknown";
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** A request on its way. */
export interface Sent<Sender> {
  readonly sender: Sender;
  readonly request: WireRequest;
  readonly body: string;
  readonly sentMs: number;
  /** In the course of which call it was sent, as far as that is known once it is clear what it is about. */
  readonly callFor: (about: About) => Call;
  /** Nobody waits for the answer any more. */
  readonly isLate?: boolean;
}

export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer, or why there is none: the connection is reset, silent for too long, or nobody is there any more. */
export type Reply = Served | "reset" | "timeout" | "never";

export interface World<Sender> {
  readonly tape: Tape;
  readonly now: () => number;
  bucket(name: string): BucketState;
  buckets(): ReadonlyMap<string, BucketState>;
  key(id: string): string | undefined;
  act(act: Act): void;
  /** From now on these go wrong, until the next call. */
  expect(faults: readonly Fault[], victims: Victims<Sender>): void;
  serve(sent: Sent<Sender>): Promise<Reply>;
}

export interface WorldOptions {
  readonly now: () => number;
  /** How long the way from an answer to the request that follows at once may take. Default: 0. */
  readonly slackMs?: number;
  readonly profile?: Profile | undefined;
}

export function createWorld<Sender>(options: WorldOptions): World<Sender> {
  const { now, slackMs = 0, profile = "public" } = options;
  const tape = createTape();
  const cloud = createCloud(now);
  const control = { ...controlBuckets(cloud, REGION), ...controlKeys(cloud, REGION) };
  const account = {
    cloud,
    region: REGION,
    profile,
    offAnswer: "none",
    kms: "active",
    kmsKeys: "checked",
  } as const;
  const handle = signedOff(createHandler(account, CREDENTIALS));
  let faults: { readonly fault: Fault; seen: number }[] = [];
  let victims: Victims<Sender> = { kill: () => {}, interrupt: () => {} };

  const bucket = (name: string): BucketState => {
    if (!cloud.buckets.has(name)) return "gone";
    const setting = control.encryptionOf(name) ?? null;
    return setting?.encryptionAlgorithm === "none" ? null : setting;
  };
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
    return faults.flatMap((entry) => {
      const { at, times = 1, only, trouble } = entry.fault;
      if (only !== undefined && !only.some((name) => name === operation)) return [];
      const index = entry.seen;
      entry.seen += 1;
      return index >= at && index < at + times ? [trouble] : [];
    });
  }

  async function serve({
    sender,
    request,
    body,
    sentMs,
    callFor,
    isLate = false,
  }: Sent<Sender>): Promise<Reply> {
    const nowMs = now();
    const exchange: Exchange = {
      request,
      route: routeOf(request, REGION),
      body: Buffer.from(body),
      requestId: randomUUID(),
      nowMs,
      lagMs: 0,
      newerFields: [],
    };
    const operation = operationOf(exchange);
    const troubles = isLate ? [] : troublesOf(operation);
    for (const trouble of troubles) if (trouble.kind === "act") act(trouble.act);

    const about: About = { operation, bucket: bucketIn(exchange), key: keyIn(body) };
    const name = about.bucket ?? "";
    const before = { bucket: bucket(name), key: key(about.key ?? ""), buckets: buckets() };
    const keysBefore = new Set(cloud.keys.keys());
    const deciding = troubles.find(isDeciding);
    const lagMs = Math.max(0, ...troubles.map((trouble) => (trouble.kind === "lag" ? trouble.ms : 0)));
    let reply: Reply = "never";
    if (deciding === undefined || deciding.effect === true) {
      reply = served(await handle({ ...exchange, lagMs }), request.method);
    }
    if (deciding?.kind === "answer") {
      const { status, headers, body: text } = deciding;
      const date = new Date(nowMs).toUTCString();
      reply = { status, headers: { date, ...headers }, body: request.method === "HEAD" ? "" : text };
    } else if (deciding?.kind === "lost") {
      reply = deciding.how;
    }
    const short = troubles.find((trouble) => trouble.kind === "short-list");
    if (
      short !== undefined &&
      operation === "ListBuckets" &&
      typeof reply === "object" &&
      deciding === undefined
    ) {
      reply = { ...reply, body: shortened(reply.body, short.shown) };
    }
    if (deciding?.kind === "kill" || isLate) reply = "never";

    const isNewKey = operation === "CreateKey";
    tape.note({
      kind: "request",
      sentMs,
      endedMs: now(),
      slackMs,
      call: callFor(about),
      operation,
      bucket: about.bucket,
      key: about.key,
      bucketBefore: before.bucket,
      bucketAfter: bucket(name),
      keyBefore: before.key,
      keyAfter: isNewKey ? [...cloud.keys.keys()].find((id) => !keysBefore.has(id)) : key(about.key ?? ""),
      status: typeof reply === "object" ? reply.status : undefined,
      shown: operation === "GetBucketEncryption" ? shownBy(reply) : undefined,
      isStale: lagMs > 0,
      troubled: deciding !== undefined || lagMs > 0,
      signedAtMs: Date.parse(request.headers["x-bce-date"] ?? ""),
      buckets: before.buckets,
    });
    if (deciding?.kind === "kill") victims.kill(deciding.what, sender);
    if (troubles.some(({ kind }) => kind === "interrupt")) victims.interrupt(sender);
    return reply;
  }

  return {
    tape,
    now,
    bucket,
    buckets,
    key,
    act,
    expect(next, who) {
      faults = next.map((fault) => ({ fault, seen: 0 }));
      victims = who;
    },
    serve,
  };
}

type Deciding = Extract<Trouble, { kind: "answer" | "lost" | "kill" }>;

/** Decides whether the request has its effect, and what its sender hears of it. */
const isDeciding = (trouble: Trouble): trouble is Deciding =>
  trouble.kind === "answer" || trouble.kind === "lost" || trouble.kind === "kill";

function bucketIn({ route }: Exchange): string | undefined {
  return "kind" in route || route.bucket === "" ? undefined : route.bucket;
}

/** The key that a call of KMS is about. */
function keyIn(body: string): string | undefined {
  return /"keyId":"([^"]+)"/.exec(body)?.[1];
}

function served(reply: SentReply, method: string): Reply {
  if (reply.kind !== "answer") return "reset";
  const { status, headers, json, bytes } = reply;
  const text = json === undefined ? (bytes?.toString("utf8") ?? "") : JSON.stringify(json);
  return { status, headers, body: method === "HEAD" ? "" : text };
}

function shortened(body: string, shown: number): string {
  const list = JSON.parse(body) as { buckets: unknown[] };
  return JSON.stringify({ ...list, buckets: list.buckets.slice(0, shown), isTruncated: true });
}

/** What the answer of a GetBucketEncryption says to somebody who reads no more into it than there is. */
function shownBy(response: Reply): Shown {
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
