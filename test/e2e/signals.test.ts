import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { themes } from './editor.js';
import { useEditor } from './use-editor.js';
import { failureOf } from './workbooks.js';

const suite = useEditor('signals');

const cells = [
  `import * as tf from '@tensorflow/tfjs-node';
import { existsSync } from 'node:fs';
import { seed, show } from 'epochbook';
seed(1);
// The run waits in its fourth epoch until somebody has looked.
const onEpochEnd = async (epoch) => {
  do await new Promise((go) => setTimeout(go, 100)); while (epoch === 3 && !existsSync('go-on'));
};
const x = tf.randomNormal([256, 12], 0, 1, 'float32', 1);
const y = tf.tidy(() => x.slice([0, 0], [256, 1]).greater(0).toFloat());
const deep = tf.sequential();
for (let i = 1; i <= 10; i++)
  deep.add(tf.layers.dense({ name: 'hidden' + i, units: 12, activation: 'sigmoid', ...(i === 1 && { inputShape: [12] }) }));
deep.add(tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid' }));
deep.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
const digits = tf.sequential({ name: 'digits' });
digits.add(tf.layers.conv2d({ name: 'edges', filters: 8, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }));
digits.add(tf.layers.maxPooling2d({ poolSize: 2 }));
digits.add(tf.layers.flatten());
digits.add(tf.layers.dense({ name: 'hidden', units: 32, activation: 'relu' }));
digits.add(tf.layers.dense({ name: 'classes', units: 3, activation: 'softmax' }));
const ring = tf.tensor(Array.from({ length: 784 }, (_, i) => Math.max(0, 1 - Math.abs(Math.hypot(Math.floor(i / 28) - 13.5, (i % 28) - 13.5) - 8) / 2)), [28, 28, 1]);`,
  'const history = await deep.fit(x, y, { epochs: 8, batchSize: 32, verbose: 0, callbacks: { onEpochEnd } });',
  'await show.gradients(history);',
  `await show.activations(digits, ring, { labels: ['zero', 'one', 'two'] });`,
];

test('the gradient flow of a run, live and by show.gradients, on one cursor; what layers make of a sample', async () => {
  const { window } = suite;
  const path = await suite.openCells('signals', cells);
  await window.startAll();
  await window.output('.epb-run', { timeout: 90_000 });
  const run = await window.showOutput(path, 1, '.epb-run');
  await run.getByRole('tab', { name: 'Gradient flow' }).click();
  const live = run.locator('.epb-plots');
  await expect
    .poll(() => live.locator('.epb-plots-facts').innerText())
    .toMatch(/11 layers · [1-4] epochs? recorded/);
  await expect
    .poll(() => live.locator('.epb-plots-verdict').innerText())
    .toMatch(/vanishing gradient[\s\S]*sigmoid layers/);
  writeFileSync(join(suite.editor.folder, 'go-on'), '');
  expect(failureOf(await window.allEnded(path))).toBe('');
  await expect.poll(() => live.locator('.epb-plots-facts').innerText()).toContain('8 epochs recorded');

  const flow = await window.showOutput(path, 2, '.epb-picture .epb-plots');
  const ground = flow.getByRole('application');
  await ground.focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'Enter']) await ground.press(key);
  const readout = flow.locator('.epb-plots-readout');
  await expect
    .poll(() => readout.innerText())
    .toMatch(/epoch 2, pinned[\s\S]*hidden\d \(vanishing\)[\s\S]*per weight/);
  await flow.getByRole('combobox').selectOption('norm');
  for (const theme of ['light', 'highContrast', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    await window.screenshot(`gradients-${theme}`);
  }
  // The tab of the training is at the same moment.
  const again = await window.showOutput(path, 1, '.epb-run');
  await expect.poll(() => again.locator('.epb-plots-readout').innerText()).toContain('epoch 2, pinned');
  await window.screenshot('gradients-tab');

  const layers = await window.showOutput(path, 3, '.epb-act');
  expect(await layers.innerText()).toMatch(/edges Conv2D · relu · 26×26×8[\s\S]*Answer[\s\S]*%/);
  expect(await layers.locator('.epb-act-answer tbody tr').count()).toBe(3);
  const edges = layers.locator('.epb-act-layer').nth(1);
  await edges.getByRole('application').focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowDown']) await window.page.keyboard.press(key);
  await expect
    .poll(() => edges.locator('.epb-act-about').innerText())
    .toMatch(/^channel 0, row 1, column 1: ≈ /);
  for (const theme of ['light', 'highContrast', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    await window.screenshot(`activations-${theme}`);
  }
});
