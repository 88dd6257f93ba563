import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { listenOnPort, listenOnSocket } from "../../lib/plugin/handshake/listen.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

function server(): Server {
  const made = createServer();
  servers.push(made);
  return made;
}

/** A port that was free a moment ago. */
async function takenPort(): Promise<number> {
  const made = server();
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

it("makes a folder of its own for the socket, and removes it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "plugin-listen-"));
  try {
    const { address, remove } = await listenOnSocket(server(), directory, "note");
    const [folder = ""] = readdirSync(directory);
    expect(folder).toMatch(new RegExp(`^note-plugin-${process.pid}-\\w{6}$`));
    expect(address).toEqual({ network: "unix", address: join(directory, folder, "s") });
    remove();
    expect(readdirSync(directory)).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it("leaves no folder behind when the socket's path is too long", async () => {
  const directory = mkdtempSync(join(tmpdir(), `plugin-${"x".repeat(100)}-`));
  try {
    await expect(listenOnSocket(server(), directory, "note")).rejects.toThrow();
    expect(readdirSync(directory)).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it("takes the next port when one is taken", async () => {
  const taken = await takenPort();
  const { address } = await listenOnPort(server(), { min: taken, max: Math.min(taken + 50, 65_535) });
  expect(address.network).toBe("tcp");
  expect(Number(address.address.replace("127.0.0.1:", ""))).toBeGreaterThan(taken);
});

it("says so when no port of the range is free", async () => {
  const taken = await takenPort();
  await expect(listenOnPort(server(), { min: taken, max: taken })).rejects.toThrow(
    `no free port on 127.0.0.1 from ${taken} to ${taken}`,
  );
});
