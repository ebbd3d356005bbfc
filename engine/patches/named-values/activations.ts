import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';

type Apply = (tf: TfNamespace, x: Tensor) => Tensor;

/** Activations that Keras 3 has and tfjs-layers lacks, with Keras' usual parameters (keras.io, "Layer activation functions"). */
const ACTIVATIONS: Record<string, Apply> = {
  leakyRelu: (tf, x) => tf.leakyRelu(x, 0.2),
  celu: (tf, x) => tf.elu(x),
  exponential: (tf, x) => tf.exp(x),
  hardSilu: (tf, x) => tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6)),
  hardTanh: (tf, x) => tf.clipByValue(x, -1, 1),
  hardShrink: (tf, x) => tf.where(tf.greater(tf.abs(x), 0.5), x, tf.zerosLike(x)),
  softShrink: (tf, x) => tf.sub(tf.relu(tf.sub(x, 0.5)), tf.relu(tf.sub(tf.neg(x), 0.5))),
  tanhShrink: (tf, x) => tf.sub(x, tf.tanh(x)),
  logSigmoid: (tf, x) => tf.neg(tf.softplus(tf.neg(x))),
  squareplus: (tf, x) => tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 2),
  sparseSigmoid: (tf, x) => tf.clipByValue(tf.div(tf.add(x, 1), 2), 0, 1),
  sparsePlus: (tf, x) => {
    const bent = tf.div(tf.square(tf.add(x, 1)), 4);
    return tf.where(tf.greater(x, 1), x, tf.where(tf.greater(x, -1), bent, tf.zerosLike(x)));
  },
};

interface ActivationClass {
  new (config?: object): object;
  className: string;
}

/** Lets layers take these activations by name, and files hold them. */
export function registerActivations(tf: TfNamespace): void {
  const classes = tf.serialization.SerializationMap.getMap().classNameMap as unknown as Record<
    string,
    [ActivationClass, unknown]
  >;
  const Activation = Object.getPrototypeOf(classes.relu?.[0]) as ActivationClass;
  for (const [className, apply] of Object.entries(ACTIVATIONS)) {
    if (classes[className]) continue;
    class Added extends Activation {
      static override className = className;
      apply(x: Tensor): Tensor {
        return tf.tidy(() => apply(tf, x));
      }
      getConfig(): object {
        return {};
      }
    }
    tf.serialization.registerClass(Added as never);
  }
}
