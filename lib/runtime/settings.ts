import {
  type BosClientOptions,
  checkEndpoint,
  readSwitch,
  resolveCredentials,
  UNENCRYPTED_RISK,
  unencryptedWay,
  unlessEmpty,
  VERIFICATION_SWITCH,
  verificationOff,
} from "../bos/index.ts";
import { checkRegion } from "../encryption/index.ts";
import { hostOf } from "../runtime-contract.ts";
import type { Request } from "./request.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a request and the environment come to. */
export interface Settings {
  readonly region: string;
  readonly denyWeakening: boolean;
  readonly client: BosClientOptions;
  /** What there is to say about them, one text each. */
  readonly warnings: readonly string[];
}

export type ResolvedSettings =
  | { readonly kind: "ready"; readonly settings: Settings }
  /** Something is missing or wrong: one sentence each. */
  | { readonly kind: "incomplete"; readonly problems: readonly string[] }
  /** Nothing is wrong, but it does not say through which endpoint a setting was made that is to be undone. */
  | { readonly kind: "ambiguous"; readonly problem: string };

/** Completes a request from the environment, and finds everything that is missing or wrong in either. */
export function resolveSettings(request: Request, env: Environment): ResolvedSettings {
  const region = request.region ?? unlessEmpty(env["BAIDUCLOUD_REGION"]);
  const endpoint = endpointOf(request, env);
  const guard = readSwitch("BOS_DENY_WEAKENING", env);
  const strict = readSwitch("BOS_REQUIRE_HTTPS", env);
  const unencrypted = describeUnencrypted(endpoint, env);
  const refused = request.requireHttps || (strict.ok && strict.on);
  const off = verificationOff(env);
  const resolved = resolveCredentials({}, env);
  const problems = [
    ...(region === undefined
      ? ["region: Name the bucket's region, or set BAIDUCLOUD_REGION in the environment."]
      : request.region === undefined
        ? checkRegion(region).map(({ message }) => `BAIDUCLOUD_REGION: ${message}`)
        : []),
    ...(endpoint.url === undefined ? [] : checkEndpoint(endpoint.url)).map(
      ({ message }) => `${endpoint.source}: ${message}`,
    ),
    ...(refused
      ? unencrypted.map((text) => `${endpoint.source}: ${text} require_https is set, so this is refused.`)
      : []),
    ...(guard.ok ? [] : [`BOS_DENY_WEAKENING: ${guard.message}`]),
    ...(strict.ok ? [] : [`BOS_REQUIRE_HTTPS: ${strict.message}`]),
    ...(off === undefined
      ? []
      : [`${VERIFICATION_SWITCH}: Turns off the verification of certificates. ${off}`]),
    ...(resolved.ok ? [] : resolved.issues.map(complaintAbout)),
  ];
  if (problems.length > 0 || region === undefined || !resolved.ok || !guard.ok)
    return { kind: "incomplete", problems };
  if (endpoint.ambiguous !== undefined)
    return { kind: "ambiguous", problem: askWhere(endpoint.ambiguous, region) };
  return {
    kind: "ready",
    settings: {
      region,
      denyWeakening: request.denyWeakening || guard.on,
      client: {
        credentials: resolved.credentials,
        endpoint: endpoint.url,
        pathStyle: pathStyleOf(request),
        requestTimeoutMs: request.requestTimeoutMs,
        maxRetries: request.maxRetries,
        connections: 1,
        env,
      },
      warnings: unencrypted,
    },
  };
}

function describeUnencrypted({ url }: FoundEndpoint, env: Environment): string[] {
  const way = url === undefined ? undefined : unencryptedWay(url, env);
  return way === undefined ? [] : [`Requests to ${way} are not encrypted. ${UNENCRYPTED_RISK}`];
}

/** The endpoint that a stack leaves to the environment; undefined is the public cloud's. */
export const inheritedEndpoint = (env: Environment): string | undefined => unlessEmpty(env["BOS_ENDPOINT"]);

/** Where a region's buckets are without any endpoint. */
export const publicEndpoint = (region: string): string => `https://${region}.bcebos.com`;

/** An endpoint as it may be shown: one that nobody has checked could hold a password, which is not shown. */
export function shownEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  return url === null || url.host === "" ? "another endpoint" : `${url.protocol}//${url.host}`;
}

interface FoundEndpoint {
  readonly url: string | undefined;
  readonly source: string;
  /** What the stack names now, when a destroy cannot know through which endpoint the setting was made. */
  readonly ambiguous?: string;
}

/**
 * A destroy goes where the setting was made, whatever the stack says now: a bucket of the same name at another endpoint
 * is another bucket.
 */
function endpointOf(request: Request, env: Environment): FoundEndpoint {
  const inherited = inheritedEndpoint(env);
  const fromEnvironment: FoundEndpoint = { url: inherited, source: "BOS_ENDPOINT" };
  if (request.verb === "apply") {
    return request.endpoint === undefined ? fromEnvironment : { url: request.endpoint, source: "endpoint" };
  }
  const { appliedEndpoint, endpoint } = request;
  if (appliedEndpoint !== undefined) return { url: appliedEndpoint, source: "applied_endpoint" };
  if (inherited !== undefined || endpoint === undefined) return fromEnvironment;
  return { ...fromEnvironment, ambiguous: endpoint };
}

/** What the code says of the bucket's place in a URL, it says of the endpoint that it names. */
function pathStyleOf(request: Request): boolean | undefined {
  if (request.verb === "apply" || request.appliedEndpoint === undefined) return request.pathStyle;
  const { appliedEndpoint, endpoint, pathStyle } = request;
  return endpoint !== undefined && hostOf(endpoint) === hostOf(appliedEndpoint) ? pathStyle : undefined;
}

const askWhere = (endpoint: string, region: string) =>
  `The setting was made while the stack named no endpoint. Now it names ${shownEndpoint(endpoint)}, where a bucket of this name may be another one. ` +
  `Set BOS_ENDPOINT for this one run to the endpoint through which it was made; the public cloud's is ${publicEndpoint(region)}.`;

type Complaint = Extract<ReturnType<typeof resolveCredentials>, { ok: false }>["issues"][number];

function complaintAbout({ code, fields, variables, message }: Complaint): string {
  if (code === "credential-missing")
    return `${variables.join(", ")}: ${variables.length === 1 ? "Is" : "Are"} not set. Credentials come from the environment of the process that runs Terraform.`;
  return `${variables.join(", ")}: ${message.replace(fields[0] ?? "", "It")}`;
}
