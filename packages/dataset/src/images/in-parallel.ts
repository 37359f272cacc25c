/** Files read at a time: hides the latency of disks and network shares without holding many open. */
const LANES = 8;

/** Runs `work` for every item, a few at a time; the first fault stops the rest and is thrown. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  // One iterator for all lanes: each takes the next item that nobody has.
  const queue = items.entries();
  let stopped = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (stopped) return;
      try {
        await work(item, index);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, items.length) }, lane));
}
