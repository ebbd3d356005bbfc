import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { checkEngine } from '../../engine/install/check-engine.js';
import type { Locale } from '../../protocol/index.js';
import { setLocale } from '../../words/index.js';
import { executeNotebook, printedBy, removeExecuted } from './executed-notebook.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const rooms: string[] = [];
afterAll(() => {
  for (const room of rooms) rmSync(room, { recursive: true, force: true });
});

const PACKAGE = 'node_modules/@tensorflow/tfjs-node';
/** An engine of the workspace that ends, or hangs, as it is told. */
const engine = (program: string): Record<string, string> => ({
  [`${PACKAGE}/package.json`]: '{ "version": "4.22.0", "main": "index.js" }',
  [`${PACKAGE}/index.js`]: program,
});

function workspace(program: string): string {
  const room = mkdtempSync(join(tmpdir(), 'epochbook-engine-'));
  rooms.push(room);
  mkdirSync(join(room, PACKAGE), { recursive: true });
  for (const [path, text] of Object.entries(engine(program))) writeFileSync(join(room, path), text);
  return room;
}

function run(locale: Locale, ...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, EPOCHBOOK_LOCALE: locale },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  return new Promise<{ code: number | null; text: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, text }));
  });
}

const NEVER = 'exports.ready = () => new Promise(() => {});';

/** The same check that `engine test`, `engine install` and `doctor` make, of this engine alone. */
async function check(program: string, locale: Locale): Promise<string> {
  vi.stubEnv('EPOCHBOOK_LOCALE', locale);
  setLocale(locale);
  const checked = await checkEngine(cli, join(workspace(program), PACKAGE));
  return checked.ok ? 'works' : checked.reason;
}

describe('an engine that dies as it is tried', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    setLocale('en');
  });

  test.each([
    ['exits', 'process.exit(3)', 'en', /ended before it was done \(exit code 3\)/],
    ['exits without a fault', 'process.exit(0)', 'ko', /끝내기 전에 종료되었습니다\(종료 코드 1\)/],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 'en', /^It ended by signal SIGKILL/],
    ['aborts', 'process.abort()', 'ko', /종료되었습니다\(SIGABRT 신호\)/],
    ['throws', "throw new Error('no addon')", 'en', /no addon/],
    ['never gets ready', NEVER, 'ko', /기다리던 결과가 더는 올 수 없습니다/],
  ] as [string, string, Locale, RegExp][])('%s', async (_, program, locale, said) => {
    expect(await check(program, locale)).toMatch(said);
  });

  test('epochbook engine test names it, times the others, and ends with 1', async () => {
    const { code, text } = await run('en', 'engine', 'test', workspace('process.abort()'));
    expect(text).toMatch(/does not work: [\s\S]*signal SIGABRT[\s\S]*embedded \(WebAssembly SIMD\)/);
    expect(code).toBe(1);
  });

  test('a command whose result can no longer come ends with 1 and says so', async () => {
    const folder = join(workspace(NEVER), PACKAGE);
    const { code, text } = await run('en', 'engine', 'probe', folder);
    expect(text).toMatch(/It ended before it was done/);
    expect(code).toBe(1);
  });

  test.each([
    ['aborts', 'process.abort()', /signal SIGABRT/],
    ['exits', 'process.exit(5)', /exit code 5/],
  ])(
    'epochbook run: one that %s takes its kernel along, and the first cell names it',
    async (_, program, cause) => {
      const executed = await executeNotebook({
        cells: ["import * as tf from '@tensorflow/tfjs-node'; tf.getBackend()", '2'],
        args: ['--engine', 'native'],
        files: engine(program),
      });
      expect(executed.stderr).toMatch(/^Cell \[1\] failed/m);
      expect(executed.stderr).toMatch(cause);
      expect(executed.notebook?.cells.map(printedBy)).toEqual([expect.stringMatching(cause), '']);
      expect(executed.code).toBe(1);
      removeExecuted(executed);
    },
  );
});
