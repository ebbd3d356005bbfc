import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { GraphOfCell } from '../../protocol/command-line.js';
import { notebookText } from './notebook-text.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-graph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const model = (name: string, middle: string): string => `
const ${name} = tf.sequential({
  name: '${name}',
  layers: [tf.layers.inputLayer({ inputShape: [4, 1] }), ${middle}, tf.layers.dense({ units: 1, name: 'end' })],
});
${name}.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await ${name}.fit(x, y, { epochs: 1, batchSize: 4, verbose: 0 });`;

writeFileSync(
  join(folder, 'n.ipynb'),
  notebookText([
    `import * as tf from '@tensorflow/tfjs-node';
const [x, y] = [tf.ones([6, 4, 1]), tf.ones([6, 1])];`,
    model('flat', 'tf.layers.flatten()'),
    model('memory', "tf.layers.rnn({ cell: tf.layers.lstmCell({ units: 2 }), name: 'remembers' })"),
  ]),
);
writeFileSync(join(folder, 'failing.ipynb'), notebookText(["throw new RangeError('no');"]));
writeFileSync(join(folder, 'empty.ipynb'), notebookText(['1 + 1;']));

function graph(args: readonly string[], locale = 'en') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'graph', ...args], {
    cwd: folder,
    env: { ...process.env, EPOCHBOOK_LOCALE: locale },
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, stdout, stderr };
}

test('all graphs of a notebook, as data', () => {
  const { status, stdout } = graph(['n.ipynb', '--json']);
  expect(status).toBe(0);
  const graphs = JSON.parse(stdout) as GraphOfCell[];
  // A full batch and a last one that is not.
  expect(graphs.map(({ cell, model: of, batch }) => [cell, of, batch])).toEqual([
    [2, 'flat_model', 'float32[4,4,1],float32[4,1]'],
    [2, 'flat_model', 'float32[2,4,1],float32[2,1]'],
    [3, 'memory_model', 'float32[4,4,1],float32[4,1]'],
    [3, 'memory_model', 'float32[2,4,1],float32[2,1]'],
  ]);
  const [flat, , memory] = graphs;
  expect(flat?.layers).toContain('Dense "end"');
  const count = (text = ''): number => text.split('\n').filter((line) => line.startsWith('%')).length;
  expect(count(flat?.before)).toBeGreaterThan(count(flat?.after));
  expect(flat?.passes.at(-1)?.operations).toBe(count(flat?.after));
  expect(flat?.after).toContain('matMul');
  expect(memory?.reason?.en).toBe('RNN "remembers"');
  expect(memory?.after).toBeUndefined();
});

test('of one model, as text, in both languages', () => {
  const english = graph(['n.ipynb', '--cell', '2', '--model', 'flat']);
  expect(english.status).toBe(0);
  // Nothing behind the cell is run.
  expect(english.stderr).not.toContain('[3/');
  expect(english.stdout).toContain('## Cell [2]: model "flat_model", batches float32[4,4,1],float32[4,1]');
  expect(english.stdout).toMatch(/### As it was traced\n%0 = input index=0 : float32\[4,4,1\]\n/);
  expect(english.stdout).toMatch(/ {2}drop dead values\n/);
  expect(english.stdout).toMatch(/### After the passes\n%0 = /);
  const korean = graph(['n.ipynb', '--model', 'memory'], 'ko');
  expect(korean.status).toBe(0);
  expect(korean.stdout).toContain('학습을 컴파일하지 않고 실행합니다: RNN "remembers".');
});

test.each<[string, string[], number, RegExp]>([
  [
    'a cell that is not there',
    ['n.ipynb', '--cell', '9'],
    2,
    /n\.ipynb has 3 code cells; there is no cell 9\./,
  ],
  [
    'no number',
    ['n.ipynb', '--cell', 'two'],
    2,
    /--cell takes the number of a code cell, from 1, not "two"\./,
  ],
  ['no notebook', [], 2, /Name one notebook\./],
  [
    'another model',
    ['n.ipynb', '--model', 'deep'],
    1,
    /Models, with the cells that trained them: "flat_model" \[2\], "memory_model" \[3\]/,
  ],
  ['a cell that fails', ['failing.ipynb'], 1, /Cell \[1\] failed: RangeError: no/],
  ['no training', ['empty.ipynb'], 1, /No model was trained in these cells\./],
])('%s is told', (_, args, code, told) => {
  const { status, stderr } = graph(args);
  expect(stderr).toMatch(told);
  expect(status).toBe(code);
});
