/** Something to do, and what must be done before it. */
export interface Node {
  readonly name: string;
  /** Names of nodes; those that are not there do not matter. */
  readonly after: readonly string[];
  /** False: it failed, and what comes after it is left out. */
  readonly run: () => Promise<boolean>;
}

/** Terraform's `-parallelism`. */
const AT_ONCE = 10;

/**
 * Does everything in an order that the edges allow, as much at once as Terraform would. Gives the names of what failed or
 * was left out, because something before it failed or because `isStopped`.
 */
export async function walkGraph(
  nodes: readonly Node[],
  isStopped: () => boolean,
): Promise<readonly string[]> {
  const names = new Set(nodes.map(({ name }) => name));
  const done = new Map<string, boolean>();
  const running = new Map<string, Promise<void>>();
  let waiting = [...nodes];
  for (;;) {
    const isOver = (name: string) => done.has(name) || !names.has(name);
    const failed = (node: Node) => node.after.some((name) => done.get(name) === false);
    for (const node of waiting) {
      if (!node.after.every(isOver)) continue;
      if (isStopped() || failed(node)) {
        done.set(node.name, false);
      } else if (running.size < AT_ONCE) {
        const work = node.run().then((isDone) => {
          done.set(node.name, isDone);
          running.delete(node.name);
        });
        running.set(node.name, work);
      }
    }
    const before = waiting.length;
    waiting = waiting.filter(({ name }) => !done.has(name) && !running.has(name));
    if (running.size > 0) await Promise.race(running.values());
    else if (waiting.length === 0) break;
    else if (waiting.length === before) {
      for (const { name } of waiting) done.set(name, false);
    }
  }
  return [...done].filter(([, isDone]) => !isDone).map(([name]) => name);
}
