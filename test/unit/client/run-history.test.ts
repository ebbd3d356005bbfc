import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RunHistory } from '../../../kernel/client/index.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-history-thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const asked = join(folder, 'asked.txt');

/** A thread that writes down what it is asked, and dies of `bin`. */
const script = join(folder, 'thread.cjs');
writeFileSync(
  script,
  `const { parentPort } = require('node:worker_threads');
  const { appendFileSync } = require('node:fs');
  parentPort.on('message', ({ id, method }) => {
    appendFileSync(${JSON.stringify(asked)}, method + ' ');
    if (method === 'bin') process.exit(1);
    if (method === 'run') parentPort.postMessage({ id, error: 'no such run' });
    else parentPort.postMessage({ id, result: method });
  });`,
);

test('a thread that dies is told to whoever waits, and begun again by the next question', async () => {
  appendFileSync(asked, '');
  const history = new RunHistory(script, join(folder, 'cache.json'), () => undefined);
  const where = { roots: [folder], near: [] };
  expect(await history.ask('look', where)).toBe('look');
  await history.ask('watch', { on: true });
  await expect(history.ask('run', { path: 'x' })).rejects.toThrow('no such run');
  await expect(history.ask('bin', {})).rejects.toThrow('The thread has ended.');
  // The new one is told what the old one knew.
  expect(await history.ask('saved', { path: 'x' })).toBe('saved');
  expect(readFileSync(asked, 'utf8')).toBe('look watch run bin look watch saved ');
  const waiting = history.ask('saved', { path: 'y' });
  history.dispose();
  await expect(waiting).rejects.toThrow('closed');
});

test('a thread that cannot be started is told', async () => {
  const history = new RunHistory(join(folder, 'none.cjs'), join(folder, 'cache.json'), () => undefined);
  await expect(history.ask('bin', {})).rejects.toThrow(/none\.cjs/);
});
