// The folder in which the processes of one Terraform run leave notes for each other.
import {
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { basename, join } from "node:path";

/** What of this process and its machine the notes depend on. */
export interface Host {
  readonly pid: number;
  /** Terraform: every provider process of a run is its child. */
  readonly ppid: number;
  /** When this process was started, by {@link nowMs}. */
  readonly bornMs: number;
  /** Undefined on Windows, whose folder for temporary files is the user's own. */
  readonly uid: number | undefined;
  readonly temporaryFolder: string;
  /** File name of the running program, by which its other processes are known. Terraform starts it by a relative path. */
  readonly program: string | undefined;
  /** One clock for all processes of the machine: a process that was started after another one had ended is not older. */
  nowMs(): number;
  isRunning(pid: number): boolean;
  /** Whether the Terraform that has started this process applies, after a plan of its own perhaps. */
  appliesWhatItPlans(): boolean;
}

/** A file of notes: one process of the run. */
export interface Member {
  readonly file: string;
  readonly pid: number;
  readonly bornMs: number;
}

export interface Folder {
  /** The run's tag cannot be that of an earlier Terraform with the same process id. */
  readonly isIdentified: boolean;
  readonly own: Member;
  /** Of the own file, to append to. */
  readonly fd: number;
  /** The names of all files: those of the run, this process's own included, and of other runs. */
  files(): readonly string[];
  /** Undefined for a file of another run, or none of ours. */
  memberOf(file: string): Member | undefined;
  pathOf(member: Member): string;
  /**
   * Whether a process of this program, started by the same Terraform, may be running that is none of these. True where the
   * system cannot say.
   */
  hasOthersThan(members: readonly Member[]): boolean;
  /** Removes these files, and the folder when it is empty then. */
  remove(members: readonly Member[]): void;
}

const PROC = "/proc";
/** Among the fields of {@link statOf}. */
const STARTED = 19;
const SWEPT_AT_ONCE = 100;
/** Whether a Terraform of another container runs is not to be seen from here: its files are left for this long. */
const FOREIGN_MS = 24 * 3600 * 1000;

/**
 * Opens the folder, makes the file of this process in it, and removes what dead Terraforms have left.
 *
 * @throws Error with the reason why the folder is not to be trusted, or cannot be used
 */
export function openFolder(host: Host): Folder {
  const path = join(host.temporaryFolder, `bos-encryption${host.uid === undefined ? "" : `-${host.uid}`}`);
  const identity = identityOf(host.ppid);
  const tag = identity === undefined ? `${host.ppid}` : `${host.ppid}-${identity}`;
  const own: Member = {
    file: `${tag}.${host.pid}.${Math.floor(host.bornMs)}`,
    pid: host.pid,
    bornMs: Math.floor(host.bornMs),
  };
  const fd = createIn(path, own.file, host.uid);
  sweep(path, tag, identity, host);
  const pathOf = ({ file }: Member): string => join(path, file);
  return {
    isIdentified: identity !== undefined,
    own,
    fd,
    files: () => readdirSync(path),
    memberOf: (file) => memberOf(file, tag),
    pathOf,
    hasOthersThan: (members) =>
      identity === undefined || hasSiblings(host, new Set(members.map(({ pid }) => pid))),
    remove(members) {
      for (const member of members) unlessGone(() => unlinkSync(pathOf(member)));
      // Not empty: another run is under way.
      quietly(() => rmdirSync(path));
    },
  };
}

/** The folder may go away at any moment, with the last process of another run. */
function createIn(path: string, file: string, uid: number | undefined): number {
  for (let attempt = 1; ; attempt++) {
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      const problem = problemOf(path, uid);
      if (problem !== undefined) throw new Error(`${path} ${problem}`);
    }
    try {
      return openSync(join(path, file), "wx", 0o600);
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || attempt === 5) throw error;
    }
  }
}

/** Everybody may write into the folder for temporary files: what stands there under our name may be a trap. */
function problemOf(path: string, uid: number | undefined): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return "is a symbolic link";
  if (!found.isDirectory()) return "is not a folder";
  if (uid === undefined) return undefined;
  if (found.uid !== uid) return "belongs to another user";
  if ((found.mode & 0o077) !== 0) return "is open to other users";
  return undefined;
}

function memberOf(file: string, tag: string): Member | undefined {
  const [of, pid, born, ...rest] = file.split(".");
  if (of !== tag || rest.length > 0 || !/^\d+$/.test(pid ?? "") || !/^\d+$/.test(born ?? ""))
    return undefined;
  return { file, pid: Number(pid), bornMs: Number(born) };
}

/**
 * What tells a process from every earlier one with its id, and from one of another container: when it started, in
 * ticks since the machine did, and its process namespace. Only Linux says so without starting a program.
 */
function identityOf(pid: number): string | undefined {
  try {
    const boot = readFileSync(`${PROC}/sys/kernel/random/boot_id`, "utf8").slice(0, 8);
    const namespace = /\d+/.exec(readlinkSync(`${PROC}/self/ns/pid`))?.[0];
    const started = statOf(pid)?.[STARTED];
    return namespace === undefined || started === undefined ? undefined : `${started}-${namespace}-${boot}`;
  } catch {
    return undefined;
  }
}

/** The fields of `/proc/<pid>/stat` from the third on: before them stands the program's name, which may hold anything. */
function statOf(pid: number | string): readonly string[] | undefined {
  try {
    const text = readFileSync(`${PROC}/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function hasSiblings({ pid: own, ppid, program }: Host, known: ReadonlySet<number>): boolean {
  const parent = `${ppid}`;
  // Between fork and exec a child still has its parent's command line.
  const commands = [program, commandOf(parent)].filter((command) => command !== undefined && command !== "");
  // A child has a greater id than its parent, until the ids begin anew.
  const least = own > ppid ? ppid : 0;
  return readdirSync(PROC).some((pid) => {
    const id = Number(pid);
    if (!(id > least) || id === own || known.has(id)) return false;
    const [state, itsParent] = statOf(pid) ?? [];
    if (itsParent !== parent || state === "Z") return false;
    const command = commandOf(pid);
    return commands.some((one) => command.includes(one as string));
  });
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`${PROC}/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** Removes the files of Terraforms that run no more; never those of this one. What cannot be removed does no harm. */
function sweep(path: string, ownTag: string, ownIdentity: string | undefined, host: Host): void {
  const place = (identity: string | undefined) => identity?.split("-").slice(1).join("-");
  const dead = new Map<string, boolean>();
  const isDead = (tag: string, file: string): boolean => {
    const [pid = "", ...rest] = tag.split("-");
    const identity = rest.length === 0 ? undefined : rest.join("-");
    if (place(identity) !== place(ownIdentity)) {
      const modifiedMs = statSync(join(path, file), { throwIfNoEntry: false })?.mtimeMs;
      return modifiedMs !== undefined && Date.now() - modifiedMs > FOREIGN_MS;
    }
    return !host.isRunning(Number(pid)) || identityOf(Number(pid)) !== identity;
  };
  quietly(() => {
    for (const file of readdirSync(path).slice(0, SWEPT_AT_ONCE)) {
      const tag = file.split(".")[0] ?? "";
      if (tag === ownTag || memberOf(file, tag) === undefined) continue;
      if (!dead.has(tag)) dead.set(tag, isDead(tag, file));
      if (dead.get(tag) === true) quietly(() => unlinkSync(join(path, file)));
    }
  });
}

/**
 * A process and its machine.
 *
 * @param self as the notes know it. Default: this process
 */
export function thisHost(temporaryFolder: string, { pid, ppid }: Pick<Host, "pid" | "ppid"> = process): Host {
  return {
    pid,
    ppid,
    ...clock(pid),
    uid: process.getuid?.(),
    temporaryFolder,
    program: process.argv[1] && basename(process.argv[1]),
    isRunning,
    appliesWhatItPlans: () => commandOf(`${ppid}`).split("\0").slice(1).includes("apply"),
  };
}

/** Linux gives both in hundredths of a second since it was started, rounded down. */
const TICK_MS = 10;

/**
 * Where the system says when a process was started, by its own clock: under load Node.js needs a while until it can look
 * at one.
 */
function clock(pid: number): Pick<Host, "bornMs" | "nowMs"> {
  const ticks = Number(statOf(pid)?.[STARTED]);
  const nowMs = () =>
    Math.round(Number(readFileSync(`${PROC}/uptime`, "utf8").split(" ")[0]) * 100) * TICK_MS;
  try {
    if (ticks >= 0 && nowMs() >= ticks * TICK_MS) return { bornMs: ticks * TICK_MS, nowMs };
  } catch {
    // Not Linux.
  }
  return { bornMs: performance.timeOrigin, nowMs: Date.now };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it runs.
    return codeOf(error) === "EPERM";
  }
}

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Cleaning up is for the next one then.
  }
}

function unlessGone(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
