/** Names of as many buckets. */
export const bucketNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `bucket-${index}`);

/** How long some work takes, milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
