import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient, replaceGradient } from './replace-gradient.js';

/** Operations whose result is true or false, with the names of their inputs. */
const truths: Readonly<Record<string, readonly string[]>> = {
  All: ['x'],
  Any: ['x'],
  Equal: ['a', 'b'],
  Greater: ['a', 'b'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
  LogicalAnd: ['a', 'b'],
  LogicalNot: ['x'],
  LogicalOr: ['a', 'b'],
  NotEqual: ['a', 'b'],
};

/**
 * Gradients of what moves in steps: 0, as a small change changes nothing. tfjs-core 4.22 lacks those of comparisons, so
 * that layers with a masking or a thresholdedReLU behind them could not be trained; that of a cast to whole numbers or
 * truths it lets pass as if nothing had been rounded, and that of a division rounded down as if it were none.
 */
export function repairGradientsOfSteps(tf: TfNamespace): void {
  for (const [kernelName, inputs] of Object.entries(truths)) {
    addGradient(tf, {
      kernelName,
      inputsToSave: [...inputs],
      gradFunc: (_, saved) => zeros(tf, inputs, saved),
    });
  }
  replaceGradient(tf, 'FloorDiv', () => (_, saved) => zeros(tf, ['a', 'b'], saved));
  replaceGradient(tf, 'Cast', (original) => (dy, saved, attrs) => {
    const { dtype } = attrs as unknown as { dtype: DataType };
    return dtype === 'int32' || dtype === 'bool'
      ? { x: () => tf.zeros((dy as Tensor).shape) }
      : original(dy, saved, attrs);
  });
}

const zeros = (tf: TfNamespace, inputs: readonly string[], saved: Tensor[]): Record<string, () => Tensor> =>
  Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros((saved[i] as Tensor).shape)]));
