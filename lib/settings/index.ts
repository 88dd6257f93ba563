// What a setting may be, wherever it is written: one rule for the constructs, the provider and the runtime.
// Pure: no I/O, no Node module, no environment. It imports nothing of ours.

export { checkEndpoint, type EndpointIssue } from "./endpoint.ts";
export { unlessEmpty } from "./unset.ts";
