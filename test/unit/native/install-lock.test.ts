import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withInstallLock } from '../../../kernel/engines/install/install-lock.js';

const room = (): string => mkdtempSync(join(tmpdir(), 'epochbook-lock-'));

test('a second install at the same time is refused at once, naming the first', async () => {
  const storage = room();
  await withInstallLock(storage, async () => {
    await expect(withInstallLock(storage, async () => 'second')).rejects.toThrow(
      `Another install is at work (process ${process.pid}). Wait until it ends`,
    );
  });
  expect(await withInstallLock(storage, async () => 'third')).toBe('third');
  expect(existsSync(join(storage, 'install.lock'))).toBe(false);
});

test('the lock of a process that has died is taken over, and so is an empty one', async () => {
  const storage = room();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const left of [String(pid), '']) {
    writeFileSync(join(storage, 'install.lock'), left);
    const holder = await withInstallLock(storage, async () =>
      readFileSync(join(storage, 'install.lock'), 'utf8'),
    );
    expect(holder).toBe(String(process.pid));
  }
});

test('work that fails lets go of the lock', async () => {
  const storage = room();
  await expect(withInstallLock(storage, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(join(storage, 'install.lock'))).toBe(false);
});
