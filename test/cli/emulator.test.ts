import { describe, expect, it, onTestFinished } from "vitest";
import { main } from "../../lib/cli/main.ts";
import { startEmulator } from "../../lib/emulator/index.ts";
import { outcome } from "../emulator/support/client.ts";
import { fakeIo } from "./support/fake-io.ts";

const lastLine = "nothing is kept";

describe("bos-encryption emulator", () => {
  it("prints its URL alone, then the environment to copy, and serves until it is stopped", async () => {
    const { io, written, said, stop } = fakeIo();
    const started = said(lastLine);
    const options = [
      "--bucket",
      "acme-logs",
      "--bucket",
      "acme-data",
      "--region",
      "gz",
      "--off-answer",
      "none",
    ];
    const ended = main(["emulator", ...options, "--access-key", "ak", "--secret-key", "it's"], io);
    await started;

    const [url = "", ...lines] = written.stdout.split("\n");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(lines).toEqual([
      "",
      "unset BAIDUCLOUD_SESSION_TOKEN",
      `export BOS_ENDPOINT='${url}'`,
      `export BOS_KMS_ENDPOINT='${url}'`,
      "export BAIDUCLOUD_ACCESS_KEY='ak'",
      "export BAIDUCLOUD_SECRET_KEY='it'\\''s'",
      "export BAIDUCLOUD_REGION='gz'",
      "",
      "# Copy the lines above into the shell of the client. Ctrl-C stops the emulator; nothing is kept.",
      "",
    ]);

    const client = { url, credentials: { accessKeyId: "ak", secretAccessKey: "it's" } };
    const get = { method: "GET", path: "/acme-data", query: { encryption: "" } };
    expect(await outcome(client, get)).toEqual([200, { encryptionAlgorithm: "none" }]);

    stop();
    expect([await ended, written.stderr]).toEqual([0, ""]);
    await expect(outcome(client, get)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("stops at once when it was asked to before it had started", async () => {
    const { io, stop } = fakeIo();
    stop();
    expect(await main(["emulator"], io)).toBe(0);
  });

  it("says so when the port is in use", async () => {
    const other = await startEmulator();
    onTestFinished(() => other.close());
    const { port } = new URL(other.url);
    const { io, written } = fakeIo();
    expect(await main(["emulator", "--port", port], io)).toBe(1);
    expect(written).toEqual({
      stdout: "",
      stderr: `bos-encryption emulator: port ${port} on 127.0.0.1 is in use. Stop what uses it, or leave out --port to get one that is free.\n`,
    });
  });
});
