import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
const program = join(folder, 'program.cjs');

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../../../library/input/index.ts')],
    outfile: join(folder, 'input.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  writeFileSync(
    program,
    `const { input } = require('./input.cjs');
(async () => {
  const [a, b] = await Promise.all([input('a?'), input.number('b?', { value: 2 })]);
  console.log([a, b, await input.choice('c?', ['x', 'y'])].join());
})().catch(({ name, message }) => console.log(name + ': ' + message));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the program prints; it has to end by itself, also while its input is open. */
async function run(pieces: string[], end: boolean): Promise<string> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes;
    const piece =
      text.endsWith('? ') || text.endsWith('] ') || text.endsWith(') ') ? pieces.shift() : undefined;
    if (piece !== undefined) child.stdin.write(piece);
    if (end && pieces.length === 0) child.stdin.end();
  });
  await ended;
  return text;
}

test.each([
  ['all at once', ['Ann\n3\ny\n'], true, 'a? Ann\nb? [2] 3\nc? (x / y) y\nAnn,3,y\n'],
  [
    'one after another, and the input stays open',
    ['Ann\n', '\n', '2\n'],
    false,
    'a? Ann\nb? [2] \nc? (x / y) 2\nAnn,2,y\n',
  ],
  [
    'too few',
    ['Ann\n'],
    true,
    'a? Ann\nb? [2] \nc? (x / y) \nInputError: Standard input has ended, and "c?" is not answered. Give the question a value, or an answer.\n',
  ],
])('a plain Node program takes answers from standard input: %s', async (_, pieces, end, text) => {
  expect(await run(pieces, end)).toBe(text);
});
