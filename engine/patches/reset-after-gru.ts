import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

/** The value of a GRU's option `implementation` that stands for `reset_after=True`; tfjs reads it in camelCase. */
export const RESET_AFTER = 'reset_after';

interface Weight {
  read(): Tensor;
}

/** What the patch touches of tfjs-layers' GRUCell. */
interface GruCell {
  units: number;
  implementation: unknown;
  useBias: boolean;
  bias: Weight;
  kernel: Weight;
  recurrentKernel: Weight;
  biasInitializer: unknown;
  biasRegularizer: unknown;
  biasConstraint: unknown;
  dropout: number;
  recurrentDropout: number;
  dropoutMask: Tensor[] | null;
  recurrentDropoutMask: Tensor[] | null;
  activation: { apply(x: Tensor): Tensor };
  recurrentActivation: { apply(x: Tensor): Tensor };
  _trainableWeights: Weight[];
  _addedWeightNames: string[];
  addWeight(name: string, shape: number[], ...options: unknown[]): Weight;
}

const isResetAfter = ({ implementation }: GruCell): boolean =>
  implementation === RESET_AFTER || implementation === 'resetAfter';

/**
 * A GRU of tfjs-layers applies the reset gate before the recurrent product; Keras has applied it after since 2.0
 * (`reset_after=True`, its default), with a bias for each product. With the patch a GRU whose `implementation` is
 * `RESET_AFTER`, as `loadModel` makes it from a file of Keras, computes that; others are as they were.
 */
export function patchResetAfterGru(tf: TfNamespace): void {
  const cell = Object.getPrototypeOf(tf.layers.gruCell({ units: 1, name: 'prototype' })) as object;
  wrapMethod<GruCell, [shape: unknown], void>(
    cell,
    'build',
    'reset-after GRU weights',
    (original) =>
      function (shape) {
        original.call(this, shape);
        if (!isResetAfter(this) || !this.useBias) return;
        this._trainableWeights = this._trainableWeights.filter((weight) => weight !== this.bias);
        this._addedWeightNames = this._addedWeightNames.filter((name) => name !== 'bias');
        const size = [2, 3 * this.units];
        this.bias = this.addWeight(
          'bias',
          size,
          null,
          this.biasInitializer,
          this.biasRegularizer,
          true,
          this.biasConstraint,
        );
      },
  );
  wrapMethod<GruCell, [inputs: [Tensor, Tensor], kwargs: { training?: boolean }], Tensor[]>(
    cell,
    'call',
    'reset-after GRU',
    (original) =>
      function (inputs, kwargs) {
        return isResetAfter(this)
          ? tf.tidy(() => step(tf, this, inputs, kwargs.training ?? false))
          : original.call(this, inputs, kwargs);
      },
  );
}

function step(tf: TfNamespace, cell: GruCell, [x, h]: [Tensor, Tensor], training: boolean): Tensor[] {
  // One mask for all steps of a sequence, as the layer forgets it before the next.
  const masked = (value: Tensor, rate: number, mask: 'dropoutMask' | 'recurrentDropoutMask'): Tensor => {
    if (!training || !(rate > 0 && rate < 1)) return value;
    cell[mask] ??= [tf.keep(tf.dropout(tf.onesLike(value), rate))];
    return tf.mul(value, cell[mask][0] as Tensor);
  };
  const product = (value: Tensor, weight: Weight, row: number): Tensor => {
    const result = tf.matMul(value as never, weight.read() as never) as Tensor;
    return cell.useBias ? tf.add(result, tf.gather(cell.bias.read(), row)) : result;
  };
  const fromInput = product(masked(x, cell.dropout, 'dropoutMask'), cell.kernel, 0);
  const fromState = product(
    masked(h, cell.recurrentDropout, 'recurrentDropoutMask'),
    cell.recurrentKernel,
    1,
  );
  const [xz, xr, xh] = tf.split(fromInput, 3, 1) as [Tensor, Tensor, Tensor];
  const [hz, hr, hh] = tf.split(fromState, 3, 1) as [Tensor, Tensor, Tensor];
  const z = cell.recurrentActivation.apply(tf.add(xz, hz));
  const r = cell.recurrentActivation.apply(tf.add(xr, hr));
  const candidate = cell.activation.apply(tf.add(xh, tf.mul(r, hh)));
  const next = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), candidate));
  return [next, next];
}
