import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import * as layers from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { setLibraryContext, show } from '../../../library/index.js';
import type { ModelPayload } from '../../../protocol/index.js';
import { totalsOf } from '../../../renderers/model/model.js';
import { modelPicture } from '../../../renderers/model/model-picture.js';

const l = layers.layers;
let shown: { name: string; payload: unknown }[] = [];
beforeEach(() => {
  shown = [];
  setLibraryContext({
    picture: async (name, payload) => {
      shown.push({ name, payload });
    },
    run: async () => null,
  });
});

async function shownModel(model: layers.LayersModel, options?: { title?: string }): Promise<ModelPayload> {
  await show.model(model, options);
  expect(shown.at(-1)?.name).toBe('model');
  return v.parse(modelPicture.schema, JSON.parse(JSON.stringify(shown.at(-1)?.payload)));
}

const names = ({ layers: all, nodes }: ModelPayload) => nodes.map(({ layer }) => all[layer]?.name);
/** "a>b" for each edge. */
const edges = (payload: ModelPayload) =>
  payload.nodes.flatMap(({ from }, to) =>
    from.map((each) => `${names(payload)[each]}>${names(payload)[to]}`),
  );

/** The model as `countParams` and `trainableWeights` count it. */
function expectCounts(model: layers.LayersModel, payload: ModelPayload): void {
  const { parameters, trainable } = totalsOf(payload);
  expect(parameters).toBe(model.countParams());
  const counted = model.trainableWeights.reduce(
    (all, { shape }) => all + shape.reduce<number>((n, d) => n * (d ?? 1), 1),
    0,
  );
  expect(trainable).toBe(counted);
}

const titanic = () =>
  layers.sequential({
    layers: [
      l.dense({
        units: 32,
        inputShape: [13],
        activation: 'relu',
        kernelRegularizer: layers.regularizers.l2({ l2: 0.01 }),
      }),
      l.batchNormalization(),
      l.dropout({ rate: 0.3 }),
      l.dense({ units: 16, activation: 'relu', biasRegularizer: layers.regularizers.l1({ l1: 0.5 }) }),
      l.dense({ units: 1, activation: 'sigmoid', name: 'survival' }),
    ],
  });

describe('show.model', () => {
  test('tells layers, shapes, parameters, bytes and multiply-adds of a sequential model', async () => {
    const model = titanic();
    const payload = await shownModel(model, { title: 'Titanic' });
    expect(payload.title).toBe('Titanic');
    expect(payload.className).toBe('Sequential');
    expect(names(payload)).toEqual([
      'Input 1',
      'Dense 1',
      'BatchNormalization 1',
      'Dropout 1',
      'Dense 2',
      'survival',
    ]);
    expect(edges(payload)).toHaveLength(5);
    expect(payload.nodes.map(({ shapes }) => shapes)).toEqual([
      [[13]],
      [[32]],
      [[32]],
      [[32]],
      [[16]],
      [[1]],
    ]);
    expect(payload.nodes.map(({ multiplyAdds }) => multiplyAdds)).toEqual([0, 416, 32, 0, 512, 16]);
    expect(payload.nodes.map(({ outputBytes }) => outputBytes)).toEqual([52, 128, 128, 128, 64, 4]);
    expect(payload.nodes.map(({ output }) => output === true)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(payload.layers.map(({ parameters }) => parameters)).toEqual([0, 448, 128, 0, 528, 17]);
    expect(payload.layers[1]).toMatchObject({
      activation: 'relu',
      regularizers: ['L2 0.01'],
      weightBytes: 4 * 448,
    });
    expect(payload.layers[3]).toMatchObject({ rate: 0.3 });
    expect(payload.layers[4]).toMatchObject({ regularizers: ['bias L1 0.5'] });
    expect(payload.layers[5]?.ownName).toBeUndefined();
    expect(payload.layers[1]?.ownName).toBe(model.layers[0]?.name);
    expect(payload.layers[1]?.config).toContainEqual(['activation', 'relu']);
    expectCounts(model, payload);
  });

  test('reads how weights are spread, NaN and infinities apart', async () => {
    const model = layers.sequential({ layers: [l.dense({ units: 2, inputShape: [4] })] });
    model.setWeights([
      tf.tensor2d([
        [1, 2],
        [3, Number.NaN],
        [Number.POSITIVE_INFINITY, 4],
        [5, 6],
      ]),
      tf.tensor1d([Number.NaN, Number.NaN]),
    ]);
    const [kernel, bias] = (await shownModel(model)).layers[1]?.weights ?? [];
    expect(kernel).toMatchObject({ name: 'kernel', shape: [4, 2], trainable: true, dtype: 'float32' });
    expect(kernel?.values).toMatchObject({ counted: 8, nan: 1, infinite: 1, mean: 3.5, min: 1, max: 6 });
    expect(kernel?.values?.standardDeviation).toBeCloseTo(Math.sqrt(35 / 12), 5);
    const counts = kernel?.values?.histogram?.counts ?? [];
    expect(counts.reduce((all, count) => all + count, 0)).toBe(6);
    expect(bias?.values).toEqual({
      counted: 2,
      nan: 2,
      infinite: 0,
      mean: null,
      standardDeviation: null,
      min: null,
      max: null,
    });
  });

  test('a layer that is used twice has two nodes and its weights once; inputs and outputs may be several', async () => {
    const [left, right] = [
      layers.input({ shape: [8], name: 'left' }),
      layers.input({ shape: [8], name: 'right' }),
    ];
    const eye = l.dense({ units: 4, name: 'eye' });
    const both = l
      .concatenate({ name: 'both' })
      .apply([eye.apply(left), eye.apply(right)] as layers.SymbolicTensor[]);
    const outputs = [
      l.dense({ units: 1, name: 'same' }).apply(both),
      l.dense({ units: 3, name: 'kind' }).apply(both),
    ] as layers.SymbolicTensor[];
    const model = layers.model({ inputs: [left, right], outputs });
    const payload = await shownModel(model);
    expect(names(payload).filter((name) => name === 'eye')).toHaveLength(2);
    expect(payload.layers.filter(({ name }) => name === 'eye')).toHaveLength(1);
    expect(edges(payload).sort()).toEqual([
      'both>kind',
      'both>same',
      'eye>both',
      'eye>both',
      'left>eye',
      'right>eye',
    ]);
    expect(payload.nodes.filter(({ output }) => output)).toHaveLength(2);
    expectCounts(model, payload);
  });

  test('nested models stand as groups, also used twice, frozen, and with several outputs of which one is used', async () => {
    const inner = layers.input({ shape: [6] });
    const first = l.dense({ units: 3, name: 'first' }).apply(inner) as layers.SymbolicTensor;
    const second = l.dense({ units: 2, name: 'second' }).apply(inner) as layers.SymbolicTensor;
    const encoder = layers.model({ inputs: inner, outputs: [first, second], name: 'encoder' });
    encoder.trainable = false;
    const [a, b] = [layers.input({ shape: [6], name: 'a' }), layers.input({ shape: [6], name: 'b' })];
    const [, ofA] = encoder.apply(a) as layers.SymbolicTensor[];
    const [ofB] = encoder.apply(b) as layers.SymbolicTensor[];
    const head = layers.sequential({
      name: 'head',
      layers: [l.dense({ units: 1, inputShape: [5], name: 'top' })],
    });
    const joined = l.concatenate({ name: 'joined' }).apply([ofA, ofB] as layers.SymbolicTensor[]);
    const model = layers.model({ inputs: [a, b], outputs: head.apply(joined) as layers.SymbolicTensor });
    const payload = await shownModel(model);
    expect(edges(payload).sort()).toEqual(
      ['a>first', 'a>second', 'b>first', 'b>second', 'first>joined', 'joined>top', 'second>joined'].sort(),
    );
    const groups = payload.nodes.flatMap(({ nested }, index) => (nested ? [index] : []));
    expect(groups.map((index) => names(payload)[index])).toEqual(['encoder', 'encoder', 'head']);
    expect(payload.nodes.filter(({ within }) => within === groups[0])).toHaveLength(2);
    // The node of `a` that leads on is its second output alone.
    const end = payload.nodes.find(({ layer }) => payload.layers[layer]?.name === 'joined');
    expect(end?.from.map((each) => [names(payload)[each], payload.nodes[each]?.within])).toEqual([
      ['second', groups[0]],
      ['first', groups[1]],
    ]);
    expectCounts(model, payload);
    expect(totalsOf(payload).trainable).toBe(6);
  });

  test('recurrent layers, wrappers and embeddings tell their weights; what depends on the length of texts is unknown', async () => {
    const model = layers.sequential({
      layers: [
        l.embedding({ inputDim: 100, outputDim: 8, inputShape: [null] as never }),
        l.bidirectional({ layer: l.lstm({ units: 4, returnSequences: true }), mergeMode: 'concat' }),
        l.timeDistributed({ layer: l.dense({ units: 3, activation: 'relu' }) as never }),
        l.gru({ units: 5 }),
        l.dense({ units: 1 }),
      ],
    });
    const payload = await shownModel(model);
    expect(payload.nodes.map(({ multiplyAdds }) => multiplyAdds)).toEqual([0, 0, null, null, null, 5]);
    expect(payload.nodes.map(({ outputBytes }) => outputBytes)).toEqual([null, null, null, null, 20, 4]);
    expect(payload.layers[2]).toMatchObject({
      className: 'Bidirectional',
      detail: 'LSTM',
      activation: 'tanh',
    });
    expect(payload.layers[2]?.weights.map(({ name }) => name)).toEqual([
      'forward kernel',
      'forward recurrent_kernel',
      'forward bias',
      'backward kernel',
      'backward recurrent_kernel',
      'backward bias',
    ]);
    expect(payload.layers[3]).toMatchObject({ detail: 'Dense', activation: 'relu' });
    expectCounts(model, payload);
  });

  test("a layer of one's own has an unknown cost, and may have no configuration", async () => {
    class Antirectifier extends l.Layer {
      static className = 'Antirectifier';
      override computeOutputShape(shape: number[]): number[] {
        return [...shape.slice(0, -1), 2 * (shape.at(-1) as number)];
      }
      override getConfig(): never {
        throw new Error('none');
      }
    }
    const model = layers.sequential({
      layers: [l.dense({ units: 4, inputShape: [3] }), new Antirectifier({}) as never],
    });
    const payload = await shownModel(model);
    expect(payload.nodes.at(-1)).toMatchObject({ multiplyAdds: null, shapes: [[8]] });
    expect(payload.layers.at(-1)).toMatchObject({ className: 'Antirectifier', config: [] });
  });

  test('a model that has been disposed still shows its structure', async () => {
    const model = titanic();
    model.dispose();
    const payload = await shownModel(model);
    expect(payload.layers.flatMap(({ weights }) => weights).every(({ values }) => values === undefined)).toBe(
      true,
    );
    expect(totalsOf(payload).parameters).toBe(1121);
    expect(modelPicture.text(payload, 'en')).toContain('has been disposed');
  });

  test('leaves weights and tensors as they were', async () => {
    const model = titanic();
    const before = model.getWeights().map((each) => [...each.dataSync()]);
    const { numTensors } = tf.memory();
    await shownModel(model);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(model.getWeights().map((each) => [...each.dataSync()])).toEqual(before);
  });

  test('names the latest run where that trained this model', async () => {
    const model = titanic();
    await shownModel(model);
    const trained = (model as unknown as { model: layers.LayersModel }).model;
    expect(trained.layers).toHaveLength(model.layers.length + 1);
    const run = { id: 'run-3', model: { layers: trained.layers.map(({ name }) => ({ name })) } };
    setLibraryContext({ run: async () => run as never });
    expect((await shownModel(model)).run).toBe('run-3');
    expect(
      (await shownModel(layers.sequential({ layers: [l.dense({ units: 1, inputShape: [2] })] }))).run,
    ).toBeUndefined();
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'no input shape',
      () => {
        const model = layers.sequential();
        model.layers.push(l.dense({ units: 2 }));
        return model;
      },
      /does not know the shape of its inputs.*inputShape/,
    ],
    ['no layers', () => layers.sequential(), /has no layers yet/],
    ['no model', () => ({ units: 3 }), /needs a model, or the path.*got Object/],
    ['nothing', () => undefined, /needs a model.*got undefined/],
    ['a layer', () => l.dense({ units: 1 }), /needs a model.*got Dense/],
  ])('%s is told', async (_, make, words) => {
    await expect(show.model(make() as never)).rejects.toThrow(words);
    expect(shown).toEqual([]);
  });
});
