import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  findLogFolders,
  findTensorBoard,
  startTensorBoard,
} from '../../../kernel/tensorboard-server/index.js';

let folder: string;
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-tensorboard-'));
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
});

function log(path: string, secondsOld: number): void {
  mkdirSync(join(folder, path), { recursive: true });
  const file = join(folder, path, 'events.out.tfevents.1.host.1.0.v2');
  writeFileSync(file, '');
  const time = Date.now() / 1000 - secondsOld;
  utimesSync(file, time, time);
}

/** A program of this test's own, for what a broken installation does. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

describe('log folders', () => {
  const found = () =>
    findLogFolders(folder).map(({ path, runs }) => `${relative(folder, path) || '.'} ${runs}`);

  test('the newest first; halves of a training are one, and trials side by side have a folder around them', () => {
    log('logs/old/train', 300);
    log('logs/new/train', 100);
    log('logs/new/validation', 50);
    log('elsewhere', 200);
    expect(found()).toEqual(['logs/new 2', 'elsewhere 1', 'logs/old 1', 'logs 3']);
  });

  test('the folder itself can be one; packages and hidden folders are not looked at', () => {
    log('.', 10);
    log('node_modules/x', 0);
    log('.hidden', 0);
    expect(found()).toEqual(['. 1']);
  });

  test('train and validation in the folder itself belong to it', () => {
    log('train', 5);
    log('validation', 5);
    expect(found()).toEqual(['. 2']);
  });

  test('none', () => {
    expect(found()).toEqual([]);
    expect(findLogFolders(join(folder, 'missing'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')(
  'programs (the stand-ins are shell scripts, not for Windows)',
  () => {
    test('absent: says how to install it', async () => {
      process.env.PATH = folder;
      await expect(findTensorBoard()).rejects.toThrow(
        /not installed here.*install Python 3.*pip install tensorboard/,
      );
      program('python3', 'exit 1');
      await expect(findTensorBoard()).rejects.toThrow(
        /not installed here. Install it with: pip install tensorboard/,
      );
    });

    test('a chosen one that does not exist, or a Python that has none', async () => {
      await expect(findTensorBoard(join(folder, 'none'))).rejects.toThrow(/"\/.*none" does not exist/);
      await expect(findTensorBoard(program('python3', 'exit 1'))).rejects.toThrow(
        /has no TensorBoard.*-m pip install/,
      );
    });

    test('tensorboard on the PATH comes before a Python', async () => {
      program('python3', 'exit 0');
      process.env.PATH = folder;
      expect(await findTensorBoard()).toEqual({
        program: join(folder, 'python3'),
        args: ['-m', 'tensorboard.main'],
      });
      const path = program('tensorboard', 'exit 0');
      expect(await findTensorBoard()).toEqual({ program: path, args: [] });
    });

    test('one that ends says what it printed', async () => {
      const broken = program('tensorboard', 'echo "ImportError: numpy is too old" >&2; exit 3');
      await expect(startTensorBoard({ program: broken, args: [] }, folder)).rejects.toThrow(
        /did not start \(tensorboard: it ended\)[\s\S]*numpy is too old/,
      );
    });

    test('one that never answers is ended', async () => {
      const silent = program('tensorboard', `echo $$ > "${folder}/pid"; exec sleep 60`);
      const start = startTensorBoard({ program: silent, args: [] }, folder, { timeoutMs: 500 });
      await expect(start).rejects.toThrow(/no answer within 0.5 seconds/);
      const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });

    test('one that dies names how, though its data server holds its output open and does not want to end', async () => {
      const dying = program(
        'tensorboard',
        `(trap '' TERM; echo $BASHPID > "${folder}/server"; exec sleep 20) & sleep 0.5; kill -SEGV $$`,
      );
      const begun = Date.now();
      await expect(startTensorBoard({ program: dying, args: [] }, folder)).rejects.toThrow(
        /did not start \(tensorboard: it ended\)[\s\S]*It ended by signal SIGSEGV/,
      );
      expect(Date.now() - begun).toBeLessThan(15_000);
    });

    test('one that does not want to end is killed', async () => {
      const stubborn = program('tensorboard', "trap '' TERM; while :; do sleep 1; done");
      const abort = new AbortController();
      const start = startTensorBoard({ program: stubborn, args: [] }, folder, { signal: abort.signal });
      setTimeout(() => abort.abort(), 200);
      await expect(start).rejects.toThrow(/It ended by signal SIGKILL/);
      const aborted = { signal: AbortSignal.abort() };
      await expect(startTensorBoard({ program: stubborn, args: [] }, folder, aborted)).rejects.toThrow(
        /did not start/,
      );
    });

    test('a folder that is not there, and a program that cannot run', async () => {
      const at = { program: join(folder, 'none'), args: [] };
      await expect(startTensorBoard(at, join(folder, 'logs'))).rejects.toThrow(/logs does not exist/);
      await expect(startTensorBoard(at, folder)).rejects.toThrow(/did not start[\s\S]*ENOENT/);
    });
  },
);
