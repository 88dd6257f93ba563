import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCertificate, integer, oid, sequence, time } from "../../lib/plugin/handshake/certificate.ts";

import { handshakeLine, readTerms, refusalLine } from "../../lib/plugin/handshake/terms.ts";

import { createIdentity } from "./support/certificate.ts";
import { COOKIE, runToEnd } from "./support/plugin-process.ts";

describe("terms", () => {
  const good = { ...COOKIE, PLUGIN_PROTOCOL_VERSIONS: "5,6", PLUGIN_CLIENT_CERT: "PEM" };
  const accepted = {
    kind: "accepted",
    clientCertificate: "PEM",
    socketDirectory: null,
    ports: { min: 10_000, max: 25_000 },
  };
  it.each([
    ["no cookie is a person", {}, { kind: "person" }],
    ["another cookie is a person", { ...good, TF_PLUGIN_MAGIC_COOKIE: "x" }, { kind: "person" }],
    ["what Terraform sets is accepted", good, accepted],
    ["no versions mean any", { ...good, PLUGIN_PROTOCOL_VERSIONS: "" }, accepted],
    [
      "a folder and ports are taken over",
      { ...good, PLUGIN_UNIX_SOCKET_DIR: "/run/x", PLUGIN_MIN_PORT: "7", PLUGIN_MAX_PORT: "8" },
      { ...accepted, socketDirectory: "/run/x", ports: { min: 7, max: 8 } },
    ],
    [
      "only older protocols",
      { ...good, PLUGIN_PROTOCOL_VERSIONS: "4, 5" },
      {
        kind: "refused",
        reason:
          "this provider speaks plugin protocol 6, and this Terraform only 4, 5: use Terraform 1.0 or newer",
      },
    ],
    [
      "no client certificate",
      { ...good, PLUGIN_CLIENT_CERT: "" },
      { kind: "refused", reason: "PLUGIN_CLIENT_CERT is not set: this provider talks mutual TLS only" },
    ],
    [
      "ports the wrong way round",
      { ...good, PLUGIN_MIN_PORT: "8", PLUGIN_MAX_PORT: "7" },
      { kind: "refused", reason: "PLUGIN_MIN_PORT and PLUGIN_MAX_PORT do not make a range of ports" },
    ],
  ])("%s", (_name, env, terms) => {
    expect(readTerms(env)).toEqual(terms);
  });
});

describe("lines", () => {
  it("says where and with which certificate, without padding", () => {
    const line = handshakeLine({ network: "unix", address: "/tmp/s" }, Buffer.from("a"));
    expect(line).toBe("1|6|unix|/tmp/s|grpc|YQ\n");
  });

  it("tells a failure in one line", () => {
    expect(refusalLine(" first\r\n  second\n")).toBe("first second\n");
  });
});

describe("certificate", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const { certificate, privateKey } = createCertificate(now, (size) => Buffer.alloc(size, 0xff));
  const x509 = new X509Certificate(certificate);

  it("is its own root, for localhost, for both ends", () => {
    expect({
      subject: x509.subject,
      issuer: x509.issuer,
      ca: x509.ca,
      names: x509.subjectAltName,
      usage: x509.keyUsage,
      from: x509.validFromDate.toISOString(),
      to: x509.validToDate.toISOString(),
      serial: x509.serialNumber,
      curve: x509.publicKey.asymmetricKeyDetails,
    }).toEqual({
      subject: "CN=localhost",
      issuer: "CN=localhost",
      ca: true,
      names: "DNS:localhost",
      usage: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
      from: "2026-11-23T11:00:00.000Z",
      to: "2027-11-23T12:00:00.000Z",
      serial: "FF".repeat(16),
      curve: { namedCurve: "prime256v1" },
    });
  });

  it("is signed by its own key", () => {
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(x509.checkPrivateKey(privateKey)).toBe(true);
  });
});

describe("DER", () => {
  it.each([
    ["a small integer", integer(Buffer.from([0, 0, 5])), "020105"],
    ["an integer whose first bit is one", integer(Buffer.from([0x80])), "02020080"],
    ["zero", integer(Buffer.from([0])), "020100"],
    ["a long object identifier", oid("1.2.840.10045"), "06052a8648ce3d"],
    ["a time before 2050", time(new Date("2049-12-31T23:59:59Z")), `170d${hex("491231235959Z")}`],
    ["a time from 2050", time(new Date("2050-01-01T00:00:00Z")), `180f${hex("20500101000000Z")}`],
    ["a length of 200", sequence(Buffer.alloc(200)).subarray(0, 3), "3081c8"],
    ["a length of 300", sequence(Buffer.alloc(300)).subarray(0, 4), "3082012c"],
  ])("%s", (_name, encoded, expected) => {
    expect(encoded.toString("hex")).toBe(expected);
  });
});

describe("the process before the handshake", () => {
  it("tells a person on stderr what it is", async () => {
    expect(await runToEnd({})).toEqual({
      stdout: "",
      stderr: "terraform-provider-note keeps notes. Terraform starts it; there is nothing to run by hand.\n",
      code: 1,
    });
  });

  it("tells Terraform in one line on stdout that the protocol is too old", async () => {
    const { stdout, code } = await runToEnd({ ...COOKIE, PLUGIN_PROTOCOL_VERSIONS: "5" });
    expect({ stdout, code }).toEqual({
      stdout:
        "this provider speaks plugin protocol 6, and this Terraform only 5: use Terraform 1.0 or newer\n",
      code: 1,
    });
  });

  it.each([
    ["a client certificate that is none", { PLUGIN_CLIENT_CERT: "not PEM" }],
    ["a folder that does not exist", { PLUGIN_UNIX_SOCKET_DIR: "/nowhere" }],
  ])("tells Terraform in one line on stdout about %s", async (_name, env) => {
    const { certificate } = createIdentity();
    const { stdout, code } = await runToEnd({ ...COOKIE, PLUGIN_CLIENT_CERT: certificate, ...env });
    expect(stdout).toMatch(/^terraform-provider-note cannot start: [^\n]+\n$/);
    expect(code).toBe(1);
  });
});

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}
