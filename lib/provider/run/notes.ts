// The files of notes: each process appends to its own, and reads those of the others as they grow.
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { codeOf, type Folder, type Host, type Member, quietly } from "./folder.ts";
import type { Turn } from "./turns.ts";
import { type Life, sameWalk } from "./walk.ts";

/** One line of a file. */
export type Line<Note> =
  | NoteLine<Note>
  /** Null: the turn is over. */
  | { readonly key: string; readonly turn: Turn | null }
  /** The process has settings that are not known before something else has been applied. */
  | { readonly late: true }
  /** No walk that comes after this one needs what it has noted. */
  | { readonly last: true }
  | { readonly endedMs: number };

export interface NoteLine<Note> {
  readonly key: string;
  readonly order: number;
  readonly note: Note;
  /** Also for the walk that comes next. */
  readonly lasting?: true;
}

/** A note, and where it stands among those of all processes. */
export interface Ordered<Note> {
  readonly note: Note;
  /** Greater than that of every note which its writer had seen: Lamport's clock. No wall clock orders them. */
  readonly order: number;
}

/** What another process of the run has written so far. */
export interface Other<Note> extends Life {
  readonly member: Member;
  readonly isLate: boolean;
  readonly isLast: boolean;
  readonly lasting: readonly NoteLine<Note>[];
  notesOn(key: string): readonly Ordered<Note>[];
  turnOf(key: string): Turn | undefined;
  isRunning(): boolean;
}

interface Reader<Note> extends Other<Note> {
  endedMs: number | undefined;
  read(): void;
  close(): void;
}

/** The other processes of a run. */
export interface Others<Note> {
  /**
   * Reads what is new.
   *
   * @throws Error when the own file is not where it was, or one of the others cannot be read
   */
  refresh(): void;
  all(): readonly Other<Note>[];
  /** Those of the walk that this process works in. */
  ofThisWalk(): ReadonlySet<Other<Note>>;
  /** The greatest order that was seen. */
  lastOrder(): number;
  close(): void;
}

const CHUNK_BYTES = 64 * 1024;
const NEW_LINE = 0x0a;
/** Between a file's time and the clock of the processes, both of them rounded. */
const CLOCKS_DIFFER_MS = 20;

/** Appends a line. All of it, or an error: half a line would hide what comes after it. */
export function append<Note>(fd: number, line: Line<Note>): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  if (writeSync(fd, bytes) !== bytes.length) throw new Error("the disk is full");
}

/** Writes these lines in the place of all that the file holds. */
export function rewrite<Note>(fd: number, lines: readonly Line<Note>[]): void {
  ftruncateSync(fd, 0);
  writeSync(fd, Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join("")), 0, null, 0);
}

export function openOthers<Note>(folder: Folder, host: Pick<Host, "isRunning" | "nowMs">): Others<Note> {
  const readers = new Map<string, Reader<Note>>();
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let lastOrder = 0;
  let walk: ReadonlySet<Other<Note>> = new Set();
  const seen = (order: number) => {
    lastOrder = Math.max(lastOrder, order);
  };

  return {
    refresh() {
      const files = folder.files();
      if (!files.includes(folder.own.file)) throw new Error("its notes were removed");
      // As almost always: nobody else is there.
      if (files.length === 1 && readers.size === 0) return;
      let changed = false;
      for (const [file, reader] of readers) {
        if (files.includes(file)) continue;
        reader.close();
        readers.delete(file);
        changed = true;
      }
      for (const file of files) {
        if (file === folder.own.file || readers.has(file)) continue;
        const member = folder.memberOf(file);
        const reader = member && openReader<Note>(folder.pathOf(member), member, chunk, host, seen);
        if (reader === undefined) continue;
        readers.set(file, reader);
        changed = true;
      }
      for (const reader of readers.values()) reader.read();
      if (changed) walk = sameWalk({ bornMs: folder.own.bornMs, endedMs: undefined }, [...readers.values()]);
    },
    all: () => [...readers.values()],
    ofThisWalk: () => walk,
    lastOrder: () => lastOrder,
    close() {
      for (const reader of readers.values()) reader.close();
      readers.clear();
    },
  };
}

/** Undefined when the file has just been removed. */
function openReader<Note>(
  path: string,
  member: Member,
  chunk: Buffer,
  host: Pick<Host, "isRunning" | "nowMs">,
  seen: (order: number) => void,
): Reader<Note> | undefined {
  let fd: number;
  try {
    // Not there on Windows.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const notes = new Map<string, Ordered<Note>[]>();
  const turns = new Map<string, Turn>();
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let isLate = false;
  let isLast = false;
  const lasting: NoteLine<Note>[] = [];

  function take(line: Line<Note>): void {
    if ("endedMs" in line) reader.endedMs = line.endedMs;
    else if ("late" in line) isLate = true;
    else if ("last" in line) isLast = true;
    else if ("turn" in line) {
      if (line.turn === null) turns.delete(line.key);
      else turns.set(line.key, line.turn);
    } else {
      const { key, order, note } = line;
      const before = notes.get(key);
      if (before === undefined) notes.set(key, [{ order, note }]);
      else before.push({ order, note });
      seen(order);
      if (line.lasting === true) lasting.push(line);
    }
  }

  const reader: Reader<Note> = {
    member,
    bornMs: member.bornMs,
    endedMs: undefined,
    get isLate() {
      return isLate;
    },
    get isLast() {
      return isLast;
    },
    lasting,
    notesOn: (key) => notes.get(key) ?? [],
    turnOf: (key) => turns.get(key),
    isRunning() {
      if (reader.endedMs !== undefined) return false;
      if (host.isRunning(member.pid)) return true;
      // It was killed, after this process had come.
      reader.read();
      reader.endedMs ??= Number.POSITIVE_INFINITY;
      return false;
    },
    read() {
      // What has ended writes no more.
      if (reader.endedMs !== undefined) return;
      for (;;) {
        const length = readSync(fd, chunk, 0, CHUNK_BYTES, offset);
        if (length === 0) return;
        offset += length;
        let bytes =
          rest.length === 0 ? chunk.subarray(0, length) : Buffer.concat([rest, chunk.subarray(0, length)]);
        for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE)) {
          take(JSON.parse(bytes.toString("utf8", 0, end)) as Line<Note>);
          bytes = bytes.subarray(end + 1);
        }
        rest = Buffer.from(bytes);
        if (length < CHUNK_BYTES) return;
      }
    },
    close: () => quietly(() => closeSync(fd)),
  };
  reader.read();
  // It was killed before this process came: it lived at least until it wrote last.
  if (reader.endedMs === undefined && !host.isRunning(member.pid)) {
    reader.endedMs = host.nowMs() - (Date.now() - fstatSync(fd).mtimeMs) - CLOCKS_DIFFER_MS;
  }
  return reader;
}
