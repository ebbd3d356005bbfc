import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

interface ActivationClass {
  new (): object;
  className: string;
}

/**
 * Keras 3's hard_sigmoid, relu6(x + 3) / 6, under the name `kerasHardSigmoid`. That of tfjs-layers and older Keras is
 * clip(x/5 + 1/2), and keeps its name.
 */
export function addKerasHardSigmoid(tf: TfNamespace): void {
  const classes = tf.serialization.SerializationMap.getMap().classNameMap as unknown as Record<
    string,
    [ActivationClass, unknown]
  >;
  if (classes.kerasHardSigmoid) return;
  const Activation = Object.getPrototypeOf(classes.hardSigmoid?.[0]) as ActivationClass;
  class KerasHardSigmoid extends Activation {
    static override className = 'kerasHardSigmoid';
    apply(x: Tensor): Tensor {
      return tf.tidy(() => tf.div(tf.relu6(tf.add(x, 3)), 6));
    }
    getConfig(): object {
      return {};
    }
  }
  tf.serialization.registerClass(KerasHardSigmoid as never);
}
