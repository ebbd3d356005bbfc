import { afterEach, beforeAll, expect } from 'vitest';
import { type Harness, type RendererPage, startHarness } from './harness.js';

/** Of all files that this process runs one after another; the browser ends with it. */
let harness: Promise<Harness> | undefined;

/** Pages for the tests of this file; each test's are given back after it, and what went wrong in them fails it. */
export function useRenderers(): Pick<Harness, 'open'> {
  let opened: RendererPage[] = [];
  beforeAll(async () => {
    harness ??= startHarness().catch((error) => {
      harness = undefined;
      throw error;
    });
    await harness;
  });
  afterEach(async () => {
    const problems = opened.flatMap((each) => each.problems);
    const all = opened;
    opened = [];
    for (const each of all) await (await harness)?.giveBack(each);
    expect(problems).toEqual([]);
  });
  return {
    async open(options) {
      if (!harness) throw new Error('Pages can be opened only within a test.');
      const page = await (await harness).open(options);
      opened.push(page);
      return page;
    },
  };
}
