import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import { fillWeights, type Numbers } from './numbers.js';

type Optimizer = ReturnType<TfNamespace['train']['sgd']>;

/** Optimizers of TensorFlow.js and of Keras; Keras can take over their state. */
export const OPTIMIZERS: Record<string, (tf: TfNamespace) => Optimizer> = {
  sgd: (tf) => tf.train.sgd(0.05),
  momentum: (tf) => tf.train.momentum(0.05, 0.8, true),
  adam: (tf) => tf.train.adam(0.02, 0.8) as never,
  rmsprop: (tf) => tf.train.rmsprop(0.02, 0.8) as never,
  'rmsprop with momentum': (tf) => tf.train.rmsprop(0.02, 0.9, 0.5) as never,
  adagrad: (tf) => tf.train.adagrad(0.05) as never,
  adamax: (tf) => tf.train.adamax(0.05) as never,
  'SGD of Keras': (tf) => tf.train.sgd({ learningRate: 0.05, momentum: 0.8, clipvalue: 0.1 }) as never,
  'Adam of Keras': (tf) => tf.train.adam({ learningRate: 0.02, amsgrad: true, globalClipnorm: 0.5 }) as never,
  AdamW: (tf) => tf.train.adamw({ learningRate: 0.02, weightDecay: 0.1 }) as never,
  Nadam: (tf) => tf.train.nadam(0.02) as never,
  'RMSprop of Keras': (tf) =>
    tf.train.rmsprop({ learningRate: 0.02, momentum: 0.5, centered: true }) as never,
  'a schedule': (tf) =>
    tf.train.sgd({ learningRate: tf.train.inverseTimeDecay(0.1, 4, 0.5), momentum: 0.5 }) as never,
  // A whole number is no learning rate for Keras 3 if it is written as one.
  'sgd with rate 1': (tf) => tf.train.sgd(1),
};

export const data = (): { x: Numbers; y: Numbers } => ({
  x: { shape: [12, 4], data: Array.from({ length: 48 }, (_, i) => Math.sin(i * 1.7)) },
  y: {
    shape: [12, 3],
    data: Array.from({ length: 36 }, (_, i) => (Math.floor(i / 3) % 3 === i % 3 ? 1 : 0)),
  },
});

export function compiledModel(
  tf: TfNamespace,
  optimizer: Optimizer | string,
  activation: 'softmax' | 'sigmoid' = 'softmax',
): LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [4] }),
      tf.layers.batchNormalization({}),
      tf.layers.dense({ units: 3, activation }),
    ],
  });
  fillWeights(tf, model);
  const loss = activation === 'softmax' ? 'categoricalCrossentropy' : 'binaryCrossentropy';
  model.compile({ optimizer, loss, metrics: ['accuracy', 'mae'] });
  return model;
}

/** Two epochs of training: the losses, and the names in the history. */
export async function train(
  tf: TfNamespace,
  model: LayersModel,
  x: Numbers,
  y: Numbers,
): Promise<{ losses: number[]; history: string[] }> {
  const [inputs, targets] = [tf.tensor(x.data, x.shape), tf.tensor(y.data, y.shape)];
  const { history } = await model.fit(inputs, targets, {
    batchSize: 3,
    epochs: 2,
    shuffle: false,
    verbose: 0,
  });
  tf.dispose([inputs, targets]);
  return { losses: history.loss as number[], history: Object.keys(history).sort() };
}
