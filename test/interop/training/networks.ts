import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Numbers } from '../model-files/numbers.js';
import { LOSS_HEADS, type NetworkName, type Targets } from './rows.js';

const ROWS = 11;
const VALIDATED = 7;
const STEPS = 5;

const head = {
  values: { units: 2 },
  positive: { units: 2, activation: 'softplus' },
  chance: { units: 1, activation: 'sigmoid' },
  logit: { units: 1 },
  labels: { units: 3, activation: 'sigmoid' },
  classes: { units: 3, activation: 'softmax' },
  logits: { units: 3 },
} as const;

export function network(tf: TfNamespace, name: NetworkName): LayersModel {
  const l2 = tf.regularizers.l2({ l2: 0.03 });
  if (name === 'words')
    return tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 6, outputDim: 3, inputLength: STEPS, maskZero: true }),
        tf.layers.simpleRNN({ units: 4, returnSequences: true }),
        tf.layers.dense({ units: 3, activation: 'softmax', kernelRegularizer: l2 }),
      ],
    });
  const input = tf.input({ shape: [3] });
  const hidden = tf.layers
    .dense({ units: 4, activation: 'tanh', kernelRegularizer: l2, name: 'hidden' })
    .apply(input) as SymbolicTensor;
  const output = (config: object): SymbolicTensor =>
    tf.layers.dense(config as never).apply(hidden) as SymbolicTensor;
  if (name === 'many')
    return tf.model({
      inputs: input,
      outputs: LOSS_HEADS.map((one, i) => output({ ...head[one.head], name: `loss_${i}` })),
    });
  if (name !== 'two') return tf.model({ inputs: input, outputs: output(head[name]) });
  return tf.model({
    inputs: input,
    outputs: [output({ ...head.chance, name: 'yes' }), output({ ...head.classes, name: 'which' })],
  });
}

function generator(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

const list = (shape: number[], one: (i: number) => number): Numbers => ({
  shape,
  data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.fround(one(i))),
});

function targets(kind: Targets, shape: number[], next: () => number): Numbers {
  const width = shape.at(-1) ?? 1;
  const samples = shape.slice(0, -1);
  const classes = list(samples, () => Math.floor(next() * width));
  switch (kind) {
    case 'real':
      return list(shape, () => 2 * next() - 0.5);
    case 'zeroOne':
      return list(shape, () => (next() < 0.5 ? 0 : 1));
    case 'plusMinus':
      return list(shape, () => (next() < 0.5 ? -1 : 1));
    case 'share':
      return list(shape, () => next());
    case 'oneHot':
      return list(shape, (i) => (classes.data[Math.floor(i / width)] === i % width ? 1 : 0));
    case 'numbers':
      return { shape: [...samples, 1], data: classes.data };
    case 'ignored':
      return { shape: [...samples, 1], data: classes.data.map((value, i) => (i % 3 === 1 ? -1 : value)) };
  }
}

export interface Data {
  x: Numbers;
  y: Numbers | Numbers[];
  weights: Numbers;
}

/** Rows with targets of a kind, and a weight for each. */
export function data(name: NetworkName, kind: Targets, part: 'train' | 'validation'): Data {
  const next = generator(part === 'train' ? 3 : 4);
  const rows = part === 'train' ? ROWS : VALIDATED;
  const weights = list([rows], (i) => (i === 2 ? 0 : 0.2 + 2 * next()));
  if (name === 'words') {
    const x = list([rows, STEPS], (i) =>
      i % STEPS >= 2 + (Math.floor(i / STEPS) % 4) ? 0 : 1 + Math.floor(next() * 5),
    );
    return { x, y: targets(kind, [rows, STEPS, 3], next), weights };
  }
  const x = list([rows, 3], () => 2 * next() - 1);
  if (name === 'many')
    return {
      x,
      y: LOSS_HEADS.map((one) => targets(one.targets, [rows, head[one.head].units], next)),
      weights,
    };
  if (name === 'two')
    return { x, y: [targets('zeroOne', [rows, 1], next), targets(kind, [rows, 3], next)], weights };
  return { x, y: targets(kind, [rows, head[name].units], next), weights };
}
