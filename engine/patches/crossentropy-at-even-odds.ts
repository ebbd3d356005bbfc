import type { Reduction, Tensor, TensorLike } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

type Loss = (yTrue: Tensor, yPred: Tensor) => Tensor;

interface Model {
  lossFunctions: Loss[];
  outputNames: string[];
}

/**
 * −z·ln σ(x) − (1 − z)·ln(1 − σ(x)), one for each logit, by way of max(x, 0) − x·z + ln(1 + e^−|x|).
 *
 * The two corners at x = 0 take their slopes from the same side, so that the gradient there is ½ − z as everywhere
 * around; with those of `relu` and `abs` it would be −z, where a net that starts with weights of 0 begins.
 */
export function crossentropyOfLogits(tf: TfNamespace, labels: Tensor, logits: Tensor): Tensor {
  return tf.tidy(() => {
    const even = tf.greaterEqual(logits, 0);
    const positive = tf.where(even, logits, tf.zerosLike(logits));
    const unfit = tf.sub(positive, tf.mul(logits, labels));
    return tf.add(unfit, tf.log1p(tf.exp(tf.where(even, tf.neg(logits), logits))));
  });
}

/** The binary crossentropies of tfjs-layers and of `tf.losses`, which are made of `relu` and `abs`, with a right slope at 0. */
export function patchCrossentropyAtEvenOdds(tf: TfNamespace): void {
  wrapMethod<Model, [args: { loss?: unknown }], void>(
    tf.LayersModel.prototype,
    'compile',
    'crossentropy at even odds',
    (original) =>
      function (args) {
        original.call(this, args);
        const named = (i: number): unknown =>
          typeof args.loss === 'object'
            ? (args.loss as Record<string, unknown>)[
                Array.isArray(args.loss) ? i : (this.outputNames[i] as string)
              ]
            : args.loss;
        this.lossFunctions = this.lossFunctions.map((loss, i) =>
          named(i) === 'binaryCrossentropy' ? binaryCrossentropy : loss,
        );
      },
  );
  const binaryCrossentropy: Loss = (yTrue, yPred) =>
    tf.tidy(() => {
      const clipped = tf.clipByValue(yPred, tf.backend().epsilon(), 1 - tf.backend().epsilon());
      const logits = tf.log(tf.div(clipped, tf.sub(1, clipped)));
      return tf.mean(crossentropyOfLogits(tf, yTrue, logits), -1);
    });
  Object.assign(tf, { metrics: { ...tf.metrics, binaryCrossentropy } });
  wrapMethod<
    object,
    [Tensor | TensorLike, Tensor | TensorLike, (Tensor | TensorLike)?, number?, Reduction?],
    Tensor
  >(
    tf.losses,
    'sigmoidCrossEntropy',
    'crossentropy at even odds',
    () =>
      (multiClassLabels, logits, weights, labelSmoothing = 0, reduction) =>
        tf.tidy(() => {
          const tensor = (x: Tensor | TensorLike): Tensor =>
            x instanceof tf.Tensor ? x : tf.tensor(x as number[]);
          const [given, x] = [tensor(multiClassLabels), tensor(logits)];
          tf.util.assertShapesMatch(given.shape, x.shape, 'Error in sigmoidCrossEntropy: ');
          const labels =
            labelSmoothing > 0
              ? tf.add(tf.mul(given, tf.sub(1, labelSmoothing)), tf.mul(0.5, labelSmoothing))
              : given;
          return tf.losses.computeWeightedLoss(
            crossentropyOfLogits(tf, labels, x),
            weights == null ? undefined : tensor(weights),
            reduction,
          );
        }),
  );
}
