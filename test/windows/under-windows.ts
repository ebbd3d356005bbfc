import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'vitest';
import { installedWindows, wineEnvironment } from '../../scripts/provide-windows.mjs';
import { bundleTest } from './bundle.js';
import type { Outcome } from './runner/outcome.js';
import { noWindows, windowsFolder, windowsPath, windowsPrefix } from './windows.js';

export interface Choice {
  /** Of these full names; the others have nothing to do with the system. Default: all. */
  only?: RegExp;
  /** Parts of full names, and why those tests do not run under Windows. */
  skips?: readonly (readonly [name: string, reason: string])[];
}

/** Those of the native engine, which is Linux's here, are no tests of this layer. */
const NATIVE = /native engine/;

/** For a file, also on a busy machine. */
const MOST_MS = 400_000;

const stem = (file: string): string => basename(file).replace(/(\.test)?\.ts$/, '');

/**
 * Runs the tests of a file under Windows' Node. Their outcomes are those of tests with the same names here.
 *
 * @param file From this folder.
 */
export async function underWindows(file: string, choice: Choice = {}): Promise<void> {
  const ran = noWindows ? undefined : await run(join(import.meta.dirname, file), choice);
  describe(stem(file), () => {
    if (!ran) {
      test('under Windows', ({ skip }) => skip(noWindows));
      return;
    }
    for (const { name, state, error, reason } of ran.outcomes)
      test(name, ({ skip }) => {
        if (state === 'skipped') skip(reason);
        if (state === 'failed') throw Object.assign(new Error(error), { stack: error });
      });
    test('all tests came to an end', () => {
      if (ran.failure) throw Object.assign(new Error(ran.failure), { stack: ran.failure });
    });
  });
}

async function run(
  file: string,
  { only = /^/, skips = [] }: Choice,
): Promise<{ outcomes: Outcome[]; failure: string | undefined }> {
  const windows = installedWindows();
  if (!windows) throw new Error(noWindows);
  const at = (ending: string): string => join(windowsFolder, `${stem(file)}${ending}`);
  await bundleTest(file, at('.mjs'));
  const results = at('.jsonl');
  writeFileSync(results, '');
  writeFileSync(at('.json'), JSON.stringify({ results: windowsPath(results), only: only.source, skips }));
  // Pipes of this system are none to Windows' Node.
  const log = openSync(at('.log'), 'w');
  const args = ['--enable-source-maps', at('.mjs'), at('.json')].map((arg) =>
    arg.startsWith('/') ? windowsPath(arg) : arg,
  );
  const env = {
    ...wineEnvironment(windowsPrefix),
    EPOCHBOOK_STORAGE: 'C:\\no-engine',
  };
  const child = spawn(windows.wine, [windows.node, ...args], { env, stdio: ['ignore', log, log] });
  closeSync(log);
  const timer = setTimeout(() => child.kill('SIGKILL'), MOST_MS);
  const how = await new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  clearTimeout(timer);
  const outcomes = existsSync(results)
    ? readFileSync(results, 'utf8')
        .split('\n')
        .filter((line) => line)
        .map((line) => JSON.parse(line) as Outcome)
        .filter(({ name, state }) => !NATIVE.test(name) && (only.test(name) || state === 'failed'))
    : [];
  const ended = how === 'exit code 0' && outcomes.length > 0;
  return {
    outcomes,
    failure: ended ? undefined : `${how}\n${readFileSync(at('.log'), 'utf8').slice(-4000)}`,
  };
}
