import { describe, expect, test } from 'vitest';
import { runProgram, whyFailed } from '../../../engine/install/run-program.js';

const node = (code: string) => runProgram(process.execPath, ['-e', code]);
const HOLDS = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: ['ignore', 'inherit', 'inherit'] });`;

describe('a program of ours that ends', () => {
  test.each([
    ['well', 'console.log("done")', { ok: true, code: 0, signal: null, stdout: 'done\n' }, /^done$/],
    ['with words', 'console.error("no disk"); process.exit(2)', { ok: false, code: 2 }, /^no disk$/],
    ['without a word', 'process.exit(4)', { ok: false, code: 4 }, /^It ended by exit code 4\.$/],
    [
      'by a signal',
      'console.log("half"); process.kill(process.pid, "SIGKILL")',
      { ok: false, code: null, signal: 'SIGKILL' },
      /^(half\n)?It ended by signal SIGKILL\.$/,
    ],
  ])('%s', async (_, code, end, why) => {
    const ended = await node(code);
    expect(ended).toMatchObject(end);
    expect(whyFailed(ended)).toMatch(why);
  });

  test.skipIf(process.platform === 'win32').each([
    ['well', '', { ok: true, code: 0 }],
    ['by a signal', 'process.kill(process.pid, "SIGKILL")', { ok: false, signal: 'SIGKILL' }],
  ])(
    '%s, while a program of its own holds its output open',
    { timeout: 20_000 },
    async (_, end, expected) => {
      const ended = await node(
        `${HOLDS} console.log('said'); setTimeout(() => { ${end || 'process.exit(0)'} }, 300)`,
      );
      expect(ended).toMatchObject({ ...expected, stdout: 'said\n' });
    },
  );
});
