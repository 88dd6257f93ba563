// Bodies of successful answers, trusted only after a look: a proxy's login page is a 200 too.

import type { BceRequest, BceResponse } from "../message.ts";
import { BceError } from "./bce-error.ts";
import { contextOf, parseCloudFault, requestIdOf } from "./from-answer.ts";
import { quote } from "./quote.ts";

/**
 * The JSON object of a 2xx answer; undefined when the body is empty.
 * Throws `UnexpectedAnswer` for what is no JSON, no object, or an error in a success's clothes.
 */
export function readJsonObject(
  request: BceRequest,
  response: BceResponse,
): Readonly<Record<string, unknown>> | undefined {
  if (response.body.trim() === "") return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(response.body);
  } catch {
    throw unexpectedAnswer(request, response, `It is not JSON; it begins "${quote(response.body)}".`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw unexpectedAnswer(
      request,
      response,
      `It is not a JSON object; it begins "${quote(response.body)}".`,
    );
  }
  const fault = parseCloudFault(response.body);
  if (fault?.code !== undefined && (fault.message !== undefined || fault.requestId !== undefined)) {
    throw unexpectedAnswer(
      request,
      response,
      `A success holds an error: ${fault.code}${fault.message === undefined ? "" : `, "${fault.message}"`}.`,
    );
  }
  return parsed as Readonly<Record<string, unknown>>;
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
