import { lstat, opendir, rmdir, unlink } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SOCKET, socketFolderPrefix } from "./listen.ts";

/** A folder for temporary files may hold anything: no start reads more of it than this. */
const MOST_ENTRIES = 5_000;
const MOST_FOLDERS = 50;
/** No provider runs for so long: a process that has its id by then is another one. */
const LONGEST_LIFE_MS = 24 * 3_600_000;
/** Longer than it takes from making the folder to listening in it. */
const LONGEST_START_MS = 60_000;

/**
 * Removes the sockets, with their folders, of providers of this name that were killed: no process can tidy up after a
 * SIGKILL. Whatever is not surely such a folder stays, and nothing that goes wrong here is worth a word.
 *
 * @param directory as for `listenOnSocket`
 */
export async function clearLeftovers(directory: string | null, name: string): Promise<void> {
  const parent = directory ?? tmpdir();
  try {
    for (const { folder, pid } of await foldersOf(parent, name)) {
      if (await isLeftOver(folder, pid)) await removeFolder(folder);
    }
  } catch {
    // The folder is gone, or may not be read.
  }
}

/** Ours are told by their name; other plugins call theirs `plugin-…`. */
async function foldersOf(parent: string, name: string) {
  const prefix = socketFolderPrefix(name);
  const found: { readonly folder: string; readonly pid: number }[] = [];
  let entries = 0;
  for await (const entry of await opendir(parent, { bufferSize: 256 })) {
    entries += 1;
    if (entries > MOST_ENTRIES || found.length === MOST_FOLDERS) break;
    if (!entry.name.startsWith(prefix)) continue;
    const [, pid] = /^(\d{1,10})-\w{6}$/.exec(entry.name.slice(prefix.length)) ?? [];
    if (pid !== undefined) found.push({ folder: join(parent, entry.name), pid: Number(pid) });
  }
  return found;
}

async function isLeftOver(folder: string, pid: number): Promise<boolean> {
  try {
    const stats = await lstat(folder);
    const isOurs = stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o777) === 0o700;
    if (!isOurs) return false;
    const ageMs = Date.now() - stats.mtimeMs;
    if (isAlive(pid) && ageMs < LONGEST_LIFE_MS) return false;
    // The process may be in a container that shares the folder and has ids of its own: the socket knows better.
    const answer = await knockAt(join(folder, SOCKET));
    return answer === "ECONNREFUSED" || (answer === "ENOENT" && ageMs > LONGEST_START_MS);
  } catch {
    return false;
  }
}

/** A process that may not be signalled (EPERM) is one of somebody else, and so none of ours. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The code of what stands in the way of a connection; undefined where somebody listens. */
function knockAt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

/** Nothing but the socket: what else somebody may have put there keeps the folder. */
async function removeFolder(folder: string): Promise<void> {
  try {
    await unlink(join(folder, SOCKET)).catch(() => {});
    await rmdir(folder);
  } catch {
    // Another provider was faster.
  }
}

/** What of an HTTP/2 server it takes to count its connections. */
export interface Connections {
  on(
    event: "session",
    listener: (session: { once(event: "close", listener: () => void): unknown }) => void,
  ): unknown;
}

/** Longer than Terraform takes between its handshake and its first call, on a machine that is busy. */
const FIRST_CONNECTION_MS = 60_000;
/** Longer than a client takes to connect again. */
const NEXT_CONNECTION_MS = 10_000;

/**
 * Calls back when nobody is connected any more, or has never connected. A Terraform that is killed cannot say
 * Shutdown, and its provider would stay, with the user's credentials in memory. One that waits keeps its connection:
 * go-plugin holds streams open on it.
 */
export function onceAbandoned(server: Connections, callback: () => void): void {
  let connections = 0;
  let timer = setTimeout(callback, FIRST_CONNECTION_MS);
  server.on("session", (session) => {
    connections++;
    clearTimeout(timer);
    session.once("close", () => {
      connections--;
      if (connections === 0) timer = setTimeout(callback, NEXT_CONNECTION_MS);
    });
  });
}
