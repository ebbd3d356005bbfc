import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fixedNumbers } from '../fixed-numbers.js';
import type { TfNamespace } from '../tf-namespace.js';
import { lossOf, type ModelPlan, type RowShape } from './model-plan.js';
import { vocabularies } from './vocabularies.js';

/** What numbers a tensor holds: `below` n, whole ones from 0 to n − 1. */
export type Values = { kind: 'numbers' | 'signs' | 'one-hot' } | { kind: 'below'; n: number };

/**
 * Rows of the shapes that a model was trained with, and labels that its losses take. The numbers mean nothing and are the
 * same on every engine.
 *
 * @param model A model that was made from the plan.
 */
export function madeUpData(
  tf: TfNamespace,
  model: LayersModel,
  plan: ModelPlan,
  rows: number,
): { inputs: Tensor[]; labels: Tensor[] } {
  const words = vocabularies(model);
  const inputs = plan.inputs.map((row, i) => {
    const n = words[i];
    const values: Values = n !== undefined ? { kind: 'below', n } : plainValues(row);
    return tensorOf(tf, row, rows, values, i + 1);
  });
  const labels = plan.labels.map((row, i) => {
    const classes = model.outputs[i]?.shape.at(-1) ?? 2;
    return tensorOf(tf, row, rows, labelValues(lossOf(plan.loss, i, model.outputNames), classes), 100 + i);
  });
  return { inputs, labels };
}

/** What the labels of a loss look like. */
export function labelValues(loss: string | undefined, classes: number): Values {
  switch (loss) {
    case 'sparseCategoricalCrossentropy':
      return { kind: 'below', n: classes };
    case 'categoricalCrossentropy':
    case 'categoricalHinge':
    case 'kullbackLeiblerDivergence':
    case 'kld':
    case 'KLD':
      return { kind: 'one-hot' };
    case 'binaryCrossentropy':
      return { kind: 'below', n: 2 };
    case 'hinge':
    case 'squaredHinge':
      return { kind: 'signs' };
    default:
      // Between 0 and 1, so that logarithms of them exist as well.
      return { kind: 'numbers' };
  }
}

const plainValues = ({ dtype }: RowShape): Values =>
  dtype === 'float32' ? { kind: 'numbers' } : { kind: 'below', n: 2 };

function tensorOf(
  tf: TfNamespace,
  { shape, dtype }: RowShape,
  rows: number,
  values: Values,
  seed: number,
): Tensor {
  const size = shape.reduce((product, length) => product * length, rows);
  const last = shape.at(-1) ?? 1;
  const data = fill(fixedNumbers(values.kind === 'one-hot' ? size / last : size, seed), values, last);
  const all = [rows, ...shape];
  return dtype === 'float32' ? tf.tensor(data, all) : tf.tensor(Int32Array.from(data), all, dtype);
}

function fill(numbers: Float32Array, values: Values, last: number): Float32Array {
  switch (values.kind) {
    case 'numbers':
      return numbers;
    case 'signs':
      return numbers.map((number) => (number < 0.5 ? -1 : 1));
    case 'below':
      return numbers.map((number) => below(number, values.n));
    case 'one-hot': {
      const data = new Float32Array(numbers.length * last);
      numbers.forEach((number, row) => {
        data[row * last + below(number, last)] = 1;
      });
      return data;
    }
  }
}

/** A number just under 1 is 1 as a 32-bit float. */
const below = (number: number, n: number): number => Math.min(n - 1, Math.floor(number * n));
