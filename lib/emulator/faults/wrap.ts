import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange, Handler, SentReply } from "../handler.ts";
import { type Answer, answer, type Reply, refuse } from "../wire/reply.ts";
import type { ChangingFault, DecidingFault, FaultMoment } from "./fault.ts";

/** A handler whose refusals have become answers: what changing faults wrap. */
export type SentHandler = (exchange: Exchange) => Promise<SentReply>;

/** Wraps the cloud itself: this fault decides the reply, and whether the request has its effect. */
export function decide(fault: DecidingFault, next: Handler): Handler {
  const always =
    (reply: Reply, when: FaultMoment = "before-effect"): Handler =>
    async (exchange) => {
      if (when === "after-effect") await next(exchange);
      return reply;
    };
  switch (fault.kind) {
    case "error":
      return always(
        refuse(fault.status, fault.code, fault.message ?? "A fault was asked for.", fault.headers),
        fault.when,
      );
    case "throttle": {
      const { status = 429, retryAfterSeconds } = fault;
      const code = status === 429 ? "TooManyRequests" : "SlowDown";
      const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
      return always(refuse(status, code, "Please reduce your request rate.", headers), fault.when);
    }
    case "denied":
      return always(refuse(403, "AccessDenied", "Access Denied."));
    case "redirect":
      return always(answer(fault.status ?? 307, { headers: { location: fault.location } }));
    case "html":
      return always(
        answer(fault.status ?? 502, {
          foreign: true,
          headers: { "content-type": "text/html" },
          bytes: Buffer.from(
            "<html><head><title>Bad Gateway</title></head><body>A proxy says no.</body></html>\n",
          ),
        }),
        fault.when,
      );
    case "answer":
      return always(anyAnswer(fault), fault.when);
    case "reset":
    case "hang":
      return always({ kind: fault.kind }, fault.when);
  }
}

/**
 * Wraps the cloud and its deciding fault: this fault changes what goes in or what comes out.
 *
 * @param closing ends a latency early, when the emulator closes
 */
export function change(fault: ChangingFault, next: SentHandler, closing: AbortSignal): SentHandler {
  switch (fault.kind) {
    case "latency":
      return async (exchange) => {
        const early = fault.when === "after-effect" ? await next(exchange) : undefined;
        try {
          await sleep(fault.ms, undefined, { signal: closing });
        } catch {
          return { kind: "reset" };
        }
        return early ?? next(exchange);
      };
    case "meanwhile":
      return async (exchange) => {
        if (fault.when !== "after-effect") fault.act();
        const reply = await next(exchange);
        if (fault.when === "after-effect") fault.act();
        return reply;
      };
    case "lag":
      return (exchange) => next({ ...exchange, lagMs: Math.max(exchange.lagMs, fault.ms) });
    case "clock-skew":
      return (exchange) => next({ ...exchange, nowMs: exchange.nowMs + fault.offsetMs });
    case "extra-field":
      return async (exchange) => {
        const newerFields =
          fault.accepts === false ? exchange.newerFields : [...exchange.newerFields, fault.name];
        const reply = await next({ ...exchange, newerFields });
        return withSetting(exchange, reply, (setting) =>
          isOn(setting) ? { [fault.name]: fault.value, ...setting } : setting,
        );
      };
    case "hidden-key":
      return async (exchange) =>
        withSetting(exchange, await next(exchange), ({ kmsMasterKeyId: _, ...visible }) => visible);
    case "truncated-body":
      return async (exchange) => {
        const reply = await next(exchange);
        return reply.kind === "answer" ? { ...reply, truncated: true } : reply;
      };
  }
}

/** Whether a setting as shown is of a bucket that is on. */
const isOn = ({ encryptionAlgorithm = "none" }: JsonFields): boolean => encryptionAlgorithm !== "none";

const anyAnswer = ({
  status = 200,
  body = "",
  headers = {},
  foreign = false,
}: Extract<DecidingFault, { kind: "answer" }>): Answer =>
  answer(status, {
    ...(foreign && { foreign: true }),
    headers: {
      ...(typeof body !== "string" && { "content-type": "application/json; charset=utf-8" }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    bytes: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  });

type JsonFields = NonNullable<Extract<SentReply, { kind: "answer" }>["json"]>;

/** Changes the setting that a successful GetBucketEncryption shows, and nothing else. */
function withSetting(
  { route }: Exchange,
  reply: SentReply,
  edit: (setting: JsonFields) => JsonFields,
): SentReply {
  if ("kind" in route || route.operation !== "GetBucketEncryption") return reply;
  if (reply.kind !== "answer" || reply.status !== 200 || reply.json === undefined) return reply;
  return { ...reply, json: edit(reply.json) };
}
