import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clearLeftovers } from "../../lib/plugin/handshake/leftovers.ts";

let directory: string;
const servers: Server[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "leftovers-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

/** A process that was, and is no more. */
const dead = spawnSync(process.execPath, ["-e", ""]).pid;
const HOUR_MS = 3_600_000;

interface Left {
  readonly name?: string;
  readonly pid?: number;
  readonly mode?: number;
  readonly ageMs?: number;
  /** What lies at the socket's place. */
  readonly socket?: "abandoned" | "listening" | "none" | "a file beside it";
}

async function leave({ name = "note", pid = dead, mode = 0o700, ageMs = 0, socket = "abandoned" }: Left) {
  const folder = join(directory, `${name}-plugin-${pid}-AbC123`);
  mkdirSync(folder);
  if (socket === "abandoned" || socket === "a file beside it") abandonSocket(join(folder, "s"));
  if (socket === "a file beside it") writeFileSync(join(folder, "notes"), "");
  if (socket === "listening") {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(join(folder, "s"), resolve));
  }
  chmodSync(folder, mode);
  const time = new Date(Date.now() - ageMs);
  utimesSync(folder, time, time);
  return folder;
}

/** A socket of a process that was killed. */
function abandonSocket(path: string): void {
  const script = `require("net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  spawnSync(process.execPath, ["-e", script]);
}

const rows: Record<string, { left: Left; stays: boolean }> = {
  "of a process that was killed": { left: {}, stays: false },
  "of a process that was killed long ago": { left: { ageMs: 1_000 * HOUR_MS }, stays: false },
  "of a process that lives": { left: { pid: process.pid, ageMs: HOUR_MS }, stays: true },
  "whose process id another process has by now": {
    left: { pid: process.pid, ageMs: 25 * HOUR_MS },
    stays: false,
  },
  "where somebody listens, in a container perhaps": {
    left: { socket: "listening", ageMs: 25 * HOUR_MS },
    stays: true,
  },
  "without a socket": { left: { socket: "none", ageMs: HOUR_MS }, stays: false },
  "that was made a moment ago and has no socket yet": { left: { socket: "none" }, stays: true },
  "with something else in it": { left: { socket: "a file beside it" }, stays: true },
  "that others may enter": { left: { mode: 0o755 }, stays: true },
  "of another provider": { left: { name: "other" }, stays: true },
};

test.each(Object.entries(rows))("a folder %s", async (_name, { left, stays }) => {
  const folder = await leave(left);
  await clearLeftovers(directory, "note");
  expect(existsSync(folder)).toBe(stays);
});

test("a link in the place of a folder is not followed", async () => {
  const elsewhere = mkdtempSync(join(directory, "elsewhere-"));
  abandonSocket(join(elsewhere, "s"));
  symlinkSync(elsewhere, join(directory, `note-plugin-${dead}-AbC123`));
  await clearLeftovers(directory, "note");
  expect(existsSync(join(elsewhere, "s"))).toBe(true);
});

test("a directory that is not there is no matter", async () => {
  await expect(clearLeftovers(join(directory, "gone"), "note")).resolves.toBeUndefined();
});
