// What users write: environment, endpoints, credentials, times, names and patterns. Each reader says what is wrong, and quotes no secret.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveEndpoint } from "../../lib/bce/endpoint.ts";
import { RETRYABLE } from "../../lib/bce/errors/codes.ts";
import { parseHttpDate, parseRetryAfter } from "../../lib/bce/errors/from-answer.ts";
import { fromCause } from "../../lib/bce/errors/from-cause.ts";
import { proxySettings } from "../../lib/bce/transport/proxy.ts";
import { BceError } from "../../lib/bos/index.ts";
import { levelFromEnvironment } from "../../lib/plugin/log.ts";
import { matchesGlob } from "../../lib/provider/find-buckets.ts";
import {
  checkBucketName,
  checkEndpoint,
  checkKmsMasterKeyId,
  checkRegion,
  checkSseAlgorithm,
  checkTime,
  hostOf,
  isBucketName,
  parseDuration,
  readSwitch,
  resolveCredentials,
} from "../../lib/settings/index.ts";
import { everythingShownOf } from "../bce/support/requests.ts";
import { leaks, anyText as text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const PASSWORD = "open-sesame/1+1";

/** Nearly a URL, and one with a password in it more often than not. */
const url = fc
  .tuple(
    fc.constantFrom("http://", "https://", "socks5://", "HTTP://", "http:/", "//", "", "ftp://", "http:\\\\"),
    fc.constantFrom(`u:${encodeURIComponent(PASSWORD)}@`, `u:${PASSWORD}@`, "", "@", "u@"),
    fc.oneof(
      fc.constantFrom("127.0.0.1", "[::1]", "localhost", "bj.bcebos.com", "例え.jp", "[", "a b"),
      text,
    ),
    fc.constantFrom("", ":0", ":8080", ":99999", ":x", ":"),
    fc.constantFrom("", "/", "/a/..", "?", "#", `?${PASSWORD}`, "/%zz", "\\"),
  )
  .map((parts) => parts.join(""));

describe("endpoints", () => {
  law("are sound or have issues, none of which quotes a password", fc.oneof(url, text), (endpoint) => {
    const issues = checkEndpoint(endpoint);
    expect(leaks(everythingShownOf(issues), [PASSWORD])).toEqual([]);
    if (issues.length === 0) expect(["http:", "https:"]).toContain(new URL(endpoint).protocol);
    expect(["string", "undefined"]).toContain(typeof hostOf(endpoint));
  });

  const options = fc.record(
    {
      region: text,
      bucket: text,
      endpoint: fc.oneof(url, text),
      pathStyle: fc.boolean(),
    },
    { requiredKeys: ["region"] },
  );

  law("lead to the host that was named, below which at most the bucket is put", options, (given) => {
    const resolved = resolveEndpoint(given);
    expect(leaks(everythingShownOf(resolved), [PASSWORD])).toEqual([]);
    if (!resolved.ok) return;
    const { origin, host, path } = resolved.endpoint;
    const named = given.endpoint === undefined ? `${given.region}.bcebos.com` : new URL(given.endpoint).host;
    const withBucket = `${given.bucket}.${named}`;
    expect([named.toLowerCase(), withBucket.toLowerCase()]).toContain(host.toLowerCase());
    expect(new URL(origin + path)).toMatchObject({ username: "", password: "", search: "", hash: "" });
    expect(["/", `/${given.bucket}/`]).toContain(path);
  });
});

describe("credentials and switches", () => {
  const value = fc.oneof(fc.constant(PASSWORD), text, fc.constant(`${PASSWORD}\n`));
  const env = fc.record(
    {
      BAIDUCLOUD_ACCESS_KEY: text,
      BAIDUCLOUD_SECRET_KEY: value,
      BAIDUCLOUD_SESSION_TOKEN: value,
      BOS_DENY_WEAKENING: text,
      TF_LOG: text,
      TF_LOG_PROVIDER: text,
    },
    { requiredKeys: [] },
  );
  const written = fc.record(
    { accessKeyId: text, secretAccessKey: value, sessionToken: value },
    { requiredKeys: [] },
  );

  law("are of one source, fit for a header, and never shown", fc.tuple(written, env), ([options, around]) => {
    const resolved = resolveCredentials(options, around);
    expect(leaks(everythingShownOf(resolved), [PASSWORD])).toEqual([]);
    if (!resolved.ok) {
      expect(resolved.issues.length).toBeGreaterThan(0);
      return;
    }
    const { accessKeyId, secretAccessKey, sessionToken = "-" } = resolved.credentials;
    for (const one of [accessKeyId, secretAccessKey, sessionToken]) expect(one).toMatch(/^[!-~]+$/);
    const isWritten = options.accessKeyId === accessKeyId && options.secretAccessKey === secretAccessKey;
    expect(isWritten || around.BAIDUCLOUD_SECRET_KEY === secretAccessKey).toBe(true);
  });

  law("a switch is on by three words, off by four, and else an error", env, (around) => {
    const written = readSwitch("BOS_DENY_WEAKENING", around);
    const word = (around.BOS_DENY_WEAKENING ?? "").toLowerCase();
    if (written.ok) expect(written.on ? ["1", "true", "yes"] : ["", "0", "false", "no"]).toContain(word);
    else expect(["1", "true", "yes", "", "0", "false", "no"]).not.toContain(word);
  });

  law("a level of logs is one of five", env, (around) => {
    expect(["trace", "debug", "info", "warn", "error"]).toContain(levelFromEnvironment(around));
  });
});

describe("proxies", () => {
  const proxies = fc.record(
    {
      HTTP_PROXY: fc.oneof(url, text),
      https_proxy: fc.oneof(url, text),
      NO_PROXY: text,
    },
    { requiredKeys: [] },
  );

  law("are http or https URLs, or an error without the password", proxies, (env) => {
    try {
      const { httpProxy, httpsProxy } = proxySettings(env);
      for (const proxy of [httpProxy, httpsProxy])
        if (proxy !== undefined) expect(["http:", "https:"]).toContain(new URL(proxy).protocol);
    } catch (error) {
      if (!(error instanceof BceError)) throw error;
      expect(error.code).toBe("InvalidConfiguration");
      expect(leaks(everythingShownOf(error), [PASSWORD])).toEqual([]);
    }
  });
});

describe("times", () => {
  const piece = fc.tuple(
    fc.oneof(
      fc.nat().map(String),
      fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n.toFixed(3)),
      text,
    ),
    fc.constantFrom("h", "m", "s", "ms", "us", "ns", "", "d", "M"),
  );
  const duration = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.flat().join(""));

  law("a duration is a time that Go could hold, or none", fc.oneof(duration, text), (written) => {
    const ms = parseDuration(written);
    if (ms === undefined) return;
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(ms).toBeLessThan(2 ** 63 / 1e6);
    expect(checkTime(written).length).toBe(ms > 0 ? 0 : 1);
  });

  const parts = fc.record({ h: fc.nat(999), m: fc.nat(999), s: fc.nat(999), ms: fc.nat(999) });

  law("a duration is the sum of what it names", parts, ({ h, m, s, ms }) => {
    expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
  });

  const header = fc.oneof(
    text,
    fc.nat().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );

  law("Retry-After is a wait, or nothing", fc.tuple(header, fc.nat()), ([value, nowMs]) => {
    const waitMs = parseRetryAfter(value, nowMs) ?? 0;
    expect(waitMs).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(waitMs)).toBe(true);
    const dateMs = parseHttpDate(value);
    if (dateMs !== undefined) expect(new Date(dateMs).getTime()).toBe(dateMs);
  });
});

describe("names and patterns", () => {
  law(
    "a bucket's name is good exactly when the reference says so",
    fc.oneof(text, fc.stringMatching(/^[a-z0-9-]{1,65}$/)),
    (name) => {
      const isGood = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);
      expect(isBucketName(name)).toBe(isGood);
      expect(checkBucketName(name).length === 0).toBe(isGood);
    },
  );

  law("every other check says what is wrong in a sentence", text, (value) => {
    for (const check of [checkRegion, checkKmsMasterKeyId, checkSseAlgorithm])
      for (const { message } of check(value)) expect(message).toMatch(/[.?]$/);
  });

  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });

  law(
    "a glob matches what the same regular expression matches",
    fc.tuple(pattern, name),
    ([glob, given]) => {
      const expression = glob.replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesGlob(glob, given)).toBe(new RegExp(`^${expression}$`).test(given));
    },
    { runs: 200 },
  );

  law(
    "a glob takes its time at most squared",
    fc.tuple(text, text),
    ([glob, given]) => {
      expect(matchesGlob(glob.slice(0, 2_000), given.slice(0, 2_000))).toBeTypeOf("boolean");
      expect(matchesGlob("*a".repeat(500), "a".repeat(2_000))).toBe(true);
      expect(matchesGlob(`${"*a".repeat(500)}b`, "a".repeat(2_000))).toBe(false);
    },
    { runs: 50 },
  );
});

describe("what is thrown on the way", () => {
  const thrown = fc.oneof(
    text,
    fc.constant(null),
    fc
      .tuple(
        text,
        fc.oneof(text, fc.constantFrom("ECONNRESET", "HPE_INVALID", "ERR_TLS_X", "constructor")),
        fc.integer(),
      )
      .map(([message, code, nested]) => {
        const error = Object.assign(new Error(message), { code });
        return nested % 3 === 0 ? new AggregateError([error, error], message, { cause: error }) : error;
      }),
  );

  law("has a code of the closed set", thrown, (caught) => {
    expect(Object.keys(RETRYABLE)).toContain(fromCause(caught).code);
    expect(BceError.from(caught)).toBeInstanceOf(BceError);
  });

  it("has a code of the closed set also when it is its own cause", () => {
    const error = new Error("round and round");
    error.cause = error;
    expect(fromCause(error).code).toBe("Internal");
  });
});
