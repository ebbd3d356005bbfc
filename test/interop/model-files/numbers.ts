import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';

export interface Numbers {
  shape: number[];
  data: number[];
}

/** Repeatable numbers, about normal. */
function generator(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  return () => uniform() + uniform() + uniform() + uniform() - 2;
}

/** Gives every weight numbers of its own; those that must be positive get such. */
export function fillWeights(tf: TfNamespace, model: LayersModel, seed = 7): void {
  const next = generator(seed);
  const values = model.weights.map(({ shape, originalName }) => {
    const size = shape.reduce<number>((product, n) => product * (n ?? 1), 1);
    const positive = /variance|gamma/.test(originalName);
    const numbers = Array.from({ length: size }, () => (positive ? 0.5 + Math.abs(next()) : 0.6 * next()));
    return tf.tensor(numbers, shape as number[]);
  });
  model.setWeights(values);
  tf.dispose(values);
}

export function inputsFor(model: LayersModel, tokens?: number, seed = 3): Numbers[] {
  const next = generator(seed);
  return model.inputs.map(({ shape }) => {
    const sizes = [3, ...shape.slice(1).map((size) => size ?? 4)];
    const count = sizes.reduce((product, n) => product * n, 1);
    const data = Array.from({ length: count }, () =>
      tokens ? Math.floor(Math.abs(next()) * 5) % tokens : Math.fround(next()),
    );
    return { shape: sizes, data };
  });
}

export function predict(tf: TfNamespace, model: LayersModel, inputs: Numbers[]): Numbers[] {
  return tf.tidy(() => {
    const tensors = inputs.map(({ shape, data }) => tf.tensor(data, shape));
    const outputs = [model.predict(tensors.length === 1 ? (tensors[0] as Tensor) : tensors)].flat();
    return outputs.map((tensor) => ({ shape: tensor.shape, data: Array.from(tensor.dataSync()) }));
  });
}

/** The largest difference, relative to the largest number (at least 1); Infinity where shapes differ or numbers are not finite. */
export function distance(ours: Numbers[], theirs: Numbers[]): number {
  if (JSON.stringify(ours.map(({ shape }) => shape)) !== JSON.stringify(theirs.map(({ shape }) => shape)))
    return Infinity;
  const [a, b] = [ours.flatMap(({ data }) => data), theirs.flatMap(({ data }) => data)];
  const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const most = a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), 0);
  return Number.isFinite(scale) && a.every(Number.isFinite) ? most / scale : Infinity;
}
