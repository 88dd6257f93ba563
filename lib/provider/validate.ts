import { checkEndpoint } from "../bos/index.ts";
import {
  isRequestTimeout,
  isRetryCount,
  LONGEST_REQUEST_TIMEOUT_S,
  MOST_RETRIES,
} from "../distribution/limits.ts";
import { checkRegion } from "../encryption/index.ts";
import { type Context, isKnown } from "../plugin/index.ts";
import { type ProviderConfig, withoutEmpty } from "./schema.ts";

/** Everything wrong with what is written in the provider block, without the environment and without the cloud. */
export function validateProvider(config: ProviderConfig, { diagnostics }: Context): void {
  const { region, endpoint, kms_endpoint, request_timeout, max_retries } = withoutEmpty(config);
  if (isKnown(region)) {
    for (const { message } of checkRegion(region)) diagnostics.error("Invalid region", message, ["region"]);
  }
  if (isKnown(endpoint)) {
    for (const { message } of checkEndpoint(endpoint))
      diagnostics.error("Invalid endpoint", message, ["endpoint"]);
  }
  if (isKnown(kms_endpoint)) {
    for (const { message } of checkEndpoint(kms_endpoint)) {
      diagnostics.error("Invalid kms_endpoint", message, ["kms_endpoint"]);
    }
  }
  if (isKnown(request_timeout) && !isRequestTimeout(request_timeout)) {
    diagnostics.error(
      "Invalid request_timeout",
      `A request may take more than 0 and at most ${LONGEST_REQUEST_TIMEOUT_S} seconds; got ${request_timeout}.`,
      ["request_timeout"],
    );
  }
  if (isKnown(max_retries) && !isRetryCount(max_retries)) {
    diagnostics.error(
      "Invalid max_retries",
      `Write a whole number from 0 to ${MOST_RETRIES}; got ${max_retries}.`,
      ["max_retries"],
    );
  }
}
