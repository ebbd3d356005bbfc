import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { setLocale } from '../../../../words/index.js';
import { randomValues } from '../../../conformance/draw.js';
import { testEngine } from '../engine.js';
import { distance, stepOf, type Training, train } from './both-ways.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
afterEach(() => {
  vi.restoreAllMocks();
  setLocale('en');
});

const dense = (units: number, rest: object = {}): object =>
  tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed: units }), ...rest });

const training = (middle: () => unknown[], compile: object = {}, steps = 8): Training => ({
  steps,
  make: () => {
    const model = tf.sequential();
    model.add(tf.layers.inputLayer({ inputShape: [4] }));
    for (const layer of [dense(5, { name: 'front' }), ...middle(), dense(1, { name: 'end' })])
      model.add(layer as never);
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...compile } as never);
    return model;
  },
  batches: () =>
    [3, 5].map((seed) => [
      tf.tensor2d(randomValues(seed, [6, 4]), [6, 4]),
      tf.tensor2d(randomValues(seed, [6, 1]), [6, 1]),
    ]),
});

/** A layer of the student's own. */
const ownLayer = (name: string, call: (x: Tensor) => Tensor) => (): unknown[] => {
  class Own extends tf.layers.Layer {
    static className = 'Own';

    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.tidy(() => call([inputs].flat()[0] as Tensor));
    }
  }
  return [new Own({ name })];
};

/** What the two ways give, and what is told on stderr. */
async function bothWays(
  given: Training,
  between = (): void => {},
): Promise<{ apart: number; told: string[] }> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const uncompiled = await train(tf, given, false);
  between();
  const compiled = await train(tf, given, true);
  return { apart: distance(uncompiled, compiled), told: warn.mock.calls.map(([text]) => String(text)) };
}

describe('what cannot be compiled runs as before, and says so once', () => {
  let calls = 0;
  const now = (): number => (calls++ % 3 === 0 ? 2 : 1);

  test.each<[string, () => unknown[], string]>([
    [
      'a layer that decides by values',
      ownLayer('chooser', (x) => ((x.sum().dataSync()[0] as number) > 0 ? x.mul(2) : x.neg())),
      'Own "chooser"',
    ],
    ['a layer with a counter', ownLayer('counter', (x) => x.mul(now())), 'Own "counter"'],
    [
      'a layer that the compiler does not know',
      () => [
        tf.layers.reshape({ targetShape: [5, 1] }),
        tf.layers.rnn({
          cell: tf.layers.simpleRNNCell({
            units: 3,
            kernelInitializer: 'ones',
            recurrentInitializer: 'ones',
          }),
          name: 'memory',
        }) as never,
      ],
      'RNN "memory"',
    ],
    [
      'noise',
      () => [tf.layers.gaussianNoise({ stddev: 0.1, seed: 1, name: 'noise' } as never)],
      'GaussianNoise "noise"',
    ],
    [
      'an operation in the middle',
      () => [
        tf.layers.reshape({ targetShape: [5, 1] }),
        tf.layers.conv1d({ filters: 2, kernelSize: 2, dilationRate: 2, kernelInitializer: 'ones' }),
        tf.layers.flatten(),
      ],
      'Conv2D of a filter with gaps',
    ],
    [
      'an activityRegularizer',
      () => [dense(3, { name: 'held', activityRegularizer: tf.regularizers.l2({ l2: 0.1 }) })],
      'the activityRegularizer of Dense "held"',
    ],
  ])('%s', async (_, middle, reason) => {
    const { apart, told } = await bothWays(training(middle), () => {
      calls = 0;
    });
    expect(told).toEqual([`The training runs uncompiled: ${reason}.`]);
    expect(apart).toBe(0);
  });

  test.each<[string, (random: () => number) => Tensor | number]>([
    ['Math.random', () => Math.random()],
    ['Date', () => Date.now() % 7],
  ])('a layer that reads %s', async (_, read) => {
    const seen: number[] = [];
    const middle = ownLayer('reader', (x) => {
      seen.push(read(Math.random) as number);
      return x.mul(1);
    });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await train(tf, training(middle), true);
    expect(warn.mock.calls).toEqual([['The training runs uncompiled: Own "reader".']]);
    // It is called in each step.
    expect(seen.length).toBeGreaterThanOrEqual(8);
  });

  test.each<[string, () => object, string]>([
    [
      'a loss that decides by values',
      () => ({
        loss: (a: Tensor, b: Tensor) =>
          (a.max().dataSync()[0] as number) > 0.3 ? tf.abs(a.sub(b)) : tf.square(a.sub(b)),
      }),
      'a loss function of its own',
    ],
    [
      'a metric of its own',
      () => ({
        metrics: [
          function far(a: Tensor, b: Tensor) {
            return tf.mean(tf.abs(a.sub(b)));
          },
        ],
      }),
      'the metric far',
    ],
  ])('%s', async (_, compile, reason) => {
    const given = training(() => []);
    const make = (): LayersModel => {
      const model = given.make(tf);
      model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError', ...compile() } as never);
      return model;
    };
    const { apart, told } = await bothWays({ ...given, make });
    expect(told).toEqual([`The training runs uncompiled: ${reason}.`]);
    expect(apart).toBe(0);
  });

  test('a layer that keeps its state from batch to batch', async () => {
    const rows = (): Tensor[][] => [[tf.ones([4, 5, 2]), tf.ones([4, 1])]];
    const make = (): LayersModel => {
      const model = tf.sequential({
        layers: [
          tf.layers.lstm({
            ...{ units: 3, stateful: true, batchInputShape: [4, 5, 2], name: 'kept' },
            ...{ kernelInitializer: 'ones', recurrentInitializer: 'ones' },
          }),
          dense(1) as never,
        ],
      });
      model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
      return model;
    };
    const { apart, told } = await bothWays({ make, batches: rows, steps: 4 });
    expect(told).toEqual([
      'The training runs uncompiled: LSTM "kept", which keeps its state from batch to batch.',
    ]);
    expect(apart).toBe(0);
  });

  test('in Korean', async () => {
    setLocale('ko');
    const own = (a: Tensor, b: Tensor): Tensor => tf.mean(tf.abs(a.sub(b)));
    const { told } = await bothWays(training(() => [], { metrics: [own] }));
    expect(told).toEqual(['학습을 컴파일하지 않고 실행합니다: own 지표.']);
  });

  test('a batch without rows', async () => {
    const empty = (): Tensor[][] => [[tf.zeros([0, 4]), tf.zeros([0, 1])]];
    const { apart, told } = await bothWays({ ...training(() => []), batches: empty });
    expect(told).toEqual(['The training runs uncompiled: batches without values.']);
    expect(apart).toBe(0);
  });

  test('a word that is not in the table is refused as before, and changes nothing', async () => {
    const ways = [false, true].map((compiled) => {
      const model = tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4, embeddingsInitializer: 'ones' }),
          tf.layers.flatten(),
          dense(1) as never,
        ],
      });
      model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
      const errors: string[] = [];
      setCompiling(compiled);
      for (const word of [6, 6, 9, 6]) {
        const batch = [tf.tensor2d([[1, 2, 3, word]]), tf.tensor2d([[1]])];
        try {
          tf.dispose(stepOf(model)(batch));
        } catch (error) {
          errors.push(String(error));
        }
        tf.dispose(batch);
      }
      setCompiling(false);
      const weights = model.getWeights().map((weight) => weight.dataSync().slice());
      model.dispose();
      return { errors, weights };
    });
    const [uncompiled, compiled] = ways;
    expect(uncompiled?.errors).toEqual(['Error: GatherV2: the index value 9 is not in [0, 6]']);
    expect(compiled?.errors).toEqual(uncompiled?.errors);
    compiled?.weights.forEach((values, i) => {
      for (const [j, value] of values.entries())
        expect(value).toBeCloseTo(uncompiled?.weights[i]?.[j] as number, 6);
    });
  });

  test('no room for the arena', async () => {
    const { wasm } = tf.backend() as BackendWasm;
    const heap = wasm as unknown as { _malloc(bytes: number): number };
    const { _malloc: malloc } = heap;
    vi.spyOn(heap, '_malloc').mockImplementation((bytes) => {
      // The arena is the only thing of this size here.
      if (bytes > 3000) throw new RangeError('out of memory');
      return malloc(bytes);
    });
    const { apart, told } = await bothWays(training(() => [dense(64)]));
    expect(told).toEqual(['The training runs uncompiled: too little memory.']);
    expect(apart).toBe(0);
  });
});

test('a layer whose call is replaced between two steps is called', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const calls: number[] = [];
  const before = (model: LayersModel, step: number): void => {
    const [, front] = model.layers;
    if (step !== 5 || !front) return;
    const { call } = front;
    front.call = (inputs, kwargs) => {
      calls.push(step);
      return call.apply(front, [inputs, kwargs]);
    };
  };
  const given = { ...training(() => []), before };
  expect(distance(await train(tf, given, false), await train(tf, given, true))).toBeLessThan(1e-6);
  expect(calls.length).toBe(6);
  expect(warn.mock.calls).toEqual([
    ['The training runs uncompiled: Dense "front", whose call was replaced.'],
  ]);
});

test('another backend, and back', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const change = (_: LayersModel, step: number): void => {
    if (step === 3) void tf.setBackend('cpu');
    if (step === 5) void tf.setBackend('wasm');
  };
  const given = training(() => [tf.layers.dropout({ rate: 0.2, seed: 1 })]);
  try {
    const uncompiled = await train(tf, given, false);
    const compiled = await train(tf, { ...given, before: change }, true);
    expect(distance(uncompiled, compiled)).toBeLessThan(1e-5);
    expect(compiled.operations).toBe(0);
    expect(warn.mock.calls).toEqual([]);
  } finally {
    await tf.setBackend('wasm');
  }
});

describe('memory', () => {
  test('nothing grows from step to step, nor from model to model', async () => {
    const given = training(() => [tf.layers.dropout({ rate: 0.2 })], { optimizer: 'adam' });
    await train(tf, given, true);
    const { numTensors, numBytes } = tf.memory();
    const heap = (): number => (tf.backend() as BackendWasm).wasm.HEAPU8.length;
    const size = heap();
    for (let i = 0; i < 20; i++) await train(tf, { ...given, steps: 500 }, true);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    expect(heap()).toBe(size);
  });
});
