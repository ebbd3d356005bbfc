import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withInstallLock } from '../../../engine/install/install-lock.js';

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

const NEVER = '0123456789ab';

/** What another process would have put there. */
function leave(storage: string, entry?: string): void {
  mkdirSync(join(storage, 'install.lock'));
  if (entry) writeFileSync(join(storage, 'install.lock', entry), '');
}

test.each([
  ['of a process that has died', () => `${spawnSync(process.execPath, ['-e', '']).pid}-1-${NEVER}`],
  ['without a holder: one died between its two steps', () => undefined],
  ['with an entry that is none', () => '.DS_Store'],
])('a lock %s is taken over', async (_, entry) => {
  const storage = room();
  leave(storage, entry());
  const holders = await withInstallLock(storage, async () => readdirSync(join(storage, 'install.lock')));
  expect(holders).toHaveLength(1);
  expect(holders[0]).toMatch(new RegExp(`^${process.pid}-`));
  expect(readdirSync(storage)).toEqual([]);
});

test('a lock whose process number was given to another process since is taken over', async ({ skip }) => {
  skip(process.platform === 'win32', 'the start of a process is not looked up on Windows');
  const storage = room();
  leave(storage, `${process.pid}-1-${NEVER}`);
  expect(await withInstallLock(storage, async () => 'taken')).toBe('taken');
});

test('a process that was killed and not yet waited for holds nothing', async ({ skip }) => {
  skip(process.platform !== 'linux', 'seen on Linux only');
  const storage = room();
  // The shell becomes a program that waits for no child; the child ends after that, or the shell might still wait for it.
  const child = 'while grep -q sh /proc/$PPID/comm; do sleep 0.01; done';
  const parent = spawn('sh', ['-c', `sh -c '${child}' & echo $!; exec sleep 30`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), { timeout: 5000 }).toContain(') Z');
  const start = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[19];
  leave(storage, `${pid}-${start}-${NEVER}`);
  expect(await withInstallLock(storage, async () => 'taken')).toBe('taken');
  parent.kill();
});

test('what a process made and could not put in place is swept by the next holder', async () => {
  const storage = room();
  mkdirSync(join(storage, `install.lock.${spawnSync(process.execPath, ['-e', '']).pid}-1-${NEVER}`));
  await withInstallLock(storage, async () => expect(readdirSync(storage)).toEqual(['install.lock']));
});

test('a lock that is a file, of an older version, is taken over', async () => {
  const storage = room();
  writeFileSync(join(storage, 'install.lock'), '');
  expect(await withInstallLock(storage, async () => 'taken')).toBe('taken');
});

test('work that fails lets go of the lock', async () => {
  const storage = room();
  await expect(withInstallLock(storage, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(join(storage, 'install.lock'))).toBe(false);
});
