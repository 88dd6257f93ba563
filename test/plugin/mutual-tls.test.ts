import { once } from "node:events";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createIdentity, type Identity } from "./support/certificate.ts";
import { type Plugin, startPlugin } from "./support/plugin-process.ts";

let plugin: Plugin;
beforeAll(async () => {
  plugin = await startPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

it("lets in the one certificate that Terraform announced", async () => {
  expect(await reception(plugin.dial())).toBe("let in");
});

it.each([
  ["none", () => null],
  ["another with the same subject", createIdentity],
])("refuses a client whose certificate is %s", async (_name, identity: () => Identity | null) => {
  expect(await reception(plugin.dial(identity()))).toBe("refused");
});

it("lets no other user near the socket", () => {
  expect(statSync(dirname(plugin.socket)).mode & 0o777).toBe(0o700);
});

/**
 * In TLS 1.3 a client believes that it is connected before the server has looked at its certificate, so only what the server then
 * sends tells: its HTTP/2 settings, or an end.
 */
async function reception(socket: TLSSocket): Promise<string> {
  const refused = new Promise<string>((resolve) => {
    socket.once("error", () => resolve("refused"));
    socket.once("close", () => resolve("refused"));
  });
  return Promise.race([
    once(socket, "data").then(
      () => "let in",
      () => "refused",
    ),
    refused,
  ]);
}
