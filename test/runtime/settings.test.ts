import { expect, test } from "vitest";
import type { Request } from "../../lib/runtime/request.ts";
import { completeSettings } from "../../lib/runtime/settings.ts";
import type { Environment } from "../../lib/settings/index.ts";
import { requestOf } from "./support/world.ts";

const KEYS = { BAIDUCLOUD_ACCESS_KEY: "id", BAIDUCLOUD_SECRET_KEY: "hush" };
const HERE = "http://127.0.0.1:1";
const THERE = "http://127.0.0.1:2";

const apply = (attributes: object = { region: "bj" }) => requestOf("apply", attributes);
const destroy = (attributes: object = {}) => requestOf("destroy", { region: "bj", ...attributes });

/** The settings as they are, without what is the same everywhere, secrets included. */
function settingsOf(request: Request, env: Environment): unknown {
  const resolved = completeSettings(request, env);
  if (resolved.kind !== "ready") return resolved;
  const { client, ...settings } = resolved.settings;
  const { env: _, credentials, ...options } = client;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { ...settings, ...options, keys: [accessKeyId, secretAccessKey, sessionToken] };
}

const PLAIN = {
  region: "bj",
  denyWeakening: false,
  endpoint: undefined,
  pathStyle: undefined,
  requestTimeoutMs: undefined,
  maxRetries: undefined,
  connections: 1,
  keys: ["id", "hush", undefined],
  warnings: [],
};

const UNENCRYPTED =
  "Requests to http://bos.test are not encrypted. Everybody on the way can read the signatures and, of temporary credentials, the session token, and can answer in the place of the service.";

const ready: Record<string, { request: Request; env?: Environment; settings: object }> = {
  "a region is enough": { request: apply(), settings: {} },
  "what the request says": {
    request: apply({
      region: "gz",
      endpoint: HERE,
      path_style: true,
      deny_weakening: true,
      request_timeout: 5,
      max_retries: 1,
    }),
    settings: {
      region: "gz",
      endpoint: HERE,
      pathStyle: true,
      denyWeakening: true,
      requestTimeoutMs: 5_000,
      maxRetries: 1,
    },
  },
  "the place of the bucket in a URL, at a destroy through the endpoint that the code names": {
    request: destroy({ applied_endpoint: HERE, endpoint: `${HERE}/`, path_style: true }),
    settings: { endpoint: HERE, pathStyle: true },
  },
  "nothing of it, at a destroy through another endpoint": {
    request: destroy({ applied_endpoint: HERE, endpoint: THERE, path_style: false }),
    settings: { endpoint: HERE },
  },
  "the environment completes it": {
    request: apply({}),
    env: {
      BAIDUCLOUD_REGION: "su",
      BOS_ENDPOINT: HERE,
      BOS_DENY_WEAKENING: "1",
      BAIDUCLOUD_SESSION_TOKEN: "token",
    },
    settings: { region: "su", endpoint: HERE, denyWeakening: true, keys: ["id", "hush", "token"] },
  },
  "the request wins over the environment": {
    request: apply({ region: "bj", endpoint: HERE }),
    env: { BAIDUCLOUD_REGION: "no region", BOS_ENDPOINT: "no endpoint" },
    settings: { endpoint: HERE },
  },
  "an empty variable is none": {
    request: apply(),
    env: { BAIDUCLOUD_REGION: "", BOS_ENDPOINT: "", BOS_DENY_WEAKENING: "", BAIDUCLOUD_SESSION_TOKEN: "" },
    settings: {},
  },
  "the environment cannot take a guard away": {
    request: apply({ region: "bj", deny_weakening: true }),
    env: { BOS_DENY_WEAKENING: "0" },
    settings: { denyWeakening: true },
  },
  "a destroy goes where the setting was made": {
    request: destroy({ applied_endpoint: HERE, endpoint: THERE }),
    env: { BOS_ENDPOINT: "http://127.0.0.1:3" },
    settings: { endpoint: HERE },
  },
  "a destroy of what was made through the environment's endpoint": {
    request: destroy(),
    env: { BOS_ENDPOINT: HERE },
    settings: { endpoint: HERE },
  },
  "a destroy of what was made through the environment's, told again where that is": {
    request: destroy({ endpoint: THERE }),
    env: { BOS_ENDPOINT: HERE },
    settings: { endpoint: HERE },
  },
  "an endpoint without encryption, with a warning": {
    request: apply({ region: "bj", endpoint: "http://bos.test" }),
    settings: { endpoint: "http://bos.test", warnings: [UNENCRYPTED] },
  },
  "an endpoint on this machine, though encryption is required": {
    request: apply({ region: "bj", endpoint: HERE, require_https: true }),
    env: { BOS_REQUIRE_HTTPS: "1" },
    settings: { endpoint: HERE },
  },
  "encryption that is required, and there": {
    request: apply({ region: "bj", endpoint: "https://bos.test", require_https: true }),
    settings: { endpoint: "https://bos.test" },
  },
  "verification of certificates that is not off": {
    request: apply(),
    env: { NODE_TLS_REJECT_UNAUTHORIZED: "1" },
    settings: {},
  },
  "a destroy of what was made in the public cloud": { request: destroy(), settings: {} },
};

test.each(Object.entries(ready))("%s", (_name, { request, env, settings }) => {
  expect(settingsOf(request, { ...KEYS, ...env })).toEqual({ ...PLAIN, ...settings });
});

const UNSET = "not set. Credentials come from the environment of the process that runs Terraform.";
const BOTH_UNSET = `BAIDUCLOUD_ACCESS_KEY, BAIDUCLOUD_SECRET_KEY are ${UNSET}`;
const NO_REGION = "region: Name the bucket's region, or set BAIDUCLOUD_REGION in the environment.";
const incomplete: Record<string, { request?: Request; env: Environment; issues: string[] }> = {
  "no credentials": {
    env: {},
    issues: [BOTH_UNSET],
  },
  "one of two": {
    env: { BAIDUCLOUD_ACCESS_KEY: "id" },
    issues: [`BAIDUCLOUD_SECRET_KEY is ${UNSET}`],
  },
  "only a session token": {
    env: { BAIDUCLOUD_SESSION_TOKEN: "token" },
    issues: [BOTH_UNSET],
  },
  "a secret with a line break, which is not quoted": {
    env: { ...KEYS, BAIDUCLOUD_SECRET_KEY: "hush\n" },
    issues: [
      "BAIDUCLOUD_SECRET_KEY: It contains white space, a control character or a character outside ASCII. Check it for a space or a line break copied along with it.",
    ],
  },
  "no region": { request: apply({}), env: KEYS, issues: [NO_REGION] },
  "a region that can be none": {
    request: apply({}),
    env: { ...KEYS, BAIDUCLOUD_REGION: "Beijing" },
    issues: [
      'BAIDUCLOUD_REGION: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "Beijing".',
    ],
  },
  "a guard that nobody understands": {
    env: { ...KEYS, BOS_DENY_WEAKENING: "on" },
    issues: ['BOS_DENY_WEAKENING: Set it to 1 or 0; got "on".'],
  },
  "an endpoint without encryption, where the stack requires it": {
    request: apply({ region: "bj", endpoint: "http://bos.test", require_https: true }),
    env: KEYS,
    issues: [`endpoint: ${UNENCRYPTED} require_https is set, so this is refused.`],
  },
  "an endpoint without encryption, where the environment requires it": {
    env: { ...KEYS, BOS_ENDPOINT: "http://bos.test", BOS_REQUIRE_HTTPS: "yes" },
    issues: [`BOS_ENDPOINT: ${UNENCRYPTED} require_https is set, so this is refused.`],
  },
  "a destroy at an endpoint without encryption": {
    request: destroy({ applied_endpoint: "http://bos.test", require_https: true }),
    env: KEYS,
    issues: [`applied_endpoint: ${UNENCRYPTED} require_https is set, so this is refused.`],
  },
  "a requirement that nobody understands": {
    env: { ...KEYS, BOS_REQUIRE_HTTPS: "on" },
    issues: ['BOS_REQUIRE_HTTPS: Set it to 1 or 0; got "on".'],
  },
  "certificates that nobody verifies": {
    env: { ...KEYS, NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    issues: [
      "NODE_TLS_REJECT_UNAUTHORIZED: Turns off the verification of certificates. Certificates are always verified here: without that, anybody could answer in the place of the service. Unset it. To trust a certificate authority of your own, name the file with its certificate (PEM) in NODE_EXTRA_CA_CERTS.",
    ],
  },
  "an empty text for the endpoint through which a setting was made, whatever the environment says": {
    request: destroy({ applied_endpoint: "", endpoint: THERE }),
    env: { ...KEYS, BOS_ENDPOINT: HERE },
    issues: [
      'applied_endpoint: The endpoint has no scheme. Write it as a scheme, a host and if need be a port, for example "https://bj.bcebos.com" or "http://127.0.0.1:8080".',
    ],
  },
  "everything at once": {
    request: apply({}),
    env: { BOS_ENDPOINT: "127.0.0.1", BOS_DENY_WEAKENING: "on" },
    issues: [
      NO_REGION,
      'BOS_ENDPOINT: The endpoint has no scheme. Write it as a scheme, a host and if need be a port, for example "https://bj.bcebos.com" or "http://127.0.0.1:8080".',
      'BOS_DENY_WEAKENING: Set it to 1 or 0; got "on".',
      BOTH_UNSET,
    ],
  },
};

test.each(Object.entries(incomplete))("%s is not enough", (_name, { request = apply(), env, issues }) => {
  expect(completeSettings(request, env)).toEqual({ kind: "incomplete", issues });
});

test.each([
  ["endpoint", apply({ region: "bj", endpoint: "ftp://here" }), {}],
  ["applied_endpoint", destroy({ applied_endpoint: "ftp://here" }), {}],
  ["BOS_ENDPOINT", destroy(), { BOS_ENDPOINT: "ftp://here" }],
])("an endpoint that is none is told by its name: %s", (source, request, env) => {
  expect(completeSettings(request, { ...KEYS, ...env })).toEqual({
    kind: "incomplete",
    issues: [expect.stringMatching(new RegExp(`^${source}: The endpoint has the scheme "ftp"`))],
  });
});

test("a destroy does not guess that the bucket is where the code says now", () => {
  expect(completeSettings(destroy({ endpoint: THERE }), KEYS)).toEqual({
    kind: "ambiguous",
    issue:
      `The setting was made while the stack named no endpoint. Now it names ${THERE}, where a bucket of this name may be another one. ` +
      "Set BOS_ENDPOINT for this one run to the endpoint through which it was made; the public cloud's is https://bj.bcebos.com.",
  });
});
