// What a setting may be, wherever it is written: one rule for the constructs, the provider and the runtime.
// Pure: no I/O, no Node module, no environment. It imports nothing of ours.

export { checkTime, parseDuration } from "./duration.ts";
export { checkEndpoint, type EndpointIssue } from "./endpoint.ts";
export { isRequestTimeout, isRetryCount, LONGEST_REQUEST_TIMEOUT_S, MOST_RETRIES } from "./limits.ts";
export { unlessEmpty } from "./unset.ts";
