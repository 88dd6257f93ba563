import type { Credentials } from "../credentials.ts";
import type { BceResponse, Transport } from "../message.ts";
import type { Clock } from "../time.ts";
import { percentEncode } from "./canonical.ts";
import { signRequest } from "./sign-request.ts";

/**
 * Signs every request at the time it is sent. On the way back it blots out our secrets, should a debugging proxy or an
 * error about the signature echo them: what is above this may then quote an answer without a second thought.
 */
export function withSignature(
  inner: Transport,
  options: { readonly credentials: Credentials; readonly now: Clock },
): Transport {
  return async (request, sendOptions) => {
    const headers = signRequest(request, { credentials: options.credentials, signedAtMs: options.now() });
    return withoutSecrets(await inner({ ...request, headers }, sendOptions), options.credentials);
  };
}

function withoutSecrets(response: BceResponse, credentials: Credentials): BceResponse {
  const clean = (text: string): string => blot(text, credentials);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, clean(value)] as const);
  return { ...response, headers: Object.fromEntries(headers), body: clean(response.body) };
}

/** Shorter ones are only seen in tests and emulators; blotting them out would tear holes into ordinary words. */
const SHORTEST_SECRET = 8;

function blot(text: string, { secretAccessKey, sessionToken = "" }: Credentials): string {
  return [secretAccessKey, sessionToken]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, percentEncode(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, "***"), text)
    .replace(/bce-auth-v1\/[^\s"'<>]+/g, "bce-auth-v1/***");
}
