const TIMES = 25;
const EVERY_MS = 400;

/**
 * Does what a notebook that has just been opened may refuse: VS Code takes its kernel away and gives it back while it finds out
 * which one was chosen, and no cell can be run meanwhile.
 *
 * @throws what it was refused with at last.
 */
export async function persistently<T>(act: () => T | Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await act();
    } catch (error) {
      if (times === TIMES) throw error;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
