import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { tabsSaved } from './saved-tabs.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('variables', { settings: { 'epochbook.keepKernelMinutes': 5 } });

const FIRST = `import * as tf from '@tensorflow/tfjs-node';
const xs = tf.tidy(() => tf.linspace(0, 1, 20 * 12 * 12).reshape([20, 12, 12, 1]));
const gone = tf.tensor1d([1, 2, 3]);
gone.dispose();
const rows = Array.from({ length: 1000000 }, (_, i) => ({ id: i, age: i % 7 === 0 ? null : (i * 37) % 90, name: 'p' + i }));
const fares = new Float32Array([7.25, NaN, 71.3, Infinity, -3]);
let answer = 42;
function area(w: number, h: number) { return w * h; }`;
const LEAK = `const weights = tf.ones([32, 16]);
tf.zeros([4]).add(1);`;
const SLOW = (stop: string) => `import { existsSync } from 'node:fs';
answer = 43;
while (!existsSync(${JSON.stringify(stop)})) await new Promise((r) => setTimeout(r, 20));
answer = 44;`;

const variables = (): Promise<Locator> => suite.window.output('.epb-grid[aria-label="Variables"]');
const values = (name: string): Promise<Locator> =>
  suite.window.output(`.epb-grid[aria-label="Values of ${name}"]`);
const texts = (grid: Locator, column: number): Promise<string[]> =>
  grid.locator(`.epb-grid-cell[aria-colindex="${column}"]`).allTextContents();

/** Waits until the first rows of a column say this. */
async function begins(grid: Locator, column: number, wanted: string[]): Promise<void> {
  await until(`${wanted} in column ${column}`, async () => {
    const found = await texts(grid, column);
    return wanted.every((text, i) => found[i] === text);
  });
}

/** A click on a name of the list. */
async function openValue(name: string): Promise<void> {
  const grid = await variables();
  await grid.locator('.epb-grid-cell.link').getByText(name, { exact: true }).click();
}

test('the variables of a notebook are listed after a cell, sorted and filtered', async () => {
  const { window, editor } = suite;
  const path = await suite.openCells('variables', [FIRST, LEAK, SLOW(join(editor.folder, 'stop'))]);
  await window.command('epochbook.showVariables');
  await window.output('.epb-note', { text: 'No kernel runs yet' });
  await window.runCell(path, 0);
  const grid = await variables();
  await begins(grid, 1, ['xs', 'gone', 'rows', 'fares', 'answer']);
  await begins(grid, 2, ['float32 [20, 12, 12, 1]', 'Tensor float32 disposed']);
  await grid.locator('.epb-grid-title', { hasText: 'Size' }).click();
  await begins(grid, 1, ['rows', 'xs', 'fares', 'gone']);
  await window.screenshot('variables-list');
  const filter = await window.output('input[type=search]');
  await filter.fill('float32');
  await begins(grid, 1, ['xs', 'fares', 'gone']);
  await filter.fill('');
  await until('all again', async () => (await texts(grid, 1)).length === 5);
  expect(await texts(grid, 1)).not.toContain('area');
});

test('a re-run that leaves tensors behind is told under the cell and in the view', async () => {
  const { window, editor } = suite;
  const path = join(editor.folder, 'variables.ipynb');
  await window.runCell(path, 1);
  expect(await window.cellStatus(1).texts()).toEqual([]);
  await window.runCell(path, 1);
  const line = 'Earlier values stay in memory: weights (tensors: 1)';
  await until('the line', async () => (await window.cellStatus(1).texts()).includes(line));
  await window.output('.epb-accounts .epb-warn', { text: 'weights (1, 2 KB)' });
  await window.output('.epb-accounts .epb-warn', { text: 'Left 2 that no variable holds' });
  await window.runCell(path, 1);
  await window.output('.epb-accounts .epb-warn', { text: 'Each run leaves 2 more' });
  await window.screenshot('variables-left');
});

test('a million rows are opened, sorted, filtered and scrolled', async () => {
  const { window } = suite;
  await openValue('rows');
  const grid = await values('rows');
  await begins(grid, 2, ['missing', '37', '74']);
  await window.screenshot('value-rows');
  await grid.locator('.epb-grid-title', { hasText: 'age' }).click();
  await begins(grid, 2, ['0', '0']);
  await grid.locator('.epb-grid-title', { hasText: 'age' }).click();
  await begins(grid, 2, ['89', '89']);
  const filter = await window.output('input[placeholder^="> 0.5"]');
  await filter.fill('p99999');
  await window.output('[role=status]', { text: '11 of 1,000,000 rows' });
  await filter.fill('');
  await window.output('[role=status]', { text: /^1,000,000 rows/ });
  await grid.focus();
  await grid.press('Control+End');
  await until('the last row', async () => (await texts(grid, 2)).at(-1) === 'missing');
});

test('a tensor is seen as images, and NaN and Infinity as such', async () => {
  const { window } = suite;
  await openValue('xs');
  const picture = await window.output('.epb-image canvas[aria-label^="image 0 of 20"]');
  expect(await picture.getAttribute('width')).toBe('12');
  await window.screenshot('value-image');
  await openValue('fares');
  const grid = await values('fares');
  await begins(grid, 1, ['7.25', 'NaN', '71.3', '∞', '-3']);
  await window.screenshot('value-fares');
});

test('while a cell runs, the list says so and values come between its steps', async () => {
  const { window, editor } = suite;
  const path = join(editor.folder, 'variables.ipynb');
  await window.startCell(path, 2);
  await window.output('.epb-note', { text: 'A cell is running.' });
  await openValue('weights');
  const grid = await values('weights');
  await begins(grid, 1, ['1', '1']);
  writeFileSync(join(editor.folder, 'stop'), '');
  await window.cellEnded(path, 2);
  const listed = await variables();
  await until('the new value', async () => (await texts(listed, 2)).includes('number 44'));
});

test('the list and the tabs come back when the window is loaded anew', async () => {
  const { window, editor } = suite;
  const path = join(editor.folder, 'variables.ipynb');
  await window.save(path);
  await tabsSaved(window.page, ['weights · variables.ipynb']);
  suite.window = await editor.reloadWindow();
  const grid = await variables();
  await until('answer in the list', async () => (await texts(grid, 1)).includes('answer'));
  await begins(await values('weights'), 1, ['1', '1']);
  await suite.window.output('.epb-accounts .epb-warn', { text: 'Each run leaves 2 more' });
  // With its notebook the kernel ends, which else would wait for a window.
  await suite.window.closeEditors();
  const kernels = () => editor.processes().filter(({ command }) => command.includes('host.cjs'));
  await until('the end of the kernel', () => kernels().length === 0);
});
