import { expect, test } from 'vitest';
import { themes } from './editor.js';
import { useEditor } from './use-editor.js';
import { failureOf } from './workbooks.js';

const suite = useEditor('model');

const cells = [
  `import * as tf from '@tensorflow/tfjs-node';
import { seed, show } from 'epochbook';
seed(1);
const input = tf.input({ shape: [28, 28, 1], name: 'digit' });
const first = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu', name: 'edges' }).apply(input);
const again = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(first);
const joined = tf.layers.add().apply([first, again] as tf.SymbolicTensor[]);
const pooled = tf.layers.maxPooling2d({ poolSize: 2 }).apply(joined);
const flat = tf.layers.flatten().apply(pooled);
const dropped = tf.layers.dropout({ rate: 0.4 }).apply(flat);
const classes = tf.layers.dense({ units: 10, activation: 'softmax', name: 'classes' }).apply(dropped);
const model = tf.model({ inputs: input, outputs: classes as tf.SymbolicTensor });`,
  'await show.model(model);',
];
/** 28·28·9·1·8, 28·28·9·8·8, 14·14·8·10. */
const COST = (56_448 + 451_584 + 15_680).toLocaleString('en');

test('a model of a cell is drawn; a search leads to a layer, a click shows its weights, the summary has the sums', async () => {
  const { window } = suite;
  const path = await suite.openCells('structure', cells);
  await window.startAll();
  expect(failureOf(await window.allEnded(path))).toBe('');
  const view = await window.showOutput(path, 1, '.epb-model');
  expect(await view.innerText()).toContain(`${COST} multiply-adds for one sample`);
  await view.getByRole('searchbox').fill('conv2d');
  await expect.poll(() => view.getByRole('status').innerText()).toBe('2 of 8');
  await view.getByRole('searchbox').press('Enter');
  await expect
    .poll(() => view.locator('.epb-model-details').innerText())
    .toMatch(/edges[\s\S]*kernel 3×3×1×8/);
  await view.getByRole('searchbox').fill('');
  const layer = view.getByRole('button', { name: /^classes, / });
  await layer.click();
  await expect.poll(() => view.locator('.epb-model-details').innerText()).toMatch(/Parameters\s+15,690/);
  expect(await view.locator('.epb-model-weight svg').count()).toBe(2);
  for (const theme of ['light', 'highContrast', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    await window.screenshot(`model-${theme}`);
  }
  await layer.focus();
  for (const key of ['Home', 'ArrowRight', 'Enter']) await window.page.keyboard.press(key);
  await expect.poll(() => view.locator('.epb-model-details').innerText()).toContain('edges');
  await view.getByRole('tab', { name: 'Summary' }).click();
  await expect.poll(() => view.innerText()).toContain('Parameters: 16,354');
  await window.screenshot('model-summary');
});

test('saved and opened anew, the model is there without a kernel', async () => {
  const { window } = suite;
  const path = await suite.openCells('structure-saved', cells);
  await window.startAll();
  expect(failureOf(await window.allEnded(path))).toBe('');
  await window.save(path);
  suite.window = await suite.editor.openWindow();
  await suite.window.openNotebook(path);
  const view = await suite.window.showOutput(path, 1, '.epb-model');
  expect(await view.getByRole('button', { name: /^classes, / }).count()).toBe(1);
});
