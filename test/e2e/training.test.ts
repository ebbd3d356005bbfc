import { expect, test } from 'vitest';
import { TrainingView } from './training-view.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('training');

const data = `import * as tf from '@tensorflow/tfjs-node';
const x = tf.randomNormal([512, 8], 0, 1, 'float32', 1);
const y = x.sum(1, true);`;
const model = `const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });`;
/** So long that only Stop or Interrupt can end it. */
const ENDLESS = 100_000_000;
const fitFor = (epochs: number) =>
  `const history = await model.fit(x, y, { epochs: ${epochs}, batchSize: 64, validationSplit: 0.2, verbose: 0 });`;

test('Stop keeps history and weights for the next cell', async () => {
  const { window } = suite;
  const path = await suite.openCells('stop', [
    data,
    model,
    fitFor(ENDLESS),
    'console.log([history.epoch.length, model.getWeights().length].join())',
  ]);
  await window.startAll();
  const view = await TrainingView.appear(window);
  await view.seenGrowing();
  await window.screenshot('training-live');
  await view.stop();
  const facts = await window.allEnded(path);
  const [epochs, weights] = facts.cells[3]?.outputs[0]?.text.trim().split(',').map(Number) ?? [];
  expect(epochs).toBeGreaterThan(0);
  expect(epochs).toBeLessThan(ENDLESS);
  expect(weights).toBe(4);
});

test('Interrupt stops a fit that runs, and the kernel goes on', async () => {
  const { window } = suite;
  const path = await suite.openCells('interrupt-fit', [
    data,
    model,
    fitFor(ENDLESS),
    'console.log(String(model.getWeights().length))',
  ]);
  await window.startAll();
  await (await TrainingView.appear(window)).seenGrowing();
  await window.command('epochbook.interrupt');
  await window.cellEnded(path, 2);
  expect((await window.runCell(path, 3)).outputs[0]?.text).toContain('4');
});

test('above eight fits in one cell the pictures become one group', async () => {
  const { window } = suite;
  const loop = `for (let fold = 0; fold < 10; fold++) {\n  await model.fit(x, y, { epochs: 3, batchSize: 64, verbose: 0 });\n}`;
  const path = await suite.openCells('folds', [data, model, loop]);
  const facts = await window.runAll(path);
  expect(facts.cells[2]?.success).toBe(true);
  expect(
    facts.cells[2]?.outputs.filter(({ mimes }) => mimes.some((mime) => mime.includes('training'))),
  ).toHaveLength(1);
  await window.showOutput(path, 2, '.epb-group');
  await window.screenshot('training-group');
});
