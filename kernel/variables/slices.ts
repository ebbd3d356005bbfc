/** The event loop is given back after so many milliseconds. */
const SLICE_MS = 4;

/**
 * Takes steps for a few milliseconds at a time, between which the thread is free: for cells, and what they await.
 *
 * @param steps what is yielded is only a place to stop at.
 */
export function inSlices<T>(
  steps: Generator<unknown, T>,
  done: (result: T) => void,
  failed: (error: unknown) => void,
): void {
  const go = (): void => {
    const until = performance.now() + SLICE_MS;
    try {
      for (;;) {
        const { done: ended, value } = steps.next();
        if (ended) {
          done(value);
          return;
        }
        if (performance.now() > until) break;
      }
    } catch (error) {
      failed(error);
      return;
    }
    setImmediate(go);
  };
  // From the event loop: breaking off a cell that runs in a microtask takes all that wait with it.
  setImmediate(go);
}
