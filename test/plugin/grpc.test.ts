import { connect } from "node:http2";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Health, HealthCheckResponse_ServingStatus } from "../../lib/plugin/gen/health_pb.ts";
import { GRPCBroker, GRPCStdio } from "../../lib/plugin/gen/plugin_pb.ts";
import { Provider } from "../../lib/plugin/gen/tfplugin6_pb.ts";
import { type Plugin, startPlugin } from "./support/plugin-process.ts";

let plugin: Plugin;
beforeAll(async () => {
  plugin = await startPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

describe("services", () => {
  it("is healthy", async () => {
    const health = createClient(Health, plugin.transport);
    expect((await health.check({ service: "plugin" })).status).toBe(
      HealthCheckResponse_ServingStatus.SERVING,
    );
    expect(await failure(health.check({ service: "other" }))).toEqual([
      Code.NotFound,
      'unknown service "other"',
    ]);
  });

  it("answers UNIMPLEMENTED to methods that it does not have", async () => {
    const { stopProvider } = Provider.method;
    const callFunction = { ...stopProvider, name: "CallFunction" };
    const call = plugin.transport.unary(callFunction, undefined, undefined, undefined, {});
    expect(await failure(call)).toEqual([Code.Unimplemented, expect.any(String)]);
  });

  it.each([
    ["stdio", (signal: AbortSignal) => createClient(GRPCStdio, plugin.transport).streamStdio({}, { signal })],
    [
      "broker",
      (signal: AbortSignal) => createClient(GRPCBroker, plugin.transport).startStream(pending(), { signal }),
    ],
  ])("keeps the %s stream open and silent until the client leaves", async (_name, open) => {
    const leave = new AbortController();
    let ended = false;
    const next = open(leave.signal)
      [Symbol.asyncIterator]()
      .next()
      .finally(() => {
        ended = true;
      });
    // Other calls on the same connection make full rounds in the meantime.
    for (let round = 0; round < 3; round += 1) await plugin.provider.getMetadata({});
    expect(ended).toBe(false);
    leave.abort();
    expect(await failure(next)).toEqual([Code.Canceled, expect.any(String)]);
  });

  it("survives a client that hangs up in the middle of a call", async () => {
    const session = connect("https://localhost", { createConnection: () => plugin.dial() });
    const call = session.request({ ":method": "POST", ":path": "/tfplugin6.Provider/GetMetadata" });
    call.on("error", () => {});
    call.write(Buffer.from([0, 0]));
    await new Promise((resolve) => session.once("remoteSettings", resolve));
    session.destroy();
    expect((await plugin.provider.getMetadata({})).dataSources).toHaveLength(1);
  });

  it("answers a message of many megabytes", async () => {
    const msgpack = Buffer.alloc(16 * 1024 * 1024);
    const { diagnostics } = await plugin.provider.validateProviderConfig({ config: { msgpack } });
    expect(diagnostics).toHaveLength(1);
  });
});

async function failure(call: Promise<unknown>): Promise<[Code, string]> {
  const error = ConnectError.from(
    await call.then(
      () => new Error("it succeeded"),
      (reason: unknown) => reason,
    ),
  );
  return [error.code, error.rawMessage];
}

async function* pending(): AsyncGenerator<never> {
  await new Promise(() => {});
}
