import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { maskOf } from '../../../engine/patches/index.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLocale } from '../../../words/index.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

const values = (tensor: Tensor): number[] => Array.from(tensor.dataSync());
/** Options as somebody writes them who does not look at the types. */
const loose = (options: unknown): never => options as never;

describe('values by all their names', () => {
  const penalty = (regularizer: unknown): number =>
    tf.tidy(() => {
      const options = { units: 1, kernelInitializer: 'ones', kernelRegularizer: regularizer };
      const layer = tf.layers.dense(loose({ ...options, inputShape: [2] }));
      const model = tf.sequential({ layers: [layer] });
      const losses = (model as unknown as { calculateLosses(): Tensor[] }).calculateLosses();
      return losses.reduce((sum, loss) => sum + (values(loss)[0] ?? 0), 0);
    });

  it.each([
    ['l2', 0.02],
    ['L2', 0.02],
    ['l1', 0.02],
    ['l1l2', 0.04],
    ['l1_l2', 0.04],
    [{ l2: 0.5 }, 1],
    [{ l1: 0.5, l2: 0.25 }, 1.5],
    [{ className: 'L2', config: { l2: 0.5 } }, 1],
    [{ class_name: 'L1', config: { l1: 1 } }, 2],
    [null, 0],
  ])('the regularizer %j costs %f', (given, expected) => {
    expect(penalty(given)).toBeCloseTo(expected, 6);
  });

  it.each([
    ['relu', [0, 3]],
    ['leaky_relu', [-0.4, 3]],
    ['leakyRelu', [-0.4, 3]],
    ['silu', [-0.2384, 2.8577]],
    ['swish', [-0.2384, 2.8577]],
    ['hard_swish', [-0.3333, 3]],
    ['log_softmax', [-5.0067, -0.0067]],
    ['exponential', [0.1353, 20.0855]],
    ['soft_shrink', [-1.5, 2.5]],
    [{ className: 'relu6', config: {} }, [0, 3]],
  ])('the activation %j', (activation, expected) =>
    tf.tidy(() => {
      const layer = tf.layers.activation(loose({ activation }));
      const result = values(layer.apply(tf.tensor2d([[-2, 3]])) as Tensor);
      result.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 3);
      });
    }),
  );

  it.each([
    ['constraint', 'kernelConstraint', ['nonNeg', 'non_neg', 'NonNeg', { class_name: 'NonNeg', config: {} }]],
    ['constraint', 'kernelConstraint', ['max_norm', { className: 'MaxNorm', config: { max_value: 1 } }]],
    ['initializer', 'kernelInitializer', ['he_normal', 'HeNormal', 'heNormal', 'lecun_uniform', 'uniform']],
    [
      'initializer',
      'kernelInitializer',
      [{ class_name: 'VarianceScaling', config: { mode: 'fan_avg', distribution: 'truncated_normal' } }],
    ],
  ])('%s: %s %j are taken', (_, option, all) => {
    for (const value of all)
      expect(() => tf.layers.dense(loose({ units: 1, [option]: value }))).not.toThrow();
  });

  it.each([
    [{ activation: 'Relu' }, /Dense: activation is "Relu".* Did you mean "relu"/],
    [{ activation: 'sigmod' }, /Did you mean "sigmoid"/],
    [{ activation: (x: number) => x }, /Dense: activation is a function/],
    [{ kernelRegularizer: 'l3', name: 'mine' }, /Dense "mine": kernelRegularizer is "l3".*Did you mean/],
    [{ kernelRegularizer: 0.01 }, /kernelRegularizer is 0\.01, which is no regularizer/],
    [{ kernelRegularizer: { l2: 0.1, L1: 2 } }, /tf\.regularizers\.l2 has no option .L1/],
    [{ biasInitializer: 'zeroes' }, /biasInitializer is "zeroes".*Did you mean "zeros"/],
    [{ kernelConstraint: 'maxnorm' }, /kernelConstraint is "maxnorm".*Did you mean "maxNorm"/],
    [{ dtype: 'float16' }, /Dense: dtype is "float16"; TensorFlow\.js computes in float32/],
  ])('%j is refused', (options, message) => {
    expect(() => tf.layers.dense(loose({ units: 1, ...options }))).toThrow(message);
  });

  it.each([
    [() => tf.regularizers.l2(loose({ L2: 0.1 })), /tf\.regularizers\.l2 has no option .L2/],
    [() => tf.regularizers.l2(0.1 as never), /tf\.regularizers\.l2/],
    [() => tf.regularizers.l1({ l1: -1 }), /l1.*-1/],
    [() => tf.constraints.maxNorm(loose({ max: 2 })), /has no option .max.*maxValue, axis/],
    [() => tf.constraints.minMaxNorm({ rate: Number.NaN }), /rate.*NaN/],
    [() => tf.initializers.randomNormal(loose({ std: 1 })), /has no option .std/],
    [() => tf.initializers.constant(loose({ val: 1 })), /has no option .val/],
  ])('%s is refused', (call, message) => {
    expect(call).toThrow(message);
  });

  const within = (kind: string, className: string, config: object) => (): unknown =>
    tf.layers.dense(loose({ units: 1, [kind]: { className, config } }));
  it.each([
    [within('kernelRegularizer', 'L2', { L2: 0.1 }), /has no option .L2/],
    [within('kernelRegularizer', 'L1', { l1: -1 }), /l1.*-1/],
    [within('kernelConstraint', 'MaxNorm', { max: 2 }), /has no option .max.*maxValue, axis/],
    [within('kernelInitializer', 'RandomNormal', { std: 1 }), /has no option .std/],
  ])('%s of a described value is refused', (call, message) => {
    expect(call).toThrow(message);
  });

  it('an unknown name is told in Korean too', () => {
    setLocale('ko');
    try {
      expect(() => tf.layers.dense(loose({ units: 1, activation: 'Relu' }))).toThrow(
        'Dense: activation 값 "Relu"이라는 이름의 활성화 함수은(는) 없습니다'.slice(0, 12),
      );
    } finally {
      setLocale('en');
    }
  });
});

describe('options in the configuration of a layer', () => {
  const made = (className: string, config: object): unknown =>
    tf.models.modelFromJSON(
      loose({
        modelTopology: {
          class_name: 'Sequential',
          config: {
            name: 'net',
            layers: [
              {
                class_name: className,
                config: { ...config, name: 'first', batch_input_shape: [null, 6, 4] },
              },
            ],
          },
        },
      }),
    );

  it.each([
    ['Conv1D', { filters: 2, kernel_size: 2, groups: 2 }, /Conv1D "first": Keras has the option groups/],
    ['BatchNormalization', { renorm: true }, /"first": Keras has the option renorm/],
    ['LSTM', { units: 2, time_major: true }, /Keras has the option timeMajor/],
    ['GlobalMaxPooling1D', { keepdims: true }, /Keras has the option keepdims/],
    ['MaxPooling1D', { data_format: 'channels_first' }, /Keras has the option dataFormat/],
    ['Dense', { units: 2, lora_rank: 3 }, /Keras has the option loraRank/],
    ['Dense', { units: 2, dtype: 'float64' }, /dtype is "float64"/],
  ])('%s %j is refused by name', async (className, config, message) => {
    await expect(made(className, config)).rejects.toThrow(message);
  });

  it('penalties of outputs and given options are kept by copies', async () => {
    const layers = [
      tf.layers.dense({ units: 3, inputShape: [4, 3], activityRegularizer: loose({ l2: 0.5 }) } as never),
      tf.layers.reLU(loose({ negativeSlope: 0.25, threshold: 0.1 })),
      tf.layers.gru(
        loose({ units: 2, resetAfter: true, returnSequences: true, zeroOutputForMask: true, seed: 4 }),
      ),
      tf.layers.layerNormalization(loose({ gammaConstraint: 'non_neg', activityRegularizer: 'l1' })),
      tf.layers.elu({ alpha: 0.5 }),
      tf.layers.gaussianNoise(loose({ stddev: 0.5, seed: 3 })),
    ];
    const model = tf.sequential({ layers });
    const copy = await tf.models.modelFromJSON(model.toJSON(null, false) as never);
    const configs = (net: LayersModel): string =>
      JSON.stringify(
        net.layers.map((layer) => layer.getConfig()),
        (_, value) => value ?? undefined,
      );
    // tfjs reads the word in camelCase; either means the same.
    expect(configs(copy)).toEqual(configs(model).replace('"reset_after"', '"resetAfter"'));
    expect(model.toJSON(null, false) as unknown as object).toMatchObject({
      config: {
        layers: [
          { config: { activity_regularizer: { config: { l2: 0.5 } } } },
          { config: { negative_slope: 0.25, threshold: 0.1 } },
          { config: { zero_output_for_mask: true, seed: 4 } },
          { config: { gamma_constraint: { class_name: 'NonNeg' } } },
          { config: { alpha: 0.5 } },
          { config: { seed: 3 } },
        ],
      },
    });
  });

  it('a seed gives the same noise whenever the program runs, and another at each step', () => {
    const drawn = (make: () => unknown): number[][] =>
      [0, 1].map(() =>
        tf.tidy(() =>
          values(
            (make() as { apply(x: Tensor, k: object): Tensor }).apply(tf.ones([2, 3]), { training: true }),
          ),
        ),
      );
    for (const make of [
      () => tf.layers.gaussianNoise(loose({ stddev: 1, seed: 7 })),
      () => tf.layers.gaussianDropout(loose({ rate: 0.5, seed: 7 })),
      () => tf.layers.alphaDropout(loose({ rate: 0.5, seed: 7 })),
    ]) {
      const [a, b] = drawn(make);
      expect(a).toEqual(b);
      const layer = make();
      const [c, d] = drawn(() => layer);
      expect(c).not.toEqual(d);
    }
  });
});

describe('constraints in training', () => {
  const net = (): Sequential => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 2,
          inputShape: [3],
          kernelInitializer: 'ones',
          kernelConstraint: loose('non_neg'),
        }),
      ],
    });
    model.compile({ optimizer: tf.train.sgd(0.2), loss: 'meanSquaredError' });
    return model;
  };
  const x = (): Tensor => tf.ones([4, 3]);
  const y = (): Tensor => tf.fill([4, 2], -5);

  it.each<[string, (model: Sequential) => Promise<unknown>]>([
    ['fit', (model) => model.fit(x(), y(), { epochs: 2 })],
    ['trainOnBatch', (model) => model.trainOnBatch(x(), y())],
    [
      'fitDataset',
      (model) =>
        model.fitDataset(
          tf.data.zip({ xs: tf.data.array([[1, 1, 1]]), ys: tf.data.array([[-5, -5]]) }).batch(1),
          {
            epochs: 2,
          },
        ),
    ],
  ])('of %s hold after every update', async (_, train) => {
    const model = net();
    await train(model);
    expect(values(model.layers[0]?.getWeights()[0] as Tensor)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('leave weights that are set as they are, and no tensors behind', async () => {
    const model = net();
    model.setWeights([tf.fill([3, 2], -2), tf.zeros([2])]);
    expect(values(model.layers[0]?.getWeights()[0] as Tensor)).toEqual([-2, -2, -2, -2, -2, -2]);
    const [inputs, labels] = [x(), y()];
    const step = async (): Promise<void> => tf.dispose((await model.trainOnBatch(inputs, labels)) as never);
    await step();
    const before = tf.memory().numTensors;
    await step();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('masks', () => {
  it('come out of a model with its output, and leave no tensors behind', () => {
    const inner = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 5, outputDim: 2, maskZero: true, inputLength: 4 }),
        tf.layers.dense({ units: 3 }),
      ],
    });
    const model = tf.sequential({ layers: [inner, tf.layers.lstm({ units: 2, returnSequences: true })] });
    const x = tf.tensor2d([
      [1, 2, 0, 0],
      [3, 0, 4, 0],
    ]);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const mask = maskOf(model.apply(x));
      expect(mask?.shape).toEqual([2, 4]);
      expect(values(mask as Tensor)).toEqual([1, 1, 0, 0, 1, 0, 1, 0]);
      expect(maskOf(model.predict(x))).toBeNull();
    });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(model.predict(x));
    tf.dispose(model.apply(x) as Tensor);
    expect(tf.memory().numTensors).toBe(before);
  });
});
