import { describe, expect, test } from 'vitest';
import { raceForStaleLocks } from './lock-race.js';

// The real locks as the product uses them, each held by ten processes that come at the same moment.
describe('processes that come upon a stale lock at once', { timeout: 60_000 }, () => {
  test('install: one takes it, the others are refused, never two at work', async () => {
    const { holders, overlaps, left } = await raceForStaleLocks(
      `import { withInstallLock as hold } from '../../../engine/install/install-lock.js';`,
    );
    expect(overlaps).toEqual([]);
    expect(Math.min(...holders)).toBeGreaterThanOrEqual(1);
    expect(left).toEqual([]);
  });

  test('scripts: all get their turn, never two at work', async () => {
    const { holders, overlaps, left } = await raceForStaleLocks(
      `import { withLock } from '../../../scripts/cache-folder.mjs';
const hold = (folder, work) => withLock(join(folder, 'any.lock'), work);`,
    );
    expect(overlaps).toEqual([]);
    expect(new Set(holders)).toEqual(new Set([10]));
    expect(left).toEqual([]);
  });
});
