// On the way back: what an answer echoes of our secrets is blotted out before anybody can quote it.
import { describe, expect, it } from "vitest";
import { percentEncode, withSignature } from "../../lib/bce/signer.ts";
import type { Credentials } from "../../lib/settings/index.ts";

import { request, response, SECRETS, scripted } from "./support/requests.ts";

const ACCESS_KEY = "AKIDEXAMPLE";

/** What is left of an answer's header and body that say `text`. */
async function leftOf(text: string, secrets: Omit<Credentials, "accessKeyId"> = SECRETS) {
  const { send } = scripted(response({ headers: { via: text }, body: text }));
  const credentials = { accessKeyId: ACCESS_KEY, ...secrets };
  const signed = withSignature(send, { credentials, now: () => 0 });
  const { headers, body } = await signed(request(), {});
  expect(headers["via"]).toBe(body);
  return body;
}

describe("an answer that echoes secrets", () => {
  it.each([
    ["the secret key", `a ${SECRETS.secretAccessKey} b`, "a *** b"],
    ["the secret key, encoded", `a ${percentEncode(SECRETS.secretAccessKey)} b`, "a *** b"],
    ["the session token, twice", `${SECRETS.sessionToken},${SECRETS.sessionToken}`, "***,***"],
    ["the session token, encoded", percentEncode(SECRETS.sessionToken), "***"],
    [
      "the whole header",
      `"bce-auth-v1/${ACCESS_KEY}/2026-11-23T11:00:00Z/1800/host/00ff" is wrong`,
      '"bce-auth-v1/***" is wrong',
    ],
    ["two headers", "bce-auth-v1/a/b bce-auth-v1/c<br>", "bce-auth-v1/*** bce-auth-v1/***<br>"],
    ["none of them", `the key ${ACCESS_KEY} is fine`, `the key ${ACCESS_KEY} is fine`],
  ])("%s", async (_name, echoed, left) => {
    expect(await leftOf(echoed)).toBe(left);
  });

  it("blots out what is long enough to be a secret, and tears no holes into words for less", async () => {
    expect(await leftOf("12345678", { secretAccessKey: "12345678" })).toBe("***");
    expect(await leftOf("the word is secret", { secretAccessKey: "secret" })).toBe("the word is secret");
  });

  it("does not look for a token that there is none of", async () => {
    const text = "undefined Stryker was here!";
    expect(await leftOf(text, { secretAccessKey: "12345678" })).toBe(text);
  });
});
