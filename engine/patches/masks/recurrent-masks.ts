import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { type LayerParts, layersWithin } from '../layer-parts.js';
import { wrapMethod } from '../wrap-method.js';

type Inputs = Tensor | Tensor[];
type Kwargs = Record<string, unknown> | undefined;

interface Recurrent extends LayerParts {
  goBackwards: boolean;
  returnSequences: boolean;
  unroll: boolean;
  /** Whether a masked step gives zeros instead of the step before; a Bidirectional asks its layers for it. */
  zeroOutputForMask?: boolean;
}

interface DropoutCell {
  dropoutMask?: Tensor | Tensor[] | null;
  recurrentDropoutMask?: Tensor | Tensor[] | null;
}

const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

/**
 * What tfjs-layers' recurrent layers do otherwise than Keras' where there is a mask: a Bidirectional sequence has zeros at
 * masked steps in Keras and the step before in tfjs, and ConvLSTM2D takes no mask of steps. A layer made of cells
 * (`tf.layers.rnn`) also kept the dropout of its first call for ever, in predictions too; it draws one for each call now.
 */
export function patchRecurrentMasks(tf: TfNamespace): void {
  wrapMethod<Recurrent, [inputs: Inputs, kwargs: Kwargs], Inputs>(
    tf.layers.RNN.prototype,
    'call',
    'recurrent masks',
    (original) =>
      function (inputs, kwargs) {
        if (this.cell) forgetDropout(tf, this.cell);
        const { unroll } = this;
        // It makes no difference here, and every call would warn.
        this.unroll = false;
        try {
          const mask = kwargs?.mask as Tensor | null | undefined;
          if (!mask) return original.call(this, inputs, kwargs);
          return tf.tidy(() => {
            const { rank } = first(inputs);
            const steps = mask.rank === 2 ? widened(tf, mask, rank) : mask;
            const outputs = original.call(this, inputs, { ...kwargs, mask: rank > 3 ? steps : mask });
            if (!this.zeroOutputForMask || !this.returnSequences) return outputs;
            const counts = tf.cast(this.goBackwards ? tf.reverse(steps, 1) : steps, 'float32');
            const [sequence, ...states] = Array.isArray(outputs) ? outputs : [outputs];
            const zeroed = tf.mul(sequence as Tensor, counts);
            return Array.isArray(outputs) ? [zeroed, ...states] : zeroed;
          });
        } finally {
          this.unroll = unroll;
        }
      },
  );
  const bidirectional = tf.layers.bidirectional({
    layer: tf.layers.simpleRNN({ units: 1, name: 'prototype' }) as never,
    name: 'prototype',
  });
  wrapMethod<LayerParts, [inputs: Inputs, kwargs: Kwargs], Inputs>(
    Object.getPrototypeOf(bidirectional) as object,
    'call',
    'recurrent masks',
    (original) =>
      function (inputs, kwargs) {
        for (const layer of [this.forwardLayer, this.backwardLayer] as Recurrent[])
          layer.zeroOutputForMask = layer.returnSequences;
        return original.call(this, inputs, kwargs);
      },
  );
}

/** `[batch, steps]` with as many dimensions as the inputs. */
const widened = (tf: TfNamespace, mask: Tensor, rank: number): Tensor =>
  tf.reshape(mask, [...mask.shape, ...Array<number>(rank - mask.rank).fill(1)]);

function forgetDropout(tf: TfNamespace, cell: LayerParts): void {
  for (const one of layersWithin(cell) as DropoutCell[]) {
    if (one.dropoutMask) tf.dispose(one.dropoutMask);
    if (one.recurrentDropoutMask) tf.dispose(one.recurrentDropoutMask);
    Object.assign(one, { dropoutMask: null, recurrentDropoutMask: null });
  }
}
