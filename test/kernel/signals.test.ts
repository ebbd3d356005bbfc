import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActivationsPayload,
  type GradientsPayload,
  type Json,
  pictureMime,
  SVG_MIME,
  TEXT_MIME,
} from '../../protocol/index.js';
import { activationsPicture } from '../../renderers/activations/activations-picture.js';
import { answerOf, tilesOf } from '../../renderers/activations/model.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { gradientsPicture } from '../../renderers/gradients/gradients-picture.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { type RanCell, TestKernel } from './kernel.js';

type Name = 'gradients' | 'activations';
const schemas = { gradients: gradientsPicture.schema, activations: activationsPicture.schema };

/** What a cell has shown, in all three forms. */
function shown<Payload>({ outputs, error }: RanCell, name: Name): { payload: Payload; text: string } {
  expect(error).toBeUndefined();
  const mime = pictureMime(name);
  const data = (outputs as { data?: Record<string, Json> }[]).findLast((each) => each.data?.[mime])?.data;
  const unpacked = unpackPayload(data?.[mime]);
  if (!data || !unpacked.ok) throw new Error(`No picture of ${name}.`);
  expect([data[SVG_MIME]].flat().join('')).toMatch(/^<svg /);
  return {
    payload: v.parse(schemas[name], unpacked.value) as Payload,
    text: [data[TEXT_MIME]].flat().join(''),
  };
}

const NETS = `import * as tf from '@tensorflow/tfjs-node';
import { seed, show } from 'epochbook';
seed(1);
const x = tf.randomNormal([256, 20], 0, 1, 'float32', 3);
const y = tf.tidy(() => x.slice([0, 0], [256, 1]).mul(x.slice([0, 1], [256, 1])).greater(0).toFloat());
async function train(depth: number, activation: 'sigmoid' | 'relu', optimizer: tf.Optimizer, stddev?: number) {
  const model = tf.sequential();
  for (let i = 1; i <= depth; i++)
    model.add(tf.layers.dense({
      name: 'd' + i, units: 16, activation, ...(i === 1 && { inputShape: [20] }),
      kernelInitializer: stddev ? tf.initializers.randomNormal({ stddev, seed: i }) : tf.initializers.glorotUniform({ seed: i }),
    }));
  model.add(tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 99 }) }));
  model.compile({ optimizer, loss: stddev ? 'meanSquaredError' : 'binaryCrossentropy' });
  return model.fit(x, y, { epochs: 6, batchSize: 32, verbose: 0 });
}`;

const ways = [
  ['embedded, compiled steps', { env: {} }],
  ['embedded, steps as TensorFlow.js does them', { env: { EPOCHBOOK_COMPILE: '0' } }],
  ['native', { engine: 'native', env: { EPOCHBOOK_STORAGE: nativeStorage } }],
] as const;

describe.each(ways)('gradient flow, %s', (way, options) => {
  const skip = way === 'native' && noNative !== '';
  let kernel: TestKernel;
  beforeAll(async () => {
    if (skip) return;
    kernel = await TestKernel.start(options);
    expect((await kernel.run(NETS)).error).toBeUndefined();
  });
  afterAll(() => kernel?.end());
  const flow = async (call: string) =>
    shown<GradientsPayload>(await kernel.run(`await show.gradients(await ${call});`), 'gradients');

  test.skipIf(skip)('ten sigmoid layers: the first vanish, and why', async () => {
    const { payload, text } = await flow(`train(10, 'sigmoid', tf.train.adam(0.003))`);
    expect(payload.epochs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(payload.layers.map(({ layer }) => layer)).toEqual([
      'd1',
      'd2',
      'd3',
      'd4',
      'd5',
      'd6',
      'd7',
      'd8',
      'd9',
      'd10',
      'out',
    ]);
    expect(text).toMatch(
      /⚠ d\d \(and \d more layers\): vanishing gradient since epoch 1, .* smaller than in out\./,
    );
    expect(text).toMatch(/it passes (8|9|10) sigmoid layers, each of which hands on at most a quarter/);
  });

  test.skipIf(skip)('three relu layers: silent', async () => {
    const { text } = await flow(`train(3, 'relu', tf.train.adam(0.003))`);
    expect(text).toContain('✓ The gradient reaches every layer');
    expect(text).not.toContain('⚠');
  });

  test.skipIf(skip)('weights far too large: exploding, and why', async () => {
    const { payload, text } = await flow(`(async () => {
      const model = tf.sequential();
      for (let i = 1; i <= 8; i++)
        model.add(tf.layers.dense({ name: 'e' + i, units: 16, activation: 'relu', ...(i === 1 && { inputShape: [20] }), kernelInitializer: tf.initializers.randomNormal({ stddev: 1, seed: i }) }));
      model.add(tf.layers.dense({ name: 'out', units: 1, kernelInitializer: tf.initializers.randomNormal({ stddev: 1, seed: 9 }) }));
      model.compile({ optimizer: tf.train.sgd(1e-12), loss: 'meanSquaredError' });
      return model.fit(x, y, { epochs: 2, batchSize: 32, verbose: 0 });
    })()`);
    expect(text).toMatch(
      /⚠ \w+ \(and 8 more layers\): exploding gradient since epoch 1, .* times the weights themselves\./,
    );
    expect(text).toContain('clipNorm');
    expect(payload.layers.every(({ norm }) => norm.every((value) => typeof value === 'number'))).toBe(true);
  });
});

test('a run of an earlier kernel is shown by its id; a wrong id and a recording that was off are told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-signals-'));
  const first = await TestKernel.start({ folder });
  await first.run(NETS);
  const before = shown<GradientsPayload>(
    await first.run(`await train(2, 'relu', tf.train.adam(0.003)); await show.gradients();`),
    'gradients',
  );
  await first.client.shutdown();
  const second = await TestKernel.start({ folder });
  try {
    const { run } = before.payload;
    const again = await second.run(`import { show } from 'epochbook'; await show.gradients('${run}');`);
    expect(shown<GradientsPayload>(again, 'gradients')).toEqual(before);
    expect((await second.run(`await show.gradients('nothing')`)).error).toContain("no run 'nothing'");
    expect((await second.run('await show.gradients({})')).error).toContain(
      'show.gradients: this is not the history',
    );
    await second.run(
      `import { record } from 'epochbook'; record({ layers: false });\n${NETS.replace('import { seed, show }', 'import { seed }')}`,
    );
    const off = await second.run(`await show.gradients(await train(2, 'relu', tf.train.adam(0.003)));`);
    expect(off.value).toContain('no record of gradients');
  } finally {
    await second.end();
  }
});

const DIGITS = `import * as tf from '@tensorflow/tfjs-node';
import { writeFileSync } from 'node:fs';
import { saveModel, seed, show } from 'epochbook';
seed(1);
const model = tf.sequential({ name: 'digits' });
model.add(tf.layers.conv2d({ name: 'edges', filters: 20, kernelSize: 3, activation: 'relu', inputShape: [40, 40, 1] }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dropout({ rate: 0.5 }));
model.add(tf.layers.dense({ name: 'hidden', units: 300, activation: 'tanh' }));
model.add(tf.layers.dense({ name: 'classes', units: 3, activation: 'softmax' }));
const images = tf.randomUniform([6, 40, 40, 1], 0, 1, 'float32', 5);
const numbers = (tensor: unknown) => JSON.stringify(Array.from((tensor as tf.Tensor).dataSync()));`;

describe('activations', () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await TestKernel.start();
    expect((await kernel.run(DIGITS)).error).toBeUndefined();
  });
  afterAll(() => kernel.end());
  const show = async (call: string) =>
    shown<ActivationsPayload>(await kernel.run(`await show.activations(${call});`), 'activations');

  test('every value that is shown is that of the layer, and nothing is left behind', async () => {
    const { payload, text } = await show(
      `model, images.slice([0, 0, 0, 0], [2, 40, 40, 1]), { labels: ['a', 'b', 'c'] }`,
    );
    expect(payload.layers.map(({ name, shape }) => `${name} ${shape}`)).toEqual([
      ' 40,40,1',
      'edges 38,38,20',
      'MaxPooling2D 1 19,19,20',
      'hidden 300',
      'classes 3',
    ]);
    expect(payload.unchanged).toBe(2);
    const read = async (code: string): Promise<number[]> => {
      await kernel.run(`writeFileSync('values.json', numbers(${code}));`);
      return JSON.parse(readFileSync(join(kernel.folder, 'values.json'), 'utf8')) as number[];
    };
    const of = (layer: string) =>
      `(tf.model({ inputs: model.inputs, outputs: model.getLayer('${layer}').output as tf.SymbolicTensor }).predict(images.slice([0, 0, 0, 0], [2, 40, 40, 1])))`;
    const [, edges, , hidden, classes] = payload.layers as [never, ...ActivationsPayload['layers']];
    const hiddenValues = await read(of('hidden'));
    const units = hidden?.strip?.units ?? [];
    expect(units.length).toBe(256);
    for (const sample of [0, 1])
      expect([...(tilesOf(hidden as never, sample)[0]?.values ?? [])]).toEqual(
        units.map((unit) => expect.closeTo(hiddenValues[sample * 300 + unit] as number, 5)),
      );
    const maps = await read(of('edges'));
    const [tile] = tilesOf(edges as never, 1).slice(3, 4);
    expect(edges?.maps).toMatchObject({ height: 19, width: 19, pooled: 2 });
    const channel = tile?.channel as number;
    const at = (row: number, column: number) => maps[((38 + row) * 38 + column) * 20 + channel] as number;
    const mean = (at(4, 6) + at(4, 7) + at(5, 6) + at(5, 7)) / 4;
    expect(tile?.values[2 * 19 + 3]).toBeCloseTo(mean, 2);
    const zeros = maps.slice(0, 38 * 38 * 20).filter((value) => value === 0).length;
    expect(edges?.facts[0]).toMatchObject({ count: 38 * 38 * 20, zeros });
    const answers = await read(of('classes'));
    expect(answerOf(payload, 1)?.[0]?.share).toBeCloseTo(Math.max(...answers.slice(3)), 5);
    expect(classes?.units).toBe(3);
    expect(text).toMatch(/Answer: [abc]: [\d.]+%, /);
    const before = await kernel.run('console.log(String(tf.memory().numTensors));');
    await show('model, images.slice([0, 0, 0, 0], [1, 40, 40, 1]).dataSync()');
    const after = await kernel.run(
      'console.log([tf.memory().numTensors - 1, Object.hasOwn(model.layers[0], "call")].join(" "));',
    );
    expect(after.text.trim()).toBe(`${before.text.trim()} false`);
  });

  test('of many samples the first four; of a file the same', async () => {
    const { payload } = await show('model, images');
    expect(payload).toMatchObject({ samples: 4, given: 6 });
    await kernel.run(`await saveModel(model, 'digits.keras');`);
    const { payload: file } = await show(`'digits.keras', images`);
    expect(file.title).toBe('digits.keras');
    expect(file.layers.map(({ facts }) => facts)).toEqual(payload.layers.map(({ facts }) => facts));
  });

  test('a layer used twice, a nested model and two inputs', async () => {
    await kernel.run(`const [a, b] = [tf.input({ shape: [4], name: 'left' }), tf.input({ shape: [4], name: 'right' })];
const twice = tf.layers.dense({ name: 'twice', units: 5, activation: 'relu' });
const joined = tf.layers.concatenate().apply([twice.apply(a), twice.apply(b)] as tf.SymbolicTensor[]);
const inner = tf.sequential({ name: 'inner', layers: [tf.layers.dense({ name: 'deep', units: 2, inputShape: [10] })] });
const both = tf.model({ inputs: [a, b], outputs: inner.apply(joined) as tf.SymbolicTensor });`);
    const { payload } = await show('both, [[1, 2, 3, 4], tf.zeros([1, 4])]');
    expect(payload.layers.map(({ name }) => name)).toEqual([
      'left',
      'right',
      'twice',
      'twice (2)',
      'Concatenate 1',
      'deep',
    ]);
  });

  test.each([
    [
      'model, tf.zeros([28, 28])',
      /'\w+' needs one sample of shape \[40, 40, 1\], or a few of shape \[null, 40, 40, 1\], but got shape \[28, 28\]/,
    ],
    ['model, tf.zeros([0, 40, 40, 1])', /but got shape \[0, 40, 40, 1\]/],
    ['model, undefined as never', /needs a tensor, or numbers in arrays, but got undefined/],
    [`model, [['a']]`, /needs a tensor, or numbers/],
    ['model, [[1, 2], [3]]', /needs a tensor, or numbers/],
    ['images as never, model', /needs a model, or the path .* Pass the model first/],
    [`model, images, { labels: ['a'] }`, /a name for each of the 3 classes of the last layer, but has 1/],
    [`model, images, { label: ['a'] } as never`, /label/],
    ['tf.sequential(), [1]', /does not know the shape of its inputs/],
    [`'nowhere.keras', images`, /nowhere\.keras/],
    ['both, images', /has 2 inputs; pass a list with one sample for each/],
    ['both, [tf.zeros([2, 4]), tf.zeros([3, 4])]', /different numbers of samples: 2, 3/],
  ])('show.activations(%s) says what is wrong', async (call, words) => {
    expect((await kernel.run(`await show.activations(${call});`)).error).toMatch(words);
  });
});
