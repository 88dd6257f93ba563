export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("the median of nothing");
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Runs two things in turn, A B A B …, so that a machine that slows down slows both; a first pair is thrown away. */
export async function alternate(
  pairs: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number; ratio: number }> {
  const seen: { a: number; b: number }[] = [];
  for (let pair = 0; pair <= pairs; pair++) seen.push({ a: await a(), b: await b() });
  const counted = seen.slice(1);
  return {
    a: median(counted.map((pair) => pair.a)),
    b: median(counted.map((pair) => pair.b)),
    ratio: median(counted.map((pair) => pair.a / pair.b)),
  };
}
