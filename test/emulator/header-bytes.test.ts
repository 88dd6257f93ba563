import { expect, it } from "vitest";
import { send, timestampOf } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";
import { authorizationFor } from "./support/signer.ts";

it("takes no byte of a header's text for the space around it: à is 0xC3 0xA0, and 0xA0 alone a space of Latin-1", async () => {
  const emulator = await freshEmulator();
  const call = { method: "PUT", path: "/acme-logs/key", query: {} };
  const headers = { host: new URL(emulator.url).host, "content-length": "1", "x-bce-meta-a": "voilà" };
  const authorization = authorizationFor(
    { ...call, headers },
    { ...emulator.credentials, timestamp: timestampOf(Date.now()) },
  );
  const asBytes = { ...headers, "x-bce-meta-a": Buffer.from("voilà").toString("latin1") };
  // A body of bytes: before one of text, Node writes the headers as UTF-8.
  const body = Buffer.from("x");
  expect(await send(emulator, { ...call, headers: asBytes, body, authorization })).toMatchObject({
    status: 200,
  });
});
