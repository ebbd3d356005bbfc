import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case, Named } from '../case.js';
import { randomValues, seedOf } from '../draw.js';
import { randomWeights } from '../model-case.js';
import { opCase } from '../op-case.js';

type Dense = Parameters<TfNamespace['layers']['dense']>[0];
interface Training {
  optimizer: (tf: TfNamespace) => Optimizer | string;
  config?: (tf: TfNamespace) => Partial<Dense>;
  loss?: string;
  metrics?: string[];
  /** The weights that the initializers give, not random ones. */
  initial?: boolean;
}

const STEPS = { samples: 19, batchSize: 4, epochs: 2 };

/** Ten steps of a small net, with validation: the curves and the weights. */
function training(of: string, name: string, options: Training): Case {
  const { optimizer, config, loss = 'meanSquaredError', metrics = ['mae'], initial } = options;
  const seed = seedOf(`${of} ${name}`);
  return {
    of,
    name,
    kind: 'trained',
    run: {
      trained: async (tf) => {
        const more = config?.(tf);
        const model = tf.sequential({
          layers: [
            tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [5], ...more }),
            tf.layers.dense({
              units: 3,
              activation: loss.endsWith('rossentropy') ? 'softmax' : 'linear',
              ...more,
            }),
          ],
        });
        if (!initial) randomWeights(tf, model, seed);
        model.compile({ optimizer: optimizer(tf), loss, metrics });
        const { samples, batchSize, epochs } = STEPS;
        const x = tf.tensor2d(randomValues(seed, [samples, 5]), [samples, 5]);
        const y = labels(tf, loss, samples, seed + 1);
        const fit = { batchSize, epochs, verbose: 0, validationSplit: 0.2 };
        const { history } = await model.fit(x, y, fit);
        return [
          ...Object.entries(history).flatMap(([series, values]) =>
            (values as number[]).map((value, epoch): Named => [`${series} of epoch ${epoch + 1}`, value]),
          ),
          ...model.getWeights().map((weight, i): Named => [`weight ${i}`, weight]),
        ];
      },
    },
  };
}

function labels(tf: TfNamespace, loss: string, samples: number, seed: number): Tensor {
  if (loss === 'sparseCategoricalCrossentropy')
    return tf.tensor(randomValues(seed, [samples, 1], 'int32', [0, 3]), [samples, 1], 'int32');
  if (loss === 'categoricalCrossentropy' || loss === 'binaryCrossentropy')
    return tf.oneHot(tf.tensor1d(randomValues(seed, [samples], 'int32', [0, 3]), 'int32'), 3).toFloat();
  return tf.tensor(randomValues(seed, [samples, 3]), [samples, 3]);
}

const optimizers: Record<string, (tf: TfNamespace) => Optimizer | string> = {
  sgd: (tf) => tf.train.sgd(0.1),
  momentum: (tf) => tf.train.momentum(0.05, 0.9),
  'momentum, nesterov': (tf) => tf.train.momentum(0.05, 0.9, true),
  adam: (tf) => tf.train.adam(0.01),
  'adam, other betas': (tf) => tf.train.adam(0.01, 0.8, 0.99, 1e-4),
  adamax: (tf) => tf.train.adamax(0.01),
  'adamax, with decay': (tf) => tf.train.adamax(0.01, 0.9, 0.999, 1e-7, 0.1),
  adagrad: (tf) => tf.train.adagrad(0.1),
  adadelta: (tf) => tf.train.adadelta(1),
  rmsprop: (tf) => tf.train.rmsprop(0.01),
  'rmsprop, with momentum': (tf) => tf.train.rmsprop(0.01, 0.9, 0.5),
  'rmsprop, centered, with momentum': (tf) => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7, true),
};

const byName = ['sgd', 'adam', 'adamax', 'adagrad', 'adadelta', 'rmsprop'];

const adam = (tf: TfNamespace): Optimizer => tf.train.adam(0.02);
const sgd = (tf: TfNamespace): Optimizer => tf.train.sgd(0.1);

const regularizers: Record<string, (tf: TfNamespace) => Partial<Dense>> = {
  l1: (tf) => ({ kernelRegularizer: tf.regularizers.l1({ l1: 0.02 }) }),
  l2: (tf) => ({ kernelRegularizer: tf.regularizers.l2({ l2: 0.02 }) }),
  l1l2: (tf) => ({ kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }) }),
  'l2 of the bias': (tf) => ({ biasRegularizer: tf.regularizers.l2({ l2: 0.1 }) }),
  'l1l2 by name': () => ({ kernelRegularizer: 'l1l2' }),
};

const constraints: Record<string, (tf: TfNamespace) => Partial<Dense>> = {
  maxNorm: (tf) => ({ kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5, axis: 0 }) }),
  minMaxNorm: (tf) => ({
    kernelConstraint: tf.constraints.minMaxNorm({ minValue: 0.3, maxValue: 0.6, rate: 0.7, axis: 0 }),
  }),
  nonNeg: (tf) => ({ kernelConstraint: tf.constraints.nonNeg() }),
  unitNorm: (tf) => ({ kernelConstraint: tf.constraints.unitNorm({ axis: 0 }) }),
};

const fixed = ['zeros', 'ones', 'constant', 'identity'] as const;
const seeded = [
  ...(['randomUniform', 'randomNormal', 'truncatedNormal'] as const),
  ...(['varianceScaling', 'glorotUniform', 'glorotNormal', 'heNormal', 'heUniform'] as const),
  ...(['leCunNormal', 'leCunUniform', 'orthogonal'] as const),
];

const initial: Case[] = [...fixed, ...seeded].flatMap((of) =>
  (seeded.includes(of as 'orthogonal') ? [{ seed: 5 }, {}] : [{}]).map((config) =>
    opCase({
      of: `initializer ${of}`,
      name: 'seed' in config ? 'with a seed' : 'without a seed, from Math.random',
      inputs: [],
      compute: (tf) =>
        tf.initializers[of as 'randomUniform']({
          ...(of === 'constant' || of === 'identity' ? {} : config),
          ...(of === 'constant' && { value: 0.25 }),
          ...(of === 'identity' && { gain: 2 }),
        } as never).apply(of === 'identity' ? [4, 4] : [5, 4]),
      kind: of === 'orthogonal' ? 'contraction' : 'elementwise',
      gradient: false,
    }),
  ),
);

const losses = [
  ...(['categoricalCrossentropy', 'sparseCategoricalCrossentropy', 'binaryCrossentropy'] as const),
  ...(['meanAbsoluteError', 'logcosh', 'kullbackLeiblerDivergence', 'poisson', 'cosineProximity'] as const),
];

export const trainingCases: Case[] = [
  ...Object.entries(optimizers).map(([name, optimizer]) =>
    training(`optimizer ${name.split(',')[0]}`, name, { optimizer }),
  ),
  ...byName.map((name) => training(`optimizer ${name}`, 'by name', { optimizer: () => name, initial: true })),
  ...Object.entries(regularizers).map(([name, config]) =>
    training('regularizers', name, { optimizer: adam, config }),
  ),
  ...Object.entries(constraints).map(([name, config]) =>
    training('constraints', name, { optimizer: sgd, config, initial: true }),
  ),
  ...losses.map((loss) =>
    training(`loss ${loss}`, 'trained', {
      optimizer: sgd,
      loss,
      metrics: /ategorical/.test(loss) ? ['accuracy'] : ['mse', 'cosine'],
    }),
  ),
  ...initial,
];
