// Bodies of successful answers, trusted only after a look: a proxy's login page is a 200 too.
import { parseJson } from "../../json.ts";
import type { BceRequest, BceResponse } from "../message.ts";
import { BceError } from "./bce-error.ts";
import { quote } from "./details.ts";
import { contextOf, faultIn, parseCloudFault, requestIdOf } from "./from-answer.ts";

/**
 * The JSON object of a successful answer; undefined when the body is empty.
 * Throws `UnexpectedAnswer` for what is no sound JSON, no object, or an error in a success's clothes: no call that is made here
 * has a field `code` in its success.
 */
export function readJsonObject(
  request: BceRequest,
  response: BceResponse,
): Readonly<Record<string, unknown>> | undefined {
  if (response.body === "") return undefined;
  const begins = `it begins "${quote(response.body)}".`;
  const parsed = parseJson(response.body);
  if (!parsed.ok) throw unexpectedAnswer(request, response, `It is ${parsed.problem}; ${begins}`);
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw unexpectedAnswer(request, response, `It is not a JSON object; ${begins}`);
  const fault = faultIn(value);
  if (fault?.code !== undefined) {
    const message = fault.message === undefined ? "" : `, "${fault.message}"`;
    throw unexpectedAnswer(request, response, `A success holds an error: ${fault.code}${message}.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** Throws `UnexpectedAnswer` for a body where a success has none: whoever sent it is not known to have done what was asked. */
export function requireNoBody(request: BceRequest, response: BceResponse): void {
  if (response.body === "") return;
  const reason = `A success has no body; this one begins "${quote(response.body)}".`;
  throw unexpectedAnswer(request, response, reason);
}

/** `UnexpectedAnswer` for an answer whose status was fine, with a sentence on what is wrong with it. */
export function unexpectedAnswer(request: BceRequest, response: BceResponse, reason: string): BceError {
  const fault = parseCloudFault(response.body);
  return new BceError("UnexpectedAnswer", {
    ...contextOf(request),
    status: response.status,
    cloudCode: fault?.code,
    requestId: requestIdOf(response, fault),
    reason,
  });
}
