import { errorFromAnswer, isSuccess } from "./errors/from-answer.ts";
import type { Transport } from "./message.ts";
import type { Clock } from "./time.ts";

/** Throws a BceError for every answer that is no success: neither 200 nor 204. */
export function checkAnswers(inner: Transport, now: Clock): Transport {
  return async (request, options) => {
    const response = await inner(request, options);
    if (!isSuccess(response.status)) throw errorFromAnswer(request, response, now());
    return response;
  };
}
