import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import { randomValues } from '../engine/both-backends.js';

export interface Net {
  model: LayersModel;
  x: Tensor | Tensor[];
  y: Tensor;
}

/** Nets with everything whose doings are recorded; the same weights at every call. */
export const nets: Record<string, (tf: TfNamespace) => Net> = {
  'unseeded dropout, batch normalization, L2': (tf) => dense(tf, undefined),
  'seeded dropout': (tf) => dense(tf, 5),
  convolutions: (tf) => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          filters: 4,
          kernelSize: 3,
          inputShape: [6, 6, 1],
          kernelInitializer: init(tf, 1),
        }),
        tf.layers.batchNormalization({ momentum: 0.8 }),
        tf.layers.activation({ activation: 'relu' }),
        tf.layers.dropout({ rate: 0.25 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: init(tf, 2) }),
      ],
    });
    return { model: compile(tf, model), x: values(tf, 3, [20, 6, 6, 1]), y: labels(tf) };
  },
  'two inputs, a nested model, channels first, alpha dropout': (tf) => {
    const a = tf.input({ shape: [4], name: 'left' });
    const b = tf.input({ shape: [3, 2], name: 'right' });
    const inner = tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [4], kernelInitializer: init(tf, 4) }),
        tf.layers.alphaDropout({ rate: 0.3 }),
      ],
    });
    const right = tf.layers.batchNormalization({ axis: 1, scale: false }).apply(b);
    const spatial = tf.layers.spatialDropout1d({ rate: 0.4, seed: 9 } as never).apply(right as never);
    const flat = tf.layers.flatten().apply(spatial as never);
    const joined = tf.layers.concatenate().apply([inner.apply(a) as never, flat as never]);
    const y = tf.layers
      .dense({ units: 1, activation: 'sigmoid', kernelInitializer: init(tf, 6) })
      .apply(joined as never);
    const model = tf.model({ inputs: [a, b], outputs: y as never });
    return {
      model: compile(tf, model as never),
      x: [values(tf, 7, [20, 4]), values(tf, 8, [20, 3, 2])],
      y: labels(tf),
    };
  },
};

function dense(tf: TfNamespace, seed: number | undefined): Net {
  const rate = { rate: 0.5, ...(seed !== undefined && { seed }) };
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 12,
        inputShape: [5],
        kernelInitializer: init(tf, 1),
        kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
      }),
      tf.layers.batchNormalization(),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.dropout(rate),
      tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: init(tf, 2) }),
    ],
  });
  return { model: compile(tf, model), x: values(tf, 3, [20, 5]), y: labels(tf) };
}

function compile(tf: TfNamespace, model: unknown): LayersModel {
  const given = model as LayersModel;
  given.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return given;
}

const init = (tf: TfNamespace, seed: number) => tf.initializers.glorotUniform({ seed });
const values = (tf: TfNamespace, seed: number, shape: number[]): Tensor =>
  tf.tensor(randomValues(seed, shape), shape) as never;
const labels = (tf: TfNamespace): Tensor =>
  tf.tensor(
    randomValues(11, [20, 1]).map((value) => Number(value > 0)),
    [20, 1],
  ) as never;
