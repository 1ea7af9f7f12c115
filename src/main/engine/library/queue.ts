// One thing at a time for each key, in the order asked: how calls on one project are serialised.
// Not a limit on how many keys run at once.

export interface Queue {
  /** Runs `work` after everything asked before it for the key has settled. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything asked so far has settled. */
  idle(): Promise<void>;
}

/** A queue per key; keys nobody waits for cost nothing. */
export function createQueue(): Queue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run<T>(key: string, work: () => Promise<T>): Promise<T> {
      const result = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail = result.catch(() => undefined);
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
    async idle() {
      await Promise.all(tails.values());
    },
  };
}

/**
 * Maps items with at most `limit` at work, keeping their order.
 * @throws an error of `map`, once all that had begun has settled; after an error no further item is begun
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await map(items[index], index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  for (const outcome of workers) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
}
