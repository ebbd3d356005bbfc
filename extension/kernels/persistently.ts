const EVERY_MS = 400;

/**
 * Does what a notebook that has just been opened may refuse: VS Code takes its kernel away and gives it back while it finds out
 * which one was chosen, and no cell can be run meanwhile. On a busy machine that takes long.
 *
 * @param isWanted whether it is still to be done.
 * @throws what it was refused with when it was not wanted any more.
 */
export async function persistently<T>(act: () => T | Promise<T>, isWanted: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isWanted()) throw error;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
