import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Json, type ProjectorPayload, pictureMime, SVG_MIME, TEXT_MIME } from '../../protocol/index.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { projectorPicture } from '../../renderers/projector/projector-picture.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeEach(async () => {
  kernel = await TestKernel.start();
});
afterEach(() => kernel.end());

const DATA = `
import * as tf from '@tensorflow/tfjs-node';
import { seed, show } from 'epochbook';
const kinds = Array.from({ length: 300 }, (_, i) => i % 5);
const centers = tf.randomNormal([5, 12], 0, 4, 'float32', 1);
const vectors = centers.gather(tf.tensor1d(kinds, 'int32')).add(tf.randomNormal([300, 12], 0, 1, 'float32', 2));`;

function payloadOf(outputs: readonly unknown[]): { data: Record<string, Json>; payload: ProjectorPayload } {
  const mime = pictureMime('projector');
  const found = (outputs as { data?: Record<string, Json> }[]).find((output) => output.data?.[mime]);
  const unpacked = unpackPayload(found?.data?.[mime]);
  if (!found?.data || !unpacked.ok) throw new Error('No picture of a projector.');
  return { data: found.data, payload: v.parse(projectorPicture.schema, unpacked.value) };
}

test('vectors are laid out by all three methods beside the cell, in all three forms', async () => {
  const shown = await kernel.run(`${DATA}
let turns = 0;
const timer = setInterval(() => { turns += 1; }, 10);
const begun = performance.now();
await show.projector(vectors, { labels: kinds, methods: ['pca', 'tsne', 'umap'], iterations: 300 });
clearInterval(timer);
console.log('share ' + Math.min(1, (turns * 10) / (performance.now() - begun)));`);
  expect(shown.error).toBeUndefined();
  const { data, payload } = payloadOf(shown.outputs);
  expect(payload.status).toBe('done');
  expect(payload.layouts.map(({ method, dimensions }) => `${method} ${dimensions}`)).toEqual([
    'pca 3',
    'tsne 2',
    'tsne 3',
    'umap 2',
    'umap 3',
  ]);
  expect([data[SVG_MIME]].flat().join('')).toMatch(/^<svg /);
  expect([data[TEXT_MIME]].flat().join('')).toContain('300 points of 12 numbers each');
  // The thread of the cells was free meanwhile.
  expect(Number(/share ([\d.]+)/.exec(shown.text)?.[1])).toBeGreaterThan(0.3);
  const again = await kernel.run(
    `await show.projector(vectors, { labels: kinds, methods: ['pca', 'tsne', 'umap'], iterations: 300 });`,
  );
  expect(payloadOf(again.outputs).payload).toEqual(payload);
}, 60_000);

test('Stop keeps what there is, and the variables; the next picture is whole', async () => {
  const running = kernel.run(`${DATA}
await show.projector(vectors, { methods: ['pca', 'tsne'], iterations: 10_000_000 });
await null;
console.log('behind');`);
  await expect
    .poll(() => JSON.stringify(kernel.outputsOf(1)).includes('t-SNE 2D: '), {
      timeout: 30_000,
      interval: 100,
    })
    .toBe(true);
  await kernel.client.interrupt();
  const stopped = await running;
  expect(stopped.text).not.toContain('behind');
  await expect.poll(() => payloadOf(kernel.outputsOf(1)).payload.status, { timeout: 10_000 }).toBe('stopped');
  const { payload } = payloadOf(kernel.outputsOf(1));
  const flat = payload.layouts.find(({ method }) => method === 'tsne');
  expect(flat?.done).toBeGreaterThan(0);
  expect(flat?.done).toBeLessThan(10_000_000);
  const after = await kernel.run('await show.projector(vectors, { labels: kinds });');
  expect(after.error).toBeUndefined();
  expect(payloadOf(after.outputs).payload.status).toBe('done');
}, 60_000);

test('showing changes neither the weights of a training nor the next random numbers', async () => {
  const BUILD = `${DATA}
seed(3);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [12], activation: 'relu' }), tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const y = tf.tensor2d(kinds, [300, 1]);`;
  const FIT = `
await model.fit(vectors, y, { epochs: 2, verbose: 0 });
console.log(JSON.stringify(model.getWeights().map((weight) => [...weight.dataSync()])));`;
  const plain = await kernel.run(`${BUILD}${FIT}`);
  const shown = await kernel.run(
    `${BUILD}\nconst picture = show.projector(vectors, { labels: kinds, methods: ['umap'] });${FIT}\nawait picture;`,
  );
  expect(shown.error).toBeUndefined();
  const printed = ({ text }: { text: string }) => /\[\[[^\n]+\]\]/.exec(text)?.[0];
  expect(printed(plain)).toBeTruthy();
  expect(printed(shown)).toBe(printed(plain));
}, 60_000);
