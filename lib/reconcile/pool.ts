/**
 * Works on all items, at most `concurrency` at once; each worker takes the next item as soon as it is free. Once the
 * signal is aborted nothing more begins. Rejects with what the first `work` that fails rejects with.
 */
export async function forEachAtOnce<T>(
  items: readonly T[],
  { concurrency, signal }: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();

  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      if (signal?.aborted === true) return;
      await work(item, index);
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
}
