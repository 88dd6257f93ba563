import {
  type BosClientOptions,
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "../bos/index.ts";
import {
  checkEndpoint,
  type Environment,
  hostOf,
  PROVIDER_SETTINGS,
  type ProviderSetting,
  resolveSettings,
  type SettingIssue,
  unlessEmpty,
} from "../settings/index.ts";
import type { Request } from "./request.ts";

/** What a request and the environment come to. */
export interface Settings {
  readonly region: string;
  readonly denyWeakening: boolean;
  readonly client: BosClientOptions;
  /** What there is to say about them, one text each. */
  readonly warnings: readonly string[];
}

export type CompletedSettings =
  | { readonly kind: "ready"; readonly settings: Settings }
  /** Something is missing or wrong: one sentence each. */
  | { readonly kind: "incomplete"; readonly issues: readonly string[] }
  /** Nothing is wrong, but it does not say through which endpoint a setting was made that is to be undone. */
  | { readonly kind: "ambiguous"; readonly issue: string };

const ENDPOINT_VARIABLE = PROVIDER_SETTINGS.endpoint.variable;

/** The runtime asks BOS only. */
const NAMES = (Object.keys(PROVIDER_SETTINGS) as ProviderSetting[]).filter((name) => name !== "kms_endpoint");

/** Completes a request from the environment, and finds everything that is missing or wrong in either. */
export function completeSettings(request: Request, env: Environment): CompletedSettings {
  const place = placeOf(request, env);
  const { settings, issues: found } = resolveSettings(
    { ...request.written, endpoint: place.endpoint },
    env,
    NAMES,
  );
  const { region, endpoint, credentials, requireHttps, denyWeakening } = settings;
  const way = endpoint === undefined ? undefined : unencryptedWay(endpoint, env);
  const unencrypted = way === undefined ? [] : [`Requests to ${way} are not encrypted. ${UNENCRYPTED_RISK}`];
  const off = verificationOff(env);
  const issues = [
    ...(region === undefined
      ? ["region: Name the bucket's region, or set BAIDUCLOUD_REGION in the environment."]
      : []),
    // An empty text is left out for all but this one: a destroy must not look for another endpoint than the recorded one.
    ...(place.endpoint === ""
      ? checkEndpoint("").map(({ message }) => `${place.attribute}: ${message}`)
      : []),
    ...found.map((issue) => describeIssue(issue, place.attribute)),
    ...(requireHttps
      ? unencrypted.map(
          (text) =>
            `${place.endpoint === undefined ? ENDPOINT_VARIABLE : place.attribute}: ${text} require_https is set, so this is refused.`,
        )
      : []),
    ...(off === undefined
      ? []
      : [`${VERIFICATION_SWITCH}: Turns off the verification of certificates. ${off}`]),
  ];
  if (issues.length > 0 || region === undefined || credentials === undefined)
    return { kind: "incomplete", issues };
  if (place.ambiguous !== undefined) return { kind: "ambiguous", issue: askWhere(place.ambiguous, region) };
  const { requestTimeoutMs, maxRetries } = settings;
  const client = {
    credentials,
    endpoint,
    pathStyle: place.pathStyle,
    requestTimeoutMs,
    maxRetries,
    connections: 1,
    env,
  };
  return { kind: "ready", settings: { region, denyWeakening, client, warnings: unencrypted } };
}

/** The endpoint that a stack leaves to the environment; undefined is the public cloud's. */
export const inheritedEndpoint = (env: Environment): string | undefined =>
  unlessEmpty(env[ENDPOINT_VARIABLE]);

/** Where a region's buckets are without any endpoint. */
export const publicEndpoint = (region: string): string => `https://${region}.bcebos.com`;

/** An endpoint as it may be shown: one that nobody has checked could hold a password, which is not shown. */
export function shownEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  return url === null || url.host === "" ? "another endpoint" : `${url.protocol}//${url.host}`;
}

interface Place {
  /** Undefined: the environment decides. */
  readonly endpoint: string | undefined;
  /** The request's attribute that names it. */
  readonly attribute: string;
  readonly pathStyle: boolean | undefined;
  /** What the stack names now, when a destroy cannot know through which endpoint the setting was made. */
  readonly ambiguous?: string;
}

/**
 * A destroy goes where the setting was made, whatever the stack says now: a bucket of the same name at another endpoint
 * is another bucket. What the code says of the bucket's place in a URL, it says of the endpoint that it names.
 */
function placeOf(request: Request, env: Environment): Place {
  const { endpoint, path_style } = request.written;
  const written = endpoint ?? undefined;
  const pathStyle = path_style ?? undefined;
  if (request.verb === "apply") return { endpoint: written, attribute: "endpoint", pathStyle };
  const { appliedEndpoint } = request;
  if (appliedEndpoint !== undefined) {
    const isSame = written !== undefined && hostOf(written) === hostOf(appliedEndpoint);
    return {
      endpoint: appliedEndpoint,
      attribute: "applied_endpoint",
      pathStyle: isSame ? pathStyle : undefined,
    };
  }
  const isUnclear = inheritedEndpoint(env) === undefined && written !== undefined;
  return {
    endpoint: undefined,
    attribute: "endpoint",
    pathStyle,
    ...(isUnclear && { ambiguous: written }),
  };
}

const askWhere = (endpoint: string, region: string) =>
  `The setting was made while the stack named no endpoint. Now it names ${shownEndpoint(endpoint)}, where a bucket of this name may be another one. ` +
  `Set BOS_ENDPOINT for this one run to the endpoint through which it was made; the public cloud's is ${publicEndpoint(region)}.`;

/** @param endpointAttribute what the request calls the endpoint that is asked */
function describeIssue(
  { code, settings, variables, source, message }: SettingIssue,
  endpointAttribute: string,
): string {
  const names = source === "environment" ? variables.join(", ") : settings.join(", ");
  if (code === "credential-missing")
    return `${names} ${variables.length === 1 ? "is" : "are"} not set. Credentials come from the environment of the process that runs Terraform.`;
  if (code === "credential-malformed") return `${names}: ${message.replace(settings[0] ?? "", "It")}`;
  return `${names === "endpoint" ? endpointAttribute : names}: ${message}`;
}
