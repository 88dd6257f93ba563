import { type Desired, isSameDesired } from "../encryption/index.ts";
import { hostOf } from "../settings/index.ts";
import { alone, type Noted, type Run } from "./run/run.ts";

/** Why two plans for one bucket do not go together. */
export type Clash =
  /** The settings that are wanted. */
  | { readonly kind: "different-settings"; readonly wanted: readonly [Desired, Desired] }
  /** The setting that is wanted beside the destroy; undefined: not known yet. */
  | { readonly kind: "destroyed-beside"; readonly wanted: Desired | undefined };

/** What a process tells of a bucket. */
export type LedgerNote =
  /** A plan wants this of it; left out while part of it is not known. */
  | { readonly kind: "planned"; readonly desired?: Desired }
  /**
   * A plan turns its encryption off, because its resource goes away. `mayStay`: the resource goes on to a bucket whose name is
   * not known yet, and may come out as this one.
   */
  | { readonly kind: "destroy-planned"; readonly mayStay?: true }
  /** It was brought to this. */
  | { readonly kind: "applied"; readonly desired: Desired }
  /** A plan has said of it what there is to know before it is encrypted. */
  | { readonly kind: "told" };

/** Why a destroy must leave a bucket as it is. */
export interface Hold {
  /** It was brought to this by now, or that is still to come. */
  readonly kind: "applied" | "planned";
  /** Undefined: not known yet. */
  readonly desired: Desired | undefined;
}

/**
 * What the provider processes of one Terraform run have planned and applied, by bucket. Terraform tells a provider no
 * resource addresses, so this is how one bucket under two addresses is found. A plan is held against those of the same
 * walk of Terraform; an apply against all that the run has done.
 */
export interface BucketLedger {
  /**
   * A refresh has shown that the bucket is in the state. No refresh happens during an apply.
   *
   * @param keyId the KMS key that the bucket uses by the refreshed state
   */
  noteOwned(bucket: string, keyId: string | null): void;
  isOwned(bucket: string): boolean;
  /** The KMS key that the bucket uses by the refreshed state; undefined where it is in no state. */
  ownedKey(bucket: string): string | null | undefined;
  /** A plan wants this of the bucket; a desired state that is not known yet clashes with nothing but a destroy. */
  noteDesired(bucket: string, desired: Desired | undefined): Clash | undefined;
  /** A plan turns the bucket's encryption off because its resource goes away, or, with `mayStay`, perhaps so. */
  noteDestroy(bucket: string, options?: { readonly mayStay?: boolean }): Clash | undefined;
  /** This process has brought the bucket to what a resource wants. */
  noteApplied(bucket: string, desired: Desired): void;
  /** What a process of this walk has brought the bucket to, if one has. */
  appliedTo(bucket: string): Desired | undefined;
  /**
   * Why a destroy must not turn the bucket off: the last that the run has said of the bucket is that it is wanted, or that it
   * was brought to something. A destroy that was planned after that is meant as it is.
   */
  holdOn(bucket: string): Hold | undefined;
  /**
   * Runs work on a bucket when all earlier work on it has ended, in other processes of the run too. Where no plan could see
   * that a create and a destroy are about the same bucket (its name, or the provider's settings, were not known), they then
   * come one after the other: the destroy finds what has been applied, or the create finds what has been destroyed.
   *
   * @param signal also given to the work: aborted, the work begins at once, finds that, and writes nothing
   */
  inTurn<T>(bucket: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * What there is to say of a bucket is said now, and once in a run, though Terraform plans it twice. Undefined: a bucket whose
   * name is not known yet.
   *
   * @returns false: it has been said before
   */
  noteTold(bucket: string | undefined): boolean;
  /** A plan has an error, so that no apply follows. */
  noteError(): void;
  /** Why the processes of the run do not see each other any more; told once. */
  takeTrouble(): string | undefined;
}

/** Names of buckets are unique in the public cloud; at an endpoint of one's own there may be others of the same name. */
export function placeOf(endpoint: string | undefined): string {
  const host = endpoint === undefined ? undefined : hostOf(endpoint);
  return host === undefined || /(^|[.])bcebos[.]com[.]?(:\d+)?$/.test(host) ? "" : host;
}

/**
 * Where the buckets of a process are whose endpoint is not known yet. What two such processes want of one name may be of two
 * buckets; but a destroy in one beside a desired state in the other may be the last word on one, since of a resource for which nothing
 * changes nothing is applied.
 */
export const LATE_PLACE = "?";

/**
 * @param run without: what this process alone knows
 * @param place where the buckets are: those of the same name in two places are two
 */
export function createBucketLedger(run: Run<LedgerNote> = alone(), place = ""): BucketLedger {
  /** By bucket: the KMS key of its state. */
  const owned = new Map<string, string | null>();
  /** By bucket: ends with the last work that was queued; never rejects. */
  const queues = new Map<string, Promise<void>>();
  const keyOf = (bucket: string) => `${place} ${bucket}`;
  /** Apart from the notes that decide something. */
  const toldOf = (bucket: string | undefined) => `told ${bucket === undefined ? "" : keyOf(bucket)}`;
  const isEarlier = ({ by }: Noted<LedgerNote>) => by === "another of this run";
  const ofThisWalk = (bucket: string) =>
    run.notesOn(keyOf(bucket)).flatMap(({ by, note }) => (by === "another of this run" ? [] : [note]));

  const ofThisProcess = (bucket: string) =>
    run.notesOn(keyOf(bucket)).flatMap(({ by, note }) => (by === "this process" ? [note] : []));

  async function inTurnOfAll<T>(bucket: string, work: () => Promise<T>, signal: AbortSignal | undefined) {
    let leave = () => {};
    try {
      leave = await run.turnWith(keyOf(bucket), signal);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
    try {
      return await work();
    } finally {
      leave();
    }
  }

  return {
    noteOwned: (bucket, keyId) => void owned.set(bucket, keyId),
    isOwned: (bucket) => owned.has(bucket),
    ownedKey: (bucket) => owned.get(bucket),
    noteDesired(bucket, desired) {
      run.note(keyOf(bucket), desired === undefined ? { kind: "planned" } : { kind: "planned", desired });
      const plans = ofThisWalk(bucket);
      // Wanting it off goes well with a destroy that turns it off.
      if (desired?.kind !== "disabled" && plans.some(({ kind }) => kind === "destroy-planned"))
        return { kind: "destroyed-beside", wanted: desired };
      if (desired === undefined) return undefined;
      const comparable = place === LATE_PLACE ? ofThisProcess(bucket) : plans;
      const other = comparable
        .flatMap((note) => (note.kind === "planned" && note.desired !== undefined ? [note.desired] : []))
        .find((one) => !isSameDesired(one, desired));
      return other && { kind: "different-settings", wanted: [other, desired] };
    },
    noteDestroy(bucket, { mayStay = false } = {}) {
      const others = ofThisWalk(bucket);
      run.note(keyOf(bucket), { kind: "destroy-planned", ...(mayStay && { mayStay }) });
      const isWanted = (note: LedgerNote) => note.kind === "planned" && note.desired?.kind !== "disabled";
      const beside = others.find(isWanted);
      if (beside?.kind === "planned") return { kind: "destroyed-beside", wanted: beside.desired };
      // Where the name comes out the same there is nothing to apply: a destroy of the other one would be the last word.
      const isPerhaps = (note: LedgerNote) =>
        note.kind === "destroy-planned" && (mayStay || note.mayStay === true);
      return others.some(isPerhaps) ? { kind: "destroyed-beside", wanted: undefined } : undefined;
    },
    noteApplied(bucket, desired) {
      run.note(keyOf(bucket), { kind: "applied", desired });
      run.endHere();
    },
    appliedTo: (bucket) => ofThisWalk(bucket).findLast((note) => note.kind === "applied")?.desired,
    holdOn: (bucket) => lastHold(run.notesOn(keyOf(bucket))),
    inTurn(bucket, work, signal) {
      const before = queues.get(bucket) ?? Promise.resolve();
      const result = before.then(() => inTurnOfAll(bucket, work, signal));
      const done = result.then(
        () => {},
        () => {},
      );
      queues.set(bucket, done);
      return result;
    },
    noteTold(bucket) {
      const told = run.notesOn(toldOf(bucket));
      // Two names that are not known yet may be two buckets; once they are known, the plan before has said it.
      const isTold = bucket === undefined ? told.some(isEarlier) : told.length > 0;
      if (isTold || run.notesOn(toldOf(undefined)).some(isEarlier)) return false;
      run.note(toldOf(bucket), { kind: "told" }, { lasting: true });
      return true;
    },
    noteError: () => run.endHere(),
    takeTrouble: () => run.takeTrouble(),
  };
}

function lastHold(notes: readonly Noted<LedgerNote>[]): Hold | undefined {
  const [last] = notes
    .flatMap(({ note, order }) => (note.kind === "told" ? [] : [{ note, order }]))
    .filter(({ note }) => note.kind !== "planned" || note.desired?.kind !== "disabled")
    // Of two that did not see each other, the one that keeps encryption on counts.
    .sort((one, other) => other.order - one.order || strengthOf(other.note) - strengthOf(one.note));
  if (last === undefined || last.note.kind === "destroy-planned") return undefined;
  return { kind: last.note.kind, desired: last.note.desired };
}

function strengthOf(note: Exclude<LedgerNote, { kind: "told" }>): number {
  if (note.kind === "destroy-planned") return 0;
  return note.desired?.kind === "disabled" ? 1 : 2;
}
