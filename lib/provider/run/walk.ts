/** The life of a process; without an end while it runs. */
export interface Life {
  readonly bornMs: number;
  readonly endedMs: number | undefined;
}

/**
 * The lives that belong to one walk with this one. Terraform works in walks (plan, apply, the refresh before a destroy,
 * each run of a test), and starts the first process of a walk when the last one of the walk before has ended. So lives that
 * overlap are of one walk, and so are those that a third one joins. One that ended before all these began may be of the
 * same walk or of an earlier one: nobody can tell, and it is left out.
 */
export function sameWalk<T extends Life>(own: Life, others: readonly T[]): ReadonlySet<T> {
  const found = new Set<T>();
  let begin = own.bornMs;
  let grown = true;
  while (grown) {
    grown = false;
    for (const life of others) {
      // Nobody began after this process has ended: it is the one that asks.
      if (found.has(life) || (life.endedMs !== undefined && life.endedMs <= begin)) continue;
      found.add(life);
      if (life.bornMs < begin) {
        begin = life.bornMs;
        grown = true;
      }
    }
  }
  return found;
}
