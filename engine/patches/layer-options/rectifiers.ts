import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../../words/index.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import { keepOption } from './kept-options.js';

type Inputs = Tensor | Tensor[];

interface Rectifier {
  maxValue?: number | null;
  negativeSlope: number;
  threshold: number;
}

const first = (value: Inputs): Tensor => (Array.isArray(value) ? (value[0] as Tensor) : value);

/**
 * ReLU has no `negativeSlope` and `threshold` in tfjs-layers, ELU no `alpha` but 1, and Softmax no dimension but the last.
 * With the patch they have, and compute what Keras does.
 */
export function patchRectifiers(tf: TfNamespace): void {
  const prototype = (layer: unknown): object => Object.getPrototypeOf(layer) as object;
  keepOption(['ReLU'], 'negativeSlope', 0);
  keepOption(['ReLU'], 'threshold', 0);
  wrapMethod<Rectifier, [inputs: Inputs, kwargs: object], Inputs>(
    prototype(tf.layers.reLU({ name: 'prototype' })),
    'call',
    'slope and threshold',
    (original) =>
      function (inputs, kwargs) {
        const { maxValue, negativeSlope = 0, threshold = 0 } = this;
        if (!negativeSlope && !threshold) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const x = first(inputs);
          const above = tf.greaterEqual(x, threshold);
          const below = tf.mul(tf.sub(x, threshold), negativeSlope);
          const kept = maxValue === undefined || maxValue === null ? x : tf.minimum(x, tf.scalar(maxValue));
          return tf.where(above, kept, below);
        });
      },
  );
  wrapMethod<{ alpha: number }, [inputs: Inputs, kwargs: object], Inputs>(
    prototype(tf.layers.elu({ name: 'prototype' })),
    'call',
    'any alpha',
    (original) =>
      function (inputs, kwargs) {
        if (this.alpha === 1) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const x = first(inputs);
          return tf.where(tf.greater(x, 0), x, tf.mul(tf.elu(x), this.alpha));
        });
      },
  );
  wrapMethod<{ axis: number | number[] }, [inputs: Inputs, kwargs: object], Inputs>(
    prototype(tf.layers.softmax({ name: 'prototype' })),
    'call',
    'any axis',
    (original) =>
      function (inputs, kwargs) {
        const x = first(inputs);
        const [axis, more] = Array.isArray(this.axis) ? this.axis : [this.axis];
        if (axis === undefined || more !== undefined) return original.call(this, inputs, kwargs);
        const last = x.rank - 1;
        const at = axis < 0 ? axis + x.rank : axis;
        if (at === last) return tf.softmax(x);
        if (at < 0 || at > last)
          throw new Error(
            say(
              `A Softmax layer has the axis ${axis}, and its input of shape [${x.shape}] has no such dimension.`,
              `Softmax 층의 axis는 ${axis}인데, 모양이 [${x.shape}]인 입력에는 그런 차원이 없습니다.`,
            ),
          );
        const order = x.shape.map((_, i) => (i === at ? last : i === last ? at : i));
        return tf.tidy(() => tf.transpose(tf.softmax(tf.transpose(x, order)), order));
      },
  );
}
