import { closeSync } from "node:fs";
import { tmpdir } from "node:os";
import { type Folder, type Host, openFolder, quietly, thisHost } from "./folder.ts";
import { append, type Line, type NoteLine, type Ordered, type Others, openOthers, rewrite } from "./notes.ts";
import { takeTurn } from "./turns.ts";

/** A note that is there, of this process or of another one. */
export interface Noted<Note> extends Ordered<Note> {
  readonly by: "this process" | "another of this walk" | "another of this run";
}

/** What the provider processes of one Terraform run know together, by key. */
export interface Run<Note> {
  /**
   * Tells all. Whoever asks for the notes on the key from now on finds it: in this walk, and with `lasting` in the next walk
   * of a Terraform that plans and applies.
   */
  note(key: string, note: Note, options?: { readonly lasting?: boolean }): void;
  /** No later walk needs what this one has noted: there is nothing more to come. */
  endHere(): void;
  /** All notes on the key. */
  notesOn(key: string): readonly Noted<Note>[];
  /**
   * Resolves when no other process has its turn with the key, with what ends the turn. One process may have one turn
   * with a key at a time.
   *
   * @throws the signal's reason
   */
  turnWith(key: string, signal?: AbortSignal): Promise<() => void>;
  /** Why the processes see each other no more, from the first call on after it has come to that; told once. */
  takeTrouble(): string | undefined;
}

/** A process that sees no other. */
export function alone<Note>(): Run<Note> {
  return createRun(undefined, undefined);
}

export interface JoinOptions {
  /** The settings of this process are not known yet, so that Terraform may start it again when the others have ended. */
  readonly isLate?: boolean;
  readonly host?: Host;
  /** Calls back when the process ends. */
  onExit?(callback: () => void): void;
}

/**
 * Joins the other provider processes of the Terraform that started this one, until this process ends. Where that cannot be,
 * {@link Run.takeTrouble} says why.
 */
export function joinRun<Note>({
  isLate = false,
  host = thisHost(tmpdir()),
  onExit = (callback) => void process.once("exit", callback),
}: JoinOptions = {}): Run<Note> {
  try {
    const folder = openFolder(host);
    const others = openOthers<Note>(folder, host);
    const shared: Shared<Note> = { folder, others, isLate, host, lasting: [], isLast: false };
    onExit(() => quietly(() => leave(shared)));
    try {
      if (isLate) append(folder.fd, { late: true });
      others.refresh();
    } catch (error) {
      giveUp(shared);
      throw error;
    }
    return createRun(shared, undefined);
  } catch (error) {
    return createRun<Note>(undefined, reasonOf(error));
  }
}

interface Shared<Note> {
  readonly folder: Folder;
  readonly others: Others<Note>;
  readonly isLate: boolean;
  readonly host: Host;
  /** What this process has noted for the next walk. */
  readonly lasting: NoteLine<Note>[];
  isLast: boolean;
}

function createRun<Note>(joined: Shared<Note> | undefined, reason: string | undefined): Run<Note> {
  const own = new Map<string, Noted<Note>[]>();
  let shared = joined;
  let trouble = reason;
  let lastOrder = 0;

  /** Work on the files. Where it fails this process goes on alone, and the others without it. */
  function attempt<T>(work: (shared: Shared<Note>) => T): T | undefined {
    if (shared === undefined) return undefined;
    try {
      return work(shared);
    } catch (error) {
      trouble = reasonOf(error);
      giveUp(shared);
      shared = undefined;
      return undefined;
    }
  }
  const say = (line: Line<Note>) => attempt(({ folder }) => append(folder.fd, line));
  const look = () =>
    attempt(({ others }) => {
      others.refresh();
      return others;
    });

  return {
    note(key, note, { lasting = false } = {}) {
      lastOrder = 1 + Math.max(lastOrder, shared?.others.lastOrder() ?? 0);
      const before = own.get(key) ?? [];
      own.set(key, [...before, { note, order: lastOrder, by: "this process" }]);
      const line: NoteLine<Note> = { key, order: lastOrder, note, ...(lasting && { lasting }) };
      if (lasting) shared?.lasting.push(line);
      say(line);
    },
    endHere() {
      if (shared === undefined || shared.isLast) return;
      shared.isLast = true;
      say({ last: true });
    },
    notesOn(key) {
      const mine = own.get(key) ?? [];
      const others = look();
      if (others === undefined) return mine;
      const walk = others.ofThisWalk();
      // Without a sure name of the run, what ended before this walk may be another Terraform's.
      const counted = shared?.folder.isIdentified === true ? others.all() : [...walk];
      const theirs = counted.flatMap((other) => {
        const by = walk.has(other) ? ("another of this walk" as const) : ("another of this run" as const);
        return other.notesOn(key).map((noted) => ({ ...noted, by }));
      });
      return theirs.length === 0 ? mine : [...mine, ...theirs];
    },
    async turnWith(key, signal) {
      if (shared === undefined) return () => {};
      return takeTurn(
        {
          name: shared.folder.own.file,
          say: (turn) => void say({ key, turn: turn ?? null }),
          rivals: () =>
            (look()?.all() ?? []).map((other) => ({
              name: other.member.file,
              turn: other.turnOf(key),
              isRunning: other.isRunning,
            })),
        },
        signal,
      );
    },
    takeTrouble() {
      const told = trouble;
      trouble = undefined;
      return told;
    },
  };
}

/** The others must not wait for a process whose notes stopped in the middle. */
function giveUp<Note>({ folder, others }: Shared<Note>): void {
  quietly(() => folder.remove([folder.own]));
  quietly(() => closeSync(folder.fd));
  others.close();
}

/**
 * What this process has noted stays for those that still run, and for those that Terraform has started but that have not
 * come yet: some get so much less of the machine that another one is done before they begin. The last one clears up. It
 * does not while a process with late settings is due: Terraform starts that one when the others may have ended. Then the
 * files stay until another Terraform's first process finds them.
 *
 * What is noted for the next walk is left in one file, where there may be a next one. It goes with that walk; where Terraform
 * ends without one (its question was answered with no), it stays until another Terraform's first process finds it.
 */
function leave<Note>({ folder, others, isLate, host, ...own }: Shared<Note>): void {
  const ended = { endedMs: host.nowMs() };
  append(folder.fd, ended);
  others.refresh();
  const all = others.all();
  if (isLate || all.some((other) => other.isLate || other.isRunning())) return;
  const theirs = all.map(({ member }) => member);
  if (folder.hasOthersThan([folder.own, ...theirs])) return;
  const lasting = [own, ...all].flatMap((one) => one.lasting);
  const isFirstWalk = others.ofThisWalk().size === all.length;
  const isLast = [own, ...all].some((one) => one.isLast);
  if (lasting.length > 0 && isFirstWalk && !isLast && folder.isIdentified && host.appliesWhatItPlans()) {
    folder.remove(theirs);
    rewrite(folder.fd, [...lasting, ended]);
  } else {
    folder.remove([folder.own, ...theirs]);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
