import { checkEndpoint } from "../settings/index.ts";
import { type Endpoint, type EndpointOptions, resolveEndpoint } from "./endpoint.ts";
import { BceError } from "./errors/bce-error.ts";
import type { BceErrorContext } from "./errors/details.ts";

/** Throws a BceError `InvalidConfiguration` for a broken custom endpoint, before any call is made. */
export function requireSoundEndpoint(endpoint: string | undefined): void {
  const [issue] = endpoint === undefined ? [] : checkEndpoint(endpoint);
  if (issue) throw new BceError("InvalidConfiguration", { reason: issue.message });
}

/** Where a call goes. Throws a BceError `InvalidConfiguration`, which says what the call is `about`. */
export function addressOf(options: EndpointOptions, about: BceErrorContext): Endpoint {
  const resolved = resolveEndpoint(options);
  if (resolved.ok) return resolved.endpoint;
  const reason = resolved.issues.map(({ message }) => message).join(" ");
  throw new BceError("InvalidConfiguration", { ...about, reason });
}
