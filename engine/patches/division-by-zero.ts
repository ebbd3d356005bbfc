import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

const safe = new WeakSet<object>();

/**
 * `divNoNan` with the gradient that TensorFlow gives it: 0 where it is divided by 0. That of tfjs-core 4.22 is NaN there,
 * which the function's name rules out.
 */
export function patchDivisionByZero(tf: TfNamespace): void {
  if (safe.has(tf.divNoNan)) return;
  const tensor = (x: Tensor | TensorLike): Tensor => (x instanceof tf.Tensor ? x : tf.tensor(x as number[]));
  const divNoNan = tf.op({
    divNoNan_: (a: Tensor | TensorLike, b: Tensor | TensorLike): Tensor => {
      const [x, y] = tf.tensor_util.makeTypesMatch(tensor(a), tensor(b));
      const zero = tf.equal(y, tf.zerosLike(y));
      // Where nothing is divided, 1 stands for 0: the gradient that `where` drops is then a number.
      const quotient = tf.div(x, tf.where(zero, tf.onesLike(y), y));
      const nothing = tf.zerosLike(quotient);
      return tf.where(tf.equal(y, nothing), nothing, quotient);
    },
  });
  safe.add(divNoNan);
  Object.assign(tf, { divNoNan });
  Object.assign(tf.Tensor.prototype, {
    divNoNan(this: Tensor, other: Tensor | TensorLike): Tensor {
      return divNoNan(this, other);
    },
  });
}
