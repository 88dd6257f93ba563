// Where a request goes: the public cloud's host names, or a custom endpoint, with the bucket in the host or in the path.
import { isIP } from "node:net";
import { checkEndpoint, type Issue } from "../settings/index.ts";
import { BceError } from "./errors/bce-error.ts";
import type { BceErrorContext } from "./errors/details.ts";

export interface EndpointOptions {
  /** Absent for calls about the account. */
  readonly bucket?: string | undefined;
  /** Only used when there is no custom endpoint. */
  readonly region: string;
  /** `http://` or `https://`, host, optional port. @default `https://<region>.bcebos.com` */
  readonly endpoint?: string | undefined;
  /** true: the bucket goes into the path. @default true for an IP address, localhost or a host with a port, else false */
  readonly pathStyle?: boolean | undefined;
}

export interface Endpoint {
  /** For example `https://acme-logs.bj.bcebos.com`. */
  readonly origin: string;
  /** Host as it is sent and signed: with a port unless it is the scheme's own. */
  readonly host: string;
  /** `/`, or `/<bucket>/` in path style. */
  readonly path: string;
}

/** What is wrong with a custom endpoint, or with a name that would become part of a host. */
type EndpointIssue =
  | Issue
  | {
      readonly code: "endpoint-needs-path-style" | "bucket-not-a-host-label" | "region-not-a-host-label";
      readonly field: "endpoint" | "bucket" | "region";
      readonly message: string;
    };

export type ResolvedEndpoint =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly issues: readonly EndpointIssue[] };

/** The limit of DNS for a whole name. */
const LONGEST_HOST_NAME = 253;
/** Letters, digits, hyphens, and dots within: whatever else a name holds could lead a signed request to another host. */
const HOST_LABELS = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

export function resolveEndpoint(options: EndpointOptions): ResolvedEndpoint {
  const issues = [
    ...(options.endpoint === undefined
      ? hostLabel("region", options.region)
      : checkEndpoint(options.endpoint)),
    ...(options.bucket === undefined ? [] : hostLabel("bucket", options.bucket)),
  ];
  if (issues.length > 0) return { ok: false, issues };

  const base = new URL(options.endpoint ?? `https://${options.region}.bcebos.com`);
  const { bucket } = options;
  if (bucket === undefined) return found(base, base.host, "/");
  const inPath = options.pathStyle ?? (options.endpoint !== undefined && suggestsPathStyle(base));
  if (inPath) return found(base, base.host, `/${bucket}/`);
  return isIP(hostnameOf(base)) === 0
    ? found(base, `${bucket}.${base.host}`, "/")
    : { ok: false, issues: [NEEDS_PATH_STYLE] };
}

function hostLabel(field: "bucket" | "region", value: string): readonly EndpointIssue[] {
  if (value.length <= LONGEST_HOST_NAME && HOST_LABELS.test(value) && !value.includes("..")) return [];
  const message = `The ${field} ${JSON.stringify(value)} cannot be part of a host name. Use letters, digits and hyphens only.`;
  return [{ code: `${field}-not-a-host-label`, field, message }];
}

const NEEDS_PATH_STYLE: EndpointIssue = {
  code: "endpoint-needs-path-style",
  field: "endpoint",
  message: "A bucket name cannot be a subdomain of an IP address: omit path_style or set it to true.",
};

const hostnameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** A bucket before such a host would be a name that no resolver knows. */
function suggestsPathStyle(url: URL): boolean {
  const hostname = hostnameOf(url);
  return isIP(hostname) !== 0 || hostname === "localhost" || url.port !== "";
}

function found(base: URL, host: string, path: string): ResolvedEndpoint {
  return { ok: true, endpoint: { origin: `${base.protocol}//${host}`, host, path } };
}

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
