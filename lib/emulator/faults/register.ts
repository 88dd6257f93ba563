import { type Exchange, type Handler, operationOf, signedOff } from "../handler.ts";
import { isJsonObject, type JsonValue, parseJson } from "../json.ts";
import { type Profile, permissionFor } from "../profile.ts";
import type { ChangingFault, DecidingFault, Fault, FaultHandle, FaultTarget } from "./fault.ts";
import { change, decide, type SentHandler } from "./wrap.ts";

/** The faults of one emulator. */
export interface FaultRegister {
  add(fault: Fault): FaultHandle;
  clear(): void;
  /** The handler with, for each request, those faults round it that hit the request. */
  wrap(handler: Handler, closing: AbortSignal): SentHandler;
}

interface Entry<F extends Fault = Fault> {
  readonly fault: F;
  seen: number;
  hits: number;
}

/** An empty register. @param profile says which permissions a call needs */
export function createFaultRegister(profile: Profile): FaultRegister {
  const entries = new Set<Entry>();
  return {
    add(fault) {
      if (!Object.hasOwn(ranks, fault.kind))
        throw new TypeError(`There is no fault of the kind "${fault.kind}".`);
      const { every = 1 } = fault;
      if (!Number.isInteger(every) || every < 1)
        throw new TypeError(`every must be a whole number, 1 or more, not ${every}.`);
      const entry: Entry = { fault, seen: 0, hits: 0 };
      entries.add(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => void entries.delete(entry),
      };
    },
    clear: () => entries.clear(),
    wrap: (handler, closing) => (exchange) => {
      if (entries.size === 0) return signedOff(handler)(exchange);
      const { deciding, changing } = pick(entries, exchange, profile);
      const inner = signedOff(deciding === undefined ? handler : decide(deciding, handler));
      const outer = changing.reduce((next, fault) => change(fault, next, closing), inner);
      // What a test does meanwhile may throw: told like every mistake, to whoever asked.
      return outer(exchange).catch((error: unknown) => signedOff(() => Promise.reject(error))(exchange));
    },
  };
}

/** From the innermost wrapper to the outermost: half of the body is broken off what the others made of it, latency comes before all. */
const ranks: Readonly<Record<Fault["kind"], number>> = {
  error: 0,
  throttle: 0,
  denied: 0,
  redirect: 0,
  html: 0,
  answer: 0,
  reset: 0,
  hang: 0,
  meanwhile: 1,
  lag: 1,
  "clock-skew": 1,
  "extra-field": 1,
  "hidden-key": 1,
  "truncated-body": 2,
  latency: 3,
};

const isDeciding = (entry: Entry): entry is Entry<FaultTarget & DecidingFault> =>
  ranks[entry.fault.kind] === 0;
const isChanging = (entry: Entry): entry is Entry<FaultTarget & ChangingFault> => !isDeciding(entry);

/** Finds the faults that hit this request, the changing ones from the innermost outwards, and counts the hits. */
function pick(entries: ReadonlySet<Entry>, exchange: Exchange, profile: Profile) {
  const due = [...entries].filter((entry) => matches(entry.fault, exchange, profile) && isDue(entry));
  const deciding = due.find(isDeciding);
  const changing = due.filter(isChanging);
  for (const entry of deciding === undefined ? changing : [deciding, ...changing]) entry.hits += 1;
  return {
    deciding: deciding?.fault,
    changing: changing.map(({ fault }) => fault).sort((one, other) => ranks[one.kind] - ranks[other.kind]),
  };
}

/** The only operations that some faults can change: others are neither hit nor counted. */
const concerned: { readonly [K in Fault["kind"]]?: readonly string[] } = {
  lag: ["GetBucketEncryption"],
  "hidden-key": ["GetBucketEncryption"],
  "extra-field": ["GetBucketEncryption", "PutBucketEncryption"],
};

function matches(fault: Fault, exchange: Exchange, profile: Profile): boolean {
  const { kind, operation, bucket, keyId } = fault;
  const asked = operationOf(exchange);
  if (
    kind === "denied" &&
    fault.permission !== undefined &&
    fault.permission !== permissionFor(asked, profile)
  )
    return false;
  if (keyId !== undefined && keyId !== keyOf(exchange)) return false;
  if (concerned[kind]?.includes(asked) === false) return false;
  if (typeof operation === "string" && operation !== asked) return false;
  if (typeof operation === "object" && !operation.some((name) => name === asked)) return false;
  return bucket === undefined || ("bucket" in exchange.route && exchange.route.bucket === bucket);
}

/** The KMS key that a call of the key service names. */
function keyOf({ route, body }: Exchange): JsonValue | undefined {
  if ("kind" in route || !route.query.has("action") || body === "too-large") return undefined;
  const fields = parseJson(body.toString("utf8"));
  return fields !== undefined && isJsonObject(fields) ? fields["keyId"] : undefined;
}

/** Whether a matching request is behind those that pass and before the fault is used up. */
function isDue(entry: Entry): boolean {
  entry.seen += 1;
  const { skip = 0, every = 1, times = Number.POSITIVE_INFINITY } = entry.fault;
  return entry.seen > skip && (entry.seen - skip - 1) % every === 0 && entry.hits < times;
}
