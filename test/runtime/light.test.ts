// What keeps the runtime's start short, without a clock: what is in the file, and what a run loads (docs/performance.md).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../lib/emulator/index.ts";
import { bundle, PROGRAMS } from "../../scripts/build/bundle.ts";
import { refusedOrigin, serveProxy } from "../bce/support/servers.ts";
import { placeRuntime, runtime } from "./support/built.ts";
import { request } from "./support/world.ts";

const NOTE = `
const { writeFileSync } = require("node:fs");
const { Module } = WebAssembly;
let compiled = false;
WebAssembly.Module = function () { compiled = true; return Reflect.construct(Module, arguments); };
process.on("exit", () => {
  const loaded = process.moduleLoadList.flatMap((name) => /^NativeModule (.*)/.exec(name)?.slice(1) ?? []);
  writeFileSync(__dirname + "/loaded.json", JSON.stringify([...loaded, ...(compiled ? ["WebAssembly"] : [])]));
});
`;

/** Which of these a run has loaded; `WebAssembly` stands for undici, which parses HTTP with it. */
async function loadedBy(env: Readonly<Record<string, string>>, names: readonly string[]): Promise<string[]> {
  const file = placeRuntime({ "note.cjs": NOTE });
  const folder = dirname(file);
  await runtime(
    ["apply", request({ max_retries: 0 })],
    { ...env, NODE_OPTIONS: `--require=${folder}/note.cjs` },
    { file },
  );
  const loaded: string[] = JSON.parse(readFileSync(join(folder, "loaded.json"), "utf8"));
  return names.filter((name) => loaded.includes(name));
}

const SLOW = ["tls", "http2", "assert", "internal/deps/undici/undici", "WebAssembly"];

describe("a run", () => {
  it("over plain HTTP loads Node's HTTP client and nothing slow", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    expect(await loadedBy(cloud.environment, ["http", ...SLOW])).toEqual(["http"]);
  });

  it("over HTTPS loads TLS as well", async () => {
    await using cloud = await startEmulator();
    const BOS_ENDPOINT = (await refusedOrigin()).replace("http:", "https:");
    expect(await loadedBy({ ...cloud.environment, BOS_ENDPOINT }, SLOW)).toEqual(["tls"]);
  });

  it("through a proxy loads undici", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using proxy = await serveProxy();
    expect(await loadedBy({ ...cloud.environment, HTTP_PROXY: proxy.origin }, SLOW)).toContain("WebAssembly");
    expect(proxy.asked).toHaveLength(1);
  });

  it("past the proxy loads nothing slow", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const env = { ...cloud.environment, HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.0/8" };
    expect(await loadedBy(env, SLOW)).toEqual([]);
  });
});

it.each(PROGRAMS)(
  "$file holds nothing of undici but a client and its way through a proxy",
  async (program) => {
    const { modules } = await bundle(join(import.meta.dirname, "../.."), program, "1.2.3");
    const unwanted =
      /undici\/(index\.js|lib\/(mock|cache|interceptor|milo|web\/(websocket|eventsource|cookies|cache))\/)/;
    expect(modules.filter((module) => unwanted.test(module))).toEqual([]);
  },
);
