// The cases of test/bce/signer were computed by a script in Python: signer and verifier, which share no code, meet there.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { canonicalRequest, canonicalText } from "../../lib/emulator/signature/canonical.ts";
import { verifySignature } from "../../lib/emulator/signature/verify.ts";
import type { WireRequest } from "../../lib/emulator/wire/request.ts";
import { encode } from "./support/signer.ts";

interface Case {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timestamp: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
}

const folder = join(import.meta.dirname, "../bce/signer/cases");
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const textOf = (name: string, file: string) =>
  readFileSync(join(folder, name, file), "utf8").replace(/\n$/, "");

/** As HTTP carries it: headers in lower case, trimmed, without those that are empty. */
function received(name: string): { readonly described: Case; readonly request: WireRequest } {
  const described = JSON.parse(textOf(name, "request.json")) as Case;
  const headers = Object.entries({ ...described.headers, authorization: textOf(name, "authorization.txt") })
    .map(([header, value]) => [header.toLowerCase(), value.trim()] as const)
    .filter(([, value]) => value !== "");
  const query = described.query.map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&");
  const { method, path } = described;
  return {
    described,
    request: { method, target: `${encode(path, "/")}?${query}`, headers: Object.fromEntries(headers) },
  };
}

it("finds the cases", () => {
  expect(names).toContain("published-upload-part");
});

it.each(names)("%s: the canonical request is the expected one", (name) => {
  const canonical = canonicalRequest(received(name).request, []);
  expect(canonical && canonicalText(canonical)).toBe(textOf(name, "canonical-request.txt"));
});

it.each(names)("%s: the signature is accepted", (name) => {
  const { described, request } = received(name);
  const sessionToken = request.headers["x-bce-security-token"];
  const credentials = { ...described, ...(sessionToken !== undefined && { sessionToken }) };
  expect(verifySignature(request, credentials, Date.parse(described.timestamp))).toBeUndefined();
});
