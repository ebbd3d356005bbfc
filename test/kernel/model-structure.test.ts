import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Json, type ModelPayload, pictureMime, SVG_MIME, TEXT_MIME } from '../../protocol/index.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { modelPicture } from '../../renderers/model/model-picture.js';
import { TestKernel } from './kernel.js';

let folder: string;
let kernel: TestKernel;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-model-'));
  kernel = await TestKernel.start({ folder });
});
afterEach(() => kernel.end());

const BUILD = `
import * as tf from '@tensorflow/tfjs-node';
import { saveModel, seed, show } from 'epochbook';
seed(1);
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 32, activation: 'relu', inputShape: [13] }),
  tf.layers.dropout({ rate: 0.3 }),
  tf.layers.dense({ units: 16, activation: 'relu' }),
  tf.layers.dense({ units: 1, activation: 'sigmoid' }),
] });
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });`;

interface Output {
  data?: Record<string, Json>;
}

function payloadOf(outputs: readonly unknown[]): { data: Record<string, Json>; payload: ModelPayload } {
  const mime = pictureMime('model');
  const { data } = (outputs as Output[]).find((output) => output.data?.[mime]) ?? {};
  const unpacked = unpackPayload(data?.[mime]);
  if (!data || !unpacked.ok) throw new Error('No picture of a model.');
  return { data, payload: v.parse(modelPicture.schema, unpacked.value) };
}

const textOf = (data: Record<string, Json>): string => [data[TEXT_MIME]].flat().join('');

test('a model and the same one out of each kind of file give the same picture, in all three forms', async () => {
  const shown = await kernel.run(`${BUILD}\nawait show.model(model);`);
  expect(shown.error).toBeUndefined();
  const { data, payload } = payloadOf(shown.outputs);
  expect([data[SVG_MIME]].flat().join('')).toMatch(/^<svg /);
  expect(textOf(data)).toMatch(/Dense 1 +Dense +32 +448 +416 +1.75 KiB +128 B/);
  expect(textOf(data)).toContain('Parameters: 993 (3.88 KiB)');
  for (const path of ['a.h5', 'a.keras', 'plain']) {
    const again = await kernel.run(
      `await saveModel(model, '${path}');\nconst before_${path.replace('.', '_')} = tf.memory().numTensors;\nawait show.model('${path === 'plain' ? 'plain/model.json' : path}');\nif (tf.memory().numTensors !== before_${path.replace('.', '_')}) throw new Error('leaks');`,
    );
    expect(again.error).toBeUndefined();
    const { payload: read } = payloadOf(again.outputs);
    expect(read.title).toContain(path);
    expect(read.layers.map(({ weights }) => weights)).toEqual(payload.layers.map(({ weights }) => weights));
    expect(read.nodes).toEqual(payload.nodes);
  }
  const missing = await kernel.run(`await show.model('none.keras');`);
  expect(missing.error).toContain('none.keras');
  const unbuilt = await kernel.run(`await show.model(tf.sequential());`);
  expect(unbuilt.error).toContain('has no layers yet');
});

test('after a training the picture names its run; showing changes no weight and no next number', async () => {
  const TRAIN = `
const x = tf.randomNormal([64, 13], 0, 1, 'float32', 7);
const y = x.sum(1).greater(0).cast('float32').reshape([64, 1]);`;
  const FIT = `
await model.fit(x, y, { epochs: 2, verbose: 0 });
console.log(JSON.stringify(model.getWeights().map((weight) => [...weight.dataSync()])));`;
  const plain = await kernel.run(`${BUILD}${TRAIN}${FIT}`);
  const shown = await kernel.run(
    `${BUILD}${TRAIN}\nawait show.model(model);${FIT}\nawait show.model(model);`,
  );
  const printed = (outputs: readonly unknown[]) => JSON.stringify(outputs).match(/\[\[[-\d.,e[\]]+\]\]/)?.[0];
  expect(printed(plain.outputs)).toBeTruthy();
  expect(printed(shown.outputs)).toBe(printed(plain.outputs));
  const last = payloadOf([...shown.outputs].reverse());
  expect(last.payload.run).toBeTruthy();
});
