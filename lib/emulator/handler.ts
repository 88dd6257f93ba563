import type { OperationName } from "./route/operations.ts";
import type { Route } from "./route/route.ts";
import type { Account, Call } from "./rules/call.ts";
import { checkDigests } from "./rules/digests.ts";
import { rules } from "./rules/rules.ts";
import { type Credentials, verifySignature } from "./signature/verify.ts";
import { type Answer, answer, type Refusal, type Reply, refuse, type Silence } from "./wire/reply.ts";
import type { WireRequest } from "./wire/request.ts";

/** One request on its way: what came, where it leads, and how the cloud of this moment behaves. Faults change copies of it. */
export interface Exchange {
  readonly request: WireRequest;
  /** A refusal when the request leads nowhere; its signature is judged all the same, and first. */
  readonly route: Route | Refusal;
  readonly body: Buffer | "too-large";
  readonly requestId: string;
  /** The clock of the cloud, in milliseconds: what signatures are judged by and `Date` shows. */
  readonly nowMs: number;
  readonly lagMs: number;
  readonly newerFields: readonly string[];
}

/** The seam between the floors: faults are wrappers round such functions. */
export type Handler = (exchange: Exchange) => Promise<Reply>;

/** A reply that is ready for the wire: refusals have become answers. */
export type SentReply = Answer | Silence;

/** The operation that an exchange asks for, `Unknown` when it was not understood. */
export const operationOf = ({ route }: Exchange): OperationName | "Unknown" =>
  "kind" in route ? "Unknown" : route.operation;

/** The cloud without faults: judges signature, route and digests, in that order, then asks the operation's rule. */
export const createHandler =
  (account: Account, credentials: Credentials): Handler =>
  async ({ request, route, body, nowMs, lagMs, newerFields }) => {
    const refusal = verifySignature(request, credentials, nowMs);
    if (refusal !== undefined) return refusal;
    if ("kind" in route) return route;
    if (body === "too-large") {
      return refuse(400, "EntityTooLarge", `${route.operation} takes at most ${route.bodyLimit} bytes.`);
    }
    const call: Call = { ...route, headers: request.headers, body, lagMs, newerFields };
    return checkDigests(call) ?? rules[route.operation](call, account);
  };

/** Makes every reply one of the cloud's own: request id, debug id and date, and a JSON body for a refusal. */
export const signedOff =
  (handler: Handler) =>
  async (exchange: Exchange): Promise<SentReply> => {
    const reply = await handler(exchange).catch(internalError);
    if (reply.kind === "reset" || reply.kind === "hang") return reply;
    if (reply.kind === "answer" && reply.foreign) return reply;
    const { requestId, nowMs } = exchange;
    const headers = {
      date: new Date(nowMs).toUTCString(),
      server: "BceBos",
      "x-bce-request-id": requestId,
      "x-bce-debug-id": Buffer.from(requestId).toString("base64"),
      ...reply.headers,
    };
    if (reply.kind === "answer") return { ...reply, headers };
    const { code, message } = reply;
    return answer(reply.status, { headers, json: { code, message, requestId } });
  };

/** A throw is a mistake of the emulator or of what a test gave it: its user gets to read it. */
const internalError = (error: unknown): Refusal =>
  refuse(
    500,
    "InternalError",
    `The emulator failed: ${error instanceof Error ? error.message : String(error)}`,
  );
