import { describe, expect, it } from 'vitest';
import { modelFormat, weightsFormat } from '../../../library/model-files/index.js';
import { classPaths } from '../../../library/model-files/keras/class-path.js';
import { modelFromKeras } from '../../../library/model-files/keras/config-from-keras.js';
import { modelToKeras } from '../../../library/model-files/keras/config-to-keras.js';
import { kerasJson } from '../../../library/model-files/keras/json.js';
import { nodeNumbering } from '../../../library/model-files/keras/node-numbering.js';
import {
  optimizerConfigFromKeras,
  optimizerConfigToKeras,
} from '../../../library/model-files/keras/optimizer-config.js';
import { trainingFromKeras, trainingToKeras } from '../../../library/model-files/keras/training-config.js';
import {
  activationFromKeras,
  constraint,
  initializerFromKeras,
  initializerToKeras,
  regularizer,
} from '../../../library/model-files/keras/values.js';

describe('names', () => {
  it.each([
    ['a/m.h5', 'h5'],
    ['a/M.H5', 'h5'],
    ['m.keras', 'keras'],
    ['m', 'folder'],
    ['m.v2', 'folder'],
    ['my.h5/m', 'folder'],
  ])('%s is a model as %s', (path, format) => expect(modelFormat(path)).toBe(format));

  it.each([
    ['w.weights.h5', 'v3'],
    ['weights.h5', 'legacy'],
    ['w.h5', 'legacy'],
  ])('%s are weights as %s', (path, format) => expect(weightsFormat(path)).toBe(format));

  it('of classes are counted as Keras 3 does', () => {
    const classes = [
      'InputLayer',
      'Dense',
      'Conv2DTranspose',
      'Dense',
      'ConvLSTM2D',
      'PReLU',
      'Model',
      'GlobalMaxPooling1D',
      'Dense',
    ];
    expect(classPaths(classes)).toEqual([
      'input_layer',
      'dense',
      'conv2d_transpose',
      'dense_1',
      'conv_lstm2d',
      'p_re_lu',
      'functional',
      'global_max_pooling1d',
      'dense_2',
    ]);
  });
});

describe('values', () => {
  it('the distribution of an initializer changes its name on the way', () => {
    const ours = {
      class_name: 'VarianceScaling',
      config: { scale: 1, mode: 'fan_avg', distribution: 'normal', seed: null },
    };
    const theirs = initializerToKeras(ours);
    expect(theirs.config).toEqual({ scale: 1, mode: 'fan_avg', distribution: 'truncated_normal' });
    expect(initializerFromKeras(theirs).config).toEqual({
      scale: 1,
      mode: 'fan_avg',
      distribution: 'normal',
    });
  });

  it.each([
    [
      { class_name: 'L2', config: { l2: 0.25 } },
      { l1: 0, l2: 0.25 },
    ],
    [
      { class_name: 'L1', config: {} },
      { l1: 0.01, l2: 0 },
    ],
    [
      { class_name: 'L1L2', config: { l1: 0.5, l2: 0 } },
      { l1: 0.5, l2: 0 },
    ],
  ])('%j is one penalty', (value, config) =>
    expect(regularizer(value)).toEqual({ class_name: 'L1L2', config }),
  );

  it('nothing stays nothing, and what is unknown is told from it', () => {
    expect([regularizer(null), constraint(undefined)]).toEqual([null, null]);
    expect([
      regularizer({ class_name: 'Mine', config: {} }),
      constraint({ class_name: 'Mine', config: {} }),
    ]).toEqual([undefined, undefined]);
    expect([activationFromKeras(null), activationFromKeras('silu'), activationFromKeras('glu')]).toEqual([
      'linear',
      'swish',
      undefined,
    ]);
  });

  it('a rate or a momentum that is a whole number is a float for Python', () => {
    expect(kerasJson({ config: { learning_rate: 1, momentum: 0 } })).toBe(
      '{"config":{"learning_rate":1.0,"momentum":0.0}}',
    );
    expect(kerasJson({ learning_rate: 0.01 })).toBe('{"learning_rate":0.01}');
  });
});

describe('optimizers', () => {
  it.each([
    ['SGD', { learningRate: 0.1 }, 'SGD', { learning_rate: 0.1 }],
    [
      'Momentum',
      { learningRate: 0.1, momentum: 0.9, useNesterov: true },
      'SGD',
      { learning_rate: 0.1, momentum: 0.9, nesterov: true },
    ],
    [
      'RMSProp',
      { learningRate: 0.1, decay: 0.8, momentum: 0, epsilon: 1e-7, centered: false },
      'RMSprop',
      { learning_rate: 0.1, rho: 0.8, momentum: 0, epsilon: 1e-7, centered: false },
    ],
    [
      'Adam',
      { learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-7 },
      'Adam',
      { learning_rate: 0.1, beta_1: 0.8, beta_2: 0.9, epsilon: 1e-7 },
    ],
  ])("TensorFlow.js' own %s goes to Keras", (tfjs, ours, keras, theirs) => {
    expect(optimizerConfigToKeras(tfjs, ours)).toEqual({ class_name: keras, config: theirs });
  });

  const schedule = { initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, staircase: true };
  const kerasSchedule = { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5, staircase: true };
  it.each([
    [
      'SGD',
      { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: null },
      { learning_rate: 0.1, momentum: 0.9, nesterov: true },
    ],
    [
      'AdamW',
      { learningRate: 0.1, beta1: 0.8, amsgrad: true, weightDecay: 0.01, globalClipnorm: 1 },
      { learning_rate: 0.1, beta_1: 0.8, amsgrad: true, weight_decay: 0.01, global_clipnorm: 1 },
    ],
    [
      'Nadam',
      { learningRate: 0.1, weightDecay: null, useEma: true, emaMomentum: 0.9, gradientAccumulationSteps: 2 },
      { learning_rate: 0.1, use_ema: true, ema_momentum: 0.9, gradient_accumulation_steps: 2 },
    ],
    [
      'Ftrl',
      { learningRate: 0.1, weightDecay: null, l1RegularizationStrength: 0.5 },
      { learning_rate: 0.1, l1_regularization_strength: 0.5 },
    ],
    [
      'RMSprop',
      { learningRate: { className: 'ExponentialDecay', config: schedule }, weightDecay: null, rho: 0.8 },
      {
        learning_rate: {
          module: 'keras.optimizers.schedules',
          class_name: 'ExponentialDecay',
          config: kerasSchedule,
          registered_name: null,
        },
        rho: 0.8,
      },
    ],
  ])('%s goes there and back', (className, ours, theirs) => {
    expect(optimizerConfigToKeras(className, ours)).toEqual({ class_name: className, config: theirs });
    const idle = { name: 'optimizer', jit_compile: false };
    expect(
      optimizerConfigFromKeras({ class_name: `Custom>${className}`, config: { ...theirs, ...idle } }),
    ).toEqual({ class_name: className, config: ours });
  });

  it('what stands in a file by its name alone is the one of Keras', () => {
    expect(optimizerConfigFromKeras('rmsprop')).toEqual({
      class_name: 'RMSprop',
      config: { weightDecay: null },
    });
  });

  it.each([
    [{ class_name: 'Lamb', config: { learning_rate: 0.1 } }, 'Lamb'],
    [
      { class_name: 'Adam', config: { learning_rate: 0.1, loss_scale_factor: 2 } },
      'Adam with loss_scale_factor 2',
    ],
    [
      { class_name: 'Adam', config: { learning_rate: { class_name: 'Mine', config: {} } } },
      'Adam with learning_rate Mine',
    ],
  ])('%j is told by what there is not', (value, lacks) =>
    expect(optimizerConfigFromKeras(value)).toEqual({ lacks }),
  );
});

describe('compilations', () => {
  const optimizer = { class_name: 'SGD', config: { learning_rate: 0.1 } };
  const fromKeras = (training: object, outputs = ['out']) =>
    trainingFromKeras({ optimizer, ...training }, outputs);
  const model = (given: object) =>
    ({
      outputNames: ['out'],
      outputs: [{ shape: [null, 3] }],
      optimizer: { getClassName: () => 'SGD', getConfig: () => ({ learningRate: 0.1 }) },
      ...given,
    }) as unknown as Parameters<typeof trainingToKeras>[0];
  const object = (module: string, class_name: string, config: object) => ({
    module,
    class_name,
    config,
    registered_name: null,
  });

  it.each([
    ['mse', 'mse'],
    [{ class_name: 'function', config: 'kl_divergence', module: 'builtins' }, 'kl_divergence'],
    [
      {
        class_name: 'BinaryCrossentropy',
        config: { name: 'b', reduction: 'auto', fn: 'f', label_smoothing: 0.1 },
      },
      { class_name: 'BinaryCrossentropy', config: { label_smoothing: 0.1 } },
    ],
    [
      ['mse', { class_name: 'Huber', config: { delta: 2, reduction: 'sum' } }],
      ['mse', { class_name: 'Huber', config: { delta: 2, reduction: 'sum' } }],
    ],
    [
      { a: 'mse', b: null },
      { a: 'mse', b: null },
    ],
  ])('the loss %j is handed to compile', (keras, ours) =>
    expect(fromKeras({ loss: keras }).loss).toEqual(ours),
  );

  it('an accuracy without more is the one that Keras picks by shapes', () => {
    const byShape = { class_name: 'accuracy_by_shape', config: {} };
    const metrics = [
      'accuracy',
      { class_name: 'Precision', config: { name: 'p', dtype: 'float32', top_k: 2 } },
    ];
    expect(fromKeras({ loss: 'mse', metrics }).metrics).toEqual([
      byShape,
      { class_name: 'Precision', config: { name: 'p', top_k: 2 } },
    ]);
    expect(fromKeras({ loss: 'mse', metrics: [['acc']] }).metrics).toEqual([byShape]);
  });

  it('metrics of each output stay with it', () => {
    const metrics = [
      'mae',
      [{ class_name: 'MeanMetricWrapper', config: { name: 'b_accuracy', fn: 'binary_accuracy' } }],
    ];
    const given = fromKeras({ loss: ['mse', 'mae'], metrics, loss_weights: [1, 2] }, ['a', 'b']);
    expect([given.metrics, given.lossWeights]).toEqual([
      { a: ['mae'], b: [{ class_name: 'binary_accuracy', config: { name: 'acc' } }] },
      [1, 2],
    ]);
  });

  it.each([
    [{ loss: 'kullbackLeiblerDivergence' }, { loss: 'kl_divergence' }],
    [{ loss: 'logcosh', metrics: ['acc', 'mae'] }, { loss: 'log_cosh' }],
    [
      { loss: { className: 'Huber', config: { delta: 2 } } },
      { loss: object('keras.losses', 'Huber', { delta: 2, reduction: 'sum_over_batch_size' }) },
    ],
    [{ loss: 'binaryCrossentropy', metrics: ['accuracy'] }, { metrics: ['binary_accuracy'] }],
    [
      { loss: 'mse', metrics: ['rmse'] },
      { metrics: [object('keras.metrics', 'RootMeanSquaredError', { name: 'rmse' })] },
    ],
    [{ loss: 'mse', lossWeights: [2] }, { loss_weights: [2] }],
  ])('%j goes to Keras', (given, keras) => expect(trainingToKeras(model(given))).toMatchObject(keras));

  it('what the other side has not is told by name', () => {
    const mine = function mine() {};
    expect(() => trainingToKeras(model({ loss: mine }))).toThrow('loss mine');
    expect(() => trainingToKeras(model({ loss: 'mse', metrics: [mine] }))).toThrow('metric mine');
    expect(() => fromKeras({ optimizer: { class_name: 'Muon', config: {} }, loss: 'mse' })).toThrow(
      'optimizer Muon',
    );
  });
});

describe('graphs', () => {
  const layers = [
    { name: 'x', class_name: 'InputLayer' },
    { name: 'inner', class_name: 'Sequential' },
    { name: 'head', class_name: 'Model' },
  ];

  it('the call of an inner model has the number that both Keras find', () => {
    const legacy = nodeNumbering(layers, 'legacy');
    expect(legacy.calls('inner', [[['x', 0, 0, {}]], [['inner', 1, 0, {}]]])).toEqual([
      [['x', 0, 0, {}]],
      [['x', 0, 0, {}]],
      [['inner', 1, 0, {}]],
      [['inner', 1, 0, {}]],
    ]);
    expect(legacy.output(['inner', 2, 0])).toEqual(['inner', 3, 0]);
    const v3 = nodeNumbering(layers, 'v3');
    const history = (layer: string, call: number) =>
      expect.objectContaining({ config: expect.objectContaining({ keras_history: [layer, call, 0] }) });
    expect(v3.calls('head', [[['inner', 2, 0, {}]]])).toEqual([{ args: [history('inner', 1)], kwargs: {} }]);
    expect([v3.output(['inner', 2, 0]), v3.output(['head', 1, 0])]).toEqual([
      ['inner', 1, 0],
      ['head', 1, 0],
    ]);
  });

  it('a Sequential model gets the InputLayer that Keras 3 wants, and loses it again', () => {
    const dense = {
      class_name: 'Dense',
      config: {
        name: 'd',
        trainable: true,
        units: 2,
        activation: 'relu',
        use_bias: true,
        batch_input_shape: [null, 3],
        dtype: 'float32',
      },
    };
    const topology = { class_name: 'Sequential', config: { name: 's', layers: [dense] } };
    const legacy = modelToKeras(topology, 'm.h5', 'legacy') as {
      config: { layers: { class_name: string; config: object }[] };
    };
    expect(legacy.config.layers.map(({ class_name }) => class_name)).toEqual(['InputLayer', 'Dense']);
    expect(legacy.config.layers[0]?.config).toMatchObject({ batch_input_shape: [null, 3], name: 'd_input' });
    expect(legacy.config.layers[1]?.config).not.toHaveProperty('batch_input_shape');
    expect(modelFromKeras(legacy, 'm.h5')).toEqual(topology);
  });

  it.each([
    [
      { class_name: 'Functional', config: {} },
      /it is of class "Functional"; a Sequential or functional model/,
    ],
    [{ class_name: 'MyModel', config: { layers: [] } }, /of class "MyModel"/],
    [null, /it is no Keras model/],
  ])('%j is no model that can be loaded', (value, message) => {
    expect(() => modelFromKeras(value, 'm.keras')).toThrow(message);
  });
});
