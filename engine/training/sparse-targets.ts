import type { Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { stateOf, type TrainedModel } from './training-state.js';

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataSync' in value;

/**
 * Class numbers of sequences, `[samples, steps]` for an output `[samples, steps, classes]`, are taken as in Keras;
 * tfjs-layers wants an axis of length 1 behind them.
 */
export function patchSparseTargets(tf: TfNamespace): void {
  wrapMethod<
    TrainedModel,
    Parameters<TrainedModel['standardizeUserDataXY']>,
    ReturnType<TrainedModel['standardizeUserDataXY']>
  >(
    tf.LayersModel.prototype,
    'standardizeUserDataXY',
    'class numbers of sequences',
    (original) =>
      function (x, y, ...rest) {
        const state = stateOf(this);
        const made: Tensor[] = [];
        const widened = (target: unknown, output: number): unknown => {
          const rank = this.outputs[output]?.shape.length ?? 0;
          const sparse = state?.losses[output]?.kind?.name === 'sparse_categorical_crossentropy';
          if (!sparse || !isTensor(target) || target.rank < 2 || target.rank !== rank - 1) return target;
          const wide = tf.expandDims(target, -1);
          made.push(wide);
          return wide;
        };
        try {
          return original.call(this, x, eachTarget(y, this.outputNames, widened), ...rest);
        } catch (error) {
          tf.dispose(made);
          throw error;
        }
      },
  );
}

function eachTarget(
  y: unknown,
  outputs: readonly string[],
  one: (target: unknown, output: number) => unknown,
): unknown {
  if (isTensor(y)) return one(y, 0);
  if (Array.isArray(y)) return y.map(one);
  if (typeof y !== 'object' || y === null) return y;
  return Object.fromEntries(
    Object.entries(y).map(([name, target]) => [name, one(target, outputs.indexOf(name))]),
  );
}
