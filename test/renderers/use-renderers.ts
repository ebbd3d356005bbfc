import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Harness, type RendererPage, startHarness } from './harness.js';

/** Pages for the tests of this file; each test's are closed after it, and what went wrong in them fails it. */
export function useRenderers(): Pick<Harness, 'open'> {
  let harness: Harness | undefined;
  let opened: RendererPage[] = [];
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.close());
  afterEach(async () => {
    const problems = opened.flatMap((each) => each.problems);
    await Promise.all(opened.map(({ page }) => page.close()));
    opened = [];
    expect(problems).toEqual([]);
  });
  return {
    async open(options) {
      if (!harness) throw new Error('Pages can be opened only within a test.');
      const page = await harness.open(options);
      opened.push(page);
      return page;
    },
  };
}
