import { describe, expect, it } from "vitest";
import { resolveCredentials } from "../../lib/settings/index.ts";
import { everythingShownOf } from "../bce/support/requests.ts";

const ENV = {
  BAIDUCLOUD_ACCESS_KEY: "env-id",
  BAIDUCLOUD_SECRET_KEY: "env-secret",
  BAIDUCLOUD_SESSION_TOKEN: "env-token",
};

/** The values, secrets included, which toEqual would not see. */
function valuesOf(resolved: ReturnType<typeof resolveCredentials>): unknown {
  if (!resolved.ok) return resolved.issues.map(({ code, fields }) => `${code} ${fields.join(" ")}`);
  const { accessKeyId, secretAccessKey, sessionToken } = resolved.credentials;
  return { accessKeyId, secretAccessKey, sessionToken };
}

describe("credentials", () => {
  const written = { accessKeyId: "id", secretAccessKey: "secret" };
  const none = { accessKeyId: undefined, secretAccessKey: undefined, sessionToken: undefined };
  it.each([
    {
      name: "come from the environment when none are written",
      options: none,
      env: ENV,
      expected: { accessKeyId: "env-id", secretAccessKey: "env-secret", sessionToken: "env-token" },
    },
    {
      name: "come from the options, and leave the environment's token alone",
      options: written,
      env: ENV,
      expected: { ...written, sessionToken: undefined },
    },
    {
      name: "may have a token",
      options: { ...written, sessionToken: "token" },
      env: {},
      expected: { ...written, sessionToken: "token" },
    },
    {
      name: "take an empty string for unset",
      options: { accessKeyId: "", secretAccessKey: "", sessionToken: "" },
      env: { ...ENV, BAIDUCLOUD_SESSION_TOKEN: "" },
      expected: { accessKeyId: "env-id", secretAccessKey: "env-secret", sessionToken: undefined },
    },
    {
      name: "are missing altogether",
      options: {},
      env: {},
      expected: ["credential-missing access_key secret_key"],
    },
    {
      name: "are never mixed: key written, secret in the environment",
      options: { accessKeyId: "id" },
      env: ENV,
      expected: ["credential-mixed secret_key"],
    },
    {
      name: "are never mixed: only a token written",
      options: { sessionToken: "token" },
      env: ENV,
      expected: ["credential-mixed access_key secret_key"],
    },
    {
      name: "half written, nothing in the environment",
      options: { secretAccessKey: "secret" },
      env: {},
      expected: ["credential-missing access_key"],
    },
    {
      name: "with a line break, a control character, a letter outside ASCII: all reported",
      options: { accessKeyId: "id\n", secretAccessKey: "se\u0000cret", sessionToken: "tökén" },
      env: {},
      expected: [
        "credential-malformed access_key",
        "credential-malformed secret_key",
        "credential-malformed session_token",
      ],
    },
    {
      name: "missing and malformed are reported together",
      options: { secretAccessKey: " secret" },
      env: {},
      expected: ["credential-missing access_key", "credential-malformed secret_key"],
    },
  ])("$name", ({ options, env, expected }) => {
    expect(valuesOf(resolveCredentials(options, env))).toEqual(expected);
  });

  it("hide their secrets from JSON, console and spreading", () => {
    const resolved = resolveCredentials({}, ENV);
    const shown =
      everythingShownOf(resolved) + everythingShownOf({ ...(resolved.ok && resolved.credentials) });
    expect(shown).toContain("env-id");
    expect(shown).not.toMatch(/env-secret|env-token/);
  });

  it("are not quoted by issues", () => {
    const resolved = resolveCredentials({ secretAccessKey: "open sesame", accessKeyId: "" }, {});
    expect(resolved.ok).toBe(false);
    expect(everythingShownOf(resolved)).not.toContain("sesame");
  });
});
