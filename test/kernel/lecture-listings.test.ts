import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from './kernel.js';
import { type Listing, listings, misspelt } from './lecture-listings.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.end());

const lastHistory = (code: string): string | undefined => /const (\w*[hH]istory\w*) =/.exec(code)?.[1];

describe('the listings of the lecture run as they stand on the slides', () => {
  test.each(listings)('$title', async ({ code, shows, logs = [], files = [] }: Listing) => {
    const { error, outputs, value } = await kernel.run(code);
    expect(error).toBeUndefined();
    const warnings = outputs.filter((output) => output.output_type === 'stream' && output.name === 'stderr');
    expect(warnings).toEqual([]);
    if (shows) expect(value).toMatch(shows);
    if (logs.length > 0) {
      const read = logs.map((name) => `${lastHistory(code)}.history.${name}.length > 0`).join(' && ');
      expect((await kernel.run(read)).value).toBe('true');
    }
    const found = readdirSync(kernel.folder, { recursive: true }).map((name) =>
      String(name).split(/[\\/]/).at(-1),
    );
    for (const file of files) expect(found).toContainEqual(expect.stringMatching(file));
  });

  test('their typing error is told, with the right name', async () => {
    const { error } = await kernel.run(misspelt);
    expect(error).toMatch(/binary_crossentroypy.*Did you mean.*binary_?[cC]rossentropy/);
    expect(error).toMatch(/Cell \[\d+\]:1:/);
  });
});
