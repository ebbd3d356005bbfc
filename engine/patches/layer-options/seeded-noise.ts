import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import type { LayerParts } from '../layer-parts.js';
import { wrapMethod } from '../wrap-method.js';
import { keepOption } from './kept-options.js';

type Inputs = Tensor | Tensor[];
type Kwargs = { training?: boolean } | undefined;

interface Noise {
  seed?: number | string | null;
  stddev: number;
  rate: number;
  noiseShape?: (number | null)[] | null;
}

interface Cell {
  dropoutFunc?: ((x: Tensor, rate: number) => Tensor) | undefined;
}

const RECURRENT = ['SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D', 'SimpleRNNCell', 'GRUCell', 'LSTMCell'];

const first = (value: Inputs): Tensor => (Array.isArray(value) ? (value[0] as Tensor) : value);

/**
 * The seeds of noise and of dropout in recurrent layers are left out in tfjs-layers. With the patch the numbers of each call
 * follow from the seed and from how many calls there were before, as in `seeded-dropout.ts`. AlphaDropout's `noiseShape` may
 * leave dimensions open, and is saved.
 */
export function patchSeededNoise(tf: TfNamespace): void {
  const calls = new WeakMap<object, number>();
  const next = (layer: object, seed: number | string): string => {
    const before = calls.get(layer) ?? 0;
    calls.set(layer, before + 1);
    return `${seed}:${before}`;
  };
  keepOption(['GaussianNoise', 'GaussianDropout', 'AlphaDropout', ...RECURRENT], 'seed', null);
  keepOption(['AlphaDropout'], 'noiseShape', null);

  const { layers } = tf;
  type Make = (layer: Noise, x: Tensor, seed: string) => Tensor;
  const seeded = (layer: unknown, make: Make): void =>
    wrapMethod<Noise, [inputs: Inputs, kwargs: Kwargs], Inputs>(
      Object.getPrototypeOf(layer) as object,
      'call',
      'seeded noise',
      (original) =>
        function (inputs, kwargs) {
          const { seed, rate = 0.5, noiseShape } = this;
          if (seed === undefined || seed === null || !kwargs?.training || !(rate > 0 && rate < 1)) {
            if (!noiseShape) return original.call(this, inputs, kwargs);
            this.noiseShape = closed(noiseShape, first(inputs));
            try {
              return original.call(this, inputs, kwargs);
            } finally {
              this.noiseShape = noiseShape;
            }
          }
          return tf.tidy(() => make(this, first(inputs), next(this, seed)));
        },
    );
  const normal = (x: Tensor, mean: number, stddev: number, seed: string): Tensor =>
    // Its type says number; the generator takes what has a text.
    tf.randomNormal(x.shape, mean, stddev, 'float32', seed as never);

  seeded(layers.gaussianNoise({ stddev: 1, name: 'prototype' }), ({ stddev }, x, seed) =>
    tf.add(x, normal(x, 0, stddev, seed)),
  );
  seeded(layers.gaussianDropout({ rate: 0.5, name: 'prototype' }), ({ rate }, x, seed) =>
    tf.mul(x, normal(x, 1, Math.sqrt(rate / (1 - rate)), seed)),
  );
  seeded(layers.alphaDropout({ rate: 0.5, name: 'prototype' }), ({ rate, noiseShape }, x, seed) => {
    // The value far below, α·scale of SELU, and what restores mean and variance (Klambauer et al. 2017).
    const low = -1.6732632423543772 * 1.0507009873554805;
    const shape = noiseShape ? closed(noiseShape, x) : x.shape;
    const kept = tf.cast(tf.greaterEqual(tf.randomUniform(shape, 0, 1, 'float32', seed), rate), 'float32');
    const a = ((1 - rate) * (1 + rate * low ** 2)) ** -0.5;
    const mixed = tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), low));
    return tf.add(tf.mul(mixed, a), -a * low * rate);
  });
  nextMask = (cell, seed) => (x, rate) => tf.dropout(x, rate, undefined, next(cell, seed));
}

let nextMask: ((cell: object, seed: number | string) => NonNullable<Cell['dropoutFunc']>) | undefined;

/** Gives the cell of a recurrent layer, or a cell, masks that follow from the layer's seed. */
export function seedRecurrent(layer: LayerParts & Pick<Noise, 'seed'>): void {
  const { seed } = layer;
  const cell = (layer.cell ?? layer) as Cell;
  if (seed === undefined || seed === null || !RECURRENT.includes(layer.getClassName()) || !nextMask) return;
  cell.dropoutFunc ??= nextMask(cell, seed);
}

const closed = (noiseShape: (number | null)[], x: Tensor): number[] =>
  noiseShape.map((size, i) => size ?? (x.shape[i] as number));
