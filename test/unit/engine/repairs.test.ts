import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLocale } from '../../../words/index.js';
import { random } from './both-backends.js';
import { testEngine } from './engine.js';

// What every engine computes with the repair of tfjs, so that no other engine could show it to be wrong.

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

type Layer = ReturnType<TfNamespace['layers']['dense']>;
const numbers = (x: Tensor): number[] => Array.from(x.dataSync());
const close = (actual: Tensor, expected: Tensor): void => {
  expect(actual.shape).toEqual(expected.shape);
  const difference = tf.max(tf.abs(tf.sub(actual, expected))).dataSync()[0];
  expect(difference).toBeLessThan(1e-5);
};

describe('batch normalization', () => {
  /** Result and gradient in training, and the result in prediction after it. */
  const through = (layer: unknown, x: Tensor, dy: Tensor): [Tensor, Tensor, Tensor] => {
    const apply = (x: Tensor, training: boolean) => (layer as Layer).apply(x, { training }) as Tensor;
    const [value, gradient] = [apply(x, true), tf.grad((x) => tf.mul(apply(x, true), dy))(x)];
    return [value, gradient, apply(x, false)];
  };

  it.each([
    { shape: [3, 4, 5, 2], axis: 1 },
    { shape: [3, 4, 5, 2], axis: -2 },
    { shape: [3, 7, 4], axis: 1 },
    { shape: [2, 3, 4, 2, 5], axis: -1 },
    { shape: [2, 3, 4, 2, 5], axis: 2 },
  ])(
    'of $shape over axis $axis is that of rows with the axis as their columns',
    ({ shape, axis }) =>
      void tf.tidy(() => {
        const at = axis < 0 ? axis + shape.length : axis;
        const order = [...shape.keys()].filter((i) => i !== at).concat(at);
        const back = order.map((_, i) => order.indexOf(i));
        const rows = (x: Tensor) => tf.reshape(tf.transpose(x, order), [-1, shape[at] as number]);
        const whole = (x: Tensor) =>
          tf.transpose(
            tf.reshape(
              x,
              order.map((i) => shape[i] as number),
            ),
            back,
          );
        const [x, dy] = [random(tf, 1, shape), random(tf, 2, shape)];
        const actual = through(tf.layers.batchNormalization({ axis, momentum: 0.5 }), x, dy);
        const expected = through(tf.layers.batchNormalization({ momentum: 0.5 }), rows(x), rows(dy));
        actual.forEach((value, i) => void close(value, whole(expected[i] as Tensor)));
      }),
  );
});

it('layer normalization without scale or center computes as with a scale of 1 and a center of 0', () =>
  void tf.tidy(() => {
    const [x, dy] = [random(tf, 1, [4, 5]), random(tf, 2, [4, 5])];
    const gradient = (config: object) => {
      const layer = tf.layers.layerNormalization(config) as unknown as Layer;
      return tf.grad((x) => tf.mul(layer.apply(x) as Tensor, dy))(x);
    };
    for (const config of [{ scale: false }, { center: false }, { scale: false, center: false }])
      close(gradient(config), gradient({}));
  }));

describe('gradients', () => {
  it('of what is repeated add up', () => {
    const [row, scalar, squares] = tf.tidy(() => {
      const x = tf.tensor2d([1, 5, 3, 2], [2, 2]);
      return [
        tf.grad((y) => tf.maximum(x, y))(tf.tensor1d([2, 3])),
        tf.grad((y) => tf.minimum(y, x))(tf.scalar(2.5)),
        tf.grad((y) => tf.squaredDifference(y, x))(tf.tensor1d([1, 1])),
      ].map(numbers);
    });
    // Of max(x, y) the columns where y is larger; of min(y, x) where y is smaller; 2·Σ(y − x).
    expect([row, scalar, squares]).toEqual([[1, 1], [2], [-4, -10]]);
  });

  it.each<[of: string, f: (x: Tensor) => Tensor, at: number[], expected: number[]]>([
    ['a maximum are shared by equal values', (x) => tf.max(x), [3, 1, 3], [0.5, 0, 0.5]],
    ['a minimum are shared by equal values', (x) => tf.min(x), [1, 1, 1], [1 / 3, 1 / 3, 1 / 3]],
    ['a distance are 0 where there is none', (x) => tf.abs(x), [-2, 0, 2], [-1, 0, 1]],
    ['a mirror go back to what it shows', (x) => tf.mirrorPad(x, [[2, 0]], 'reflect'), [1, 2, 3], [1, 2, 2]],
    ['divNoNan are 0 where it divides by 0', (x) => tf.divNoNan(1, x), [0, 2], [0, -0.25]],
    ['whole numbers are 0', (x) => tf.mul(tf.cast(tf.cast(x, 'int32'), 'float32'), x), [1.5, 2], [1, 2]],
  ])('of %s', (_, f, at, expected) => {
    expect(tf.tidy(() => numbers(tf.grad(f)(tf.tensor1d(at))))).toEqual(
      expected.map((value) => expect.closeTo(value, 6)),
    );
  });

  it.each(['binaryCrossentropy', 'tf.losses'])('of even odds push towards the labels: %s', async (kind) => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros', activation: 'sigmoid' }),
      ],
    });
    const ofLogits = (labels: Tensor, p: Tensor) => {
      const logits = tf.log(tf.div(p, tf.sub(1, p)));
      return tf.losses.sigmoidCrossEntropy(labels, logits);
    };
    model.compile({ loss: kind === 'tf.losses' ? ofLogits : kind, optimizer: tf.train.sgd(1) });
    await model.trainOnBatch(tf.ones([4, 1]), tf.tensor2d([1, 1, 1, 0], [4, 1]));
    // Of the mean of σ(0) − label.
    expect(model.getWeights().map(numbers)).toEqual([[expect.closeTo(0.25, 6)], [expect.closeTo(0.25, 6)]]);
  });

  it('of a factor that is repeated over a batch add up', () =>
    void tf.tidy(() => {
      const [a, b] = [random(tf, 3, [2, 3, 4]), random(tf, 4, [4, 5])];
      const [, gradient] = tf.grads((a, b) => tf.matMul(a, b))([a, b]);
      close(gradient as Tensor, tf.tile(tf.reshape(tf.sum(a, [0, 1]), [4, 1]), [1, 5]));
    }));

  it('of a running sum along the first axis count what comes after', () => {
    const gradient = tf.tidy(() => numbers(tf.grad((x) => tf.cumsum(x, 0))(tf.ones([3, 3]))));
    expect(gradient).toEqual([3, 3, 3, 2, 2, 2, 1, 1, 1]);
  });

  it('of a transposed 3D convolution send back what the definition says', () => {
    const differences = tf.tidy(() => {
      const f = (x: Tensor, filter: Tensor): Tensor =>
        tf.conv3dTranspose(x as Tensor5D, filter as Tensor5D, [2, 4, 6, 4, 3], 2, 'same');
      const inputs = [random(tf, 5, [2, 2, 3, 2, 2]), random(tf, 6, [2, 3, 2, 3, 2])] as [Tensor, Tensor];
      const dy = random(tf, 7, [2, 4, 6, 4, 3]);
      const forward = tf.sum(tf.mul(dy, f(...inputs)));
      return tf
        .grads(f as (...x: Tensor[]) => Tensor)(inputs, dy)
        .map((back, i) => tf.sub(tf.sum(tf.mul(back, inputs[i] as Tensor)), forward).dataSync()[0]);
    });
    for (const difference of differences) expect(Math.abs(difference as number)).toBeLessThan(1e-3);
  });

  it('pass a threshold where the value does', () => {
    const layer = tf.layers.thresholdedReLU({ theta: 1 }) as unknown as Layer;
    const gradient = tf.tidy(() =>
      numbers(tf.grad((x) => tf.mul(layer.apply(x) as Tensor, 3))(tf.tensor2d([0.5, 2], [1, 2]))),
    );
    expect(gradient).toEqual([0, 3]);
  });

  it('pass a mask on to the layers before it', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 2, inputShape: [3, 2], kernelInitializer: 'ones' }),
        tf.layers.masking({ maskValue: 0 }),
        tf.layers.lstm({ units: 2 }),
      ],
    });
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(1) });
    const before = numbers(model.getWeights()[0] as Tensor);
    await model.trainOnBatch(tf.ones([2, 3, 2]), tf.ones([2, 2]));
    expect(numbers(model.getWeights()[0] as Tensor)).not.toEqual(before);
  });
});

describe('layers for preprocessing are parts of a model', () => {
  const model = (shape: number[], layer: unknown): LayersModel => {
    const input = tf.input({ shape });
    return tf.model({ inputs: input, outputs: (layer as Layer).apply(input) as SymbolicTensor });
  };
  const image = () => tf.reshape(tf.range(0, 16), [1, 4, 4, 1]);

  it('resizing', () => {
    const resize = model([4, 4, 1], tf.layers.resizing({ height: 2, width: 2, interpolation: 'nearest' }));
    expect(resize.outputs[0]?.shape).toEqual([null, 2, 2, 1]);
    expect((resize.predict(image()) as Tensor).shape).toEqual([1, 2, 2, 1]);
  });

  it('centerCrop', () => {
    const crop = model([4, 4, 1], tf.layers.centerCrop({ height: 2, width: 2 }));
    expect(crop.outputs[0]?.shape).toEqual([null, 2, 2, 1]);
    expect(crop.inputs[0]?.shape).toEqual([null, 4, 4, 1]);
    expect(numbers(crop.predict(image()) as Tensor)).toEqual([5, 6, 9, 10]);
  });

  it('categoryEncoding', () => {
    const encode = model([3], tf.layers.categoryEncoding({ numTokens: 4, outputMode: 'count' }));
    expect(numbers(encode.predict(tf.tensor2d([0, 2, 2], [1, 3])) as Tensor)).toEqual([1, 0, 2, 0]);
  });

  it('randomWidth', () => {
    const widen = model([4, 4, 1], tf.layers.randomWidth({ factor: [0.5, 0.5] }));
    expect(widen.outputs[0]?.shape).toEqual([null, 4, null, 1]);
    expect((widen.predict(image()) as Tensor).shape).toEqual([1, 4, 6, 1]);
  });
});

it('a dilated depthwise convolution is computed with its dilation', () =>
  void tf.tidy(() => {
    const layer = tf.layers.depthwiseConv2d({
      kernelSize: 2,
      dilationRate: 3,
      useBias: false,
    }) as unknown as Layer;
    const x = random(tf, 8, [1, 6, 6, 2]) as Tensor4D;
    const y = layer.apply(x) as Tensor;
    expect(layer.computeOutputShape(x.shape)).toEqual(y.shape);
    close(y, tf.depthwiseConv2d(x, layer.getWeights()[0] as Tensor4D, 1, 'valid', 'NHWC', 3));
  }));

describe('a window that does not fit', () => {
  const build = () =>
    tf.sequential({
      layers: [
        tf.layers.maxPooling2d({ poolSize: 2, inputShape: [5, 6, 1] }),
        tf.layers.conv2d({ filters: 1, kernelSize: [3, 2], name: 'second' }),
      ],
    });

  it('is named with its layer when the model is built, also in Korean', () => {
    expect(build).toThrow(
      /The layer "second" has a window of 3×2, which does not fit into its input of 2×3×1 .* Use padding 'same'/,
    );
    setLocale('ko');
    try {
      expect(build).toThrow(/층 "second"의 창 3×2/);
    } finally {
      setLocale('en');
    }
  });
});

describe('flatten', () => {
  it('gives rows that are flat back as they are, as Keras does', () => {
    const x = random(tf, 3, [4, 3]);
    const y = random(tf, 4, [4, 2, 3]);
    expect(tf.layers.flatten().computeOutputShape([null, 3])).toEqual([null, 3]);
    close(tf.layers.flatten().apply(x) as Tensor, x);
    close(tf.layers.flatten({ dataFormat: 'channelsFirst' }).apply(x) as Tensor, x);
    close(tf.layers.flatten().apply(y) as Tensor, tf.reshape(y, [4, 6]));
    const model = tf.sequential({
      layers: [tf.layers.flatten({ inputShape: [3] }), tf.layers.dense({ units: 1 })],
    });
    expect((model.predict(x) as Tensor).shape).toEqual([4, 1]);
  });
});
