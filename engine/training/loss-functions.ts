import type { Tensor } from '@tensorflow/tfjs-core';
import { crossentropyOfLogits } from '../patches/crossentropy-at-even-odds.js';
import type { TfNamespace } from '../tf-namespace.js';

/** Options of a loss or metric, in the spelling of TensorFlow.js: `{ fromLogits: true }`. */
export type Options = Record<string, unknown>;

/** One value per sample (and time step), and which of them count where the loss itself leaves some out. */
export type LossValues = Tensor | { values: Tensor; mask: Tensor };

/** The functions of `keras.losses`, by their names in Keras. */
export type LossFunctions = Record<string, (yTrue: Tensor, yPred: Tensor, options: Options) => LossValues>;

const EPSILON = 1e-7;

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/**
 * The losses of Keras 3 with their options. Those that TensorFlow.js has do the same operations in the same order, so that
 * they give the same bits.
 */
export function lossFunctions(tf: TfNamespace): LossFunctions {
  const square = (x: Tensor): Tensor => tf.mul(x, x);
  const axisOf = ({ axis }: Options): number => number(axis, -1);
  const positive = (x: Tensor): Tensor => tf.clipByValue(x, EPSILON, Number.MAX_VALUE);

  /** Labels of 0 and 1 become −1 and 1; others stay. */
  const hingeLabels = (yTrue: Tensor): Tensor => {
    const binary = tf.all(tf.logicalOr(tf.equal(yTrue, 0), tf.equal(yTrue, 1)));
    return tf.where(
      tf.logicalAnd(binary, tf.cast(tf.onesLike(yTrue), 'bool')),
      tf.sub(tf.mul(2, yTrue), 1),
      yTrue,
    );
  };
  const hinge = (yTrue: Tensor, yPred: Tensor): Tensor =>
    tf.maximum(0, tf.sub(1, tf.mul(hingeLabels(yTrue), yPred)));

  /** Labels drawn towards an equal share of all. */
  const smooth = (yTrue: Tensor, { labelSmoothing }: Options, classes: number): Tensor => {
    const share = number(labelSmoothing, 0);
    return share === 0 ? yTrue : tf.add(tf.mul(yTrue, 1 - share), share / classes);
  };

  const binaryCrossentropies = (labels: Tensor, yPred: Tensor, fromLogits: boolean): Tensor => {
    if (fromLogits) return crossentropyOfLogits(tf, labels, yPred);
    const clipped = tf.clipByValue(yPred, EPSILON, 1 - EPSILON);
    return crossentropyOfLogits(tf, labels, tf.log(tf.div(clipped, tf.sub(1, clipped))));
  };

  const probabilities = (yPred: Tensor, axis: number): Tensor =>
    tf.clipByValue(tf.div(yPred, tf.sum(yPred, axis, true)), EPSILON, 1 - EPSILON);
  const categorical = (labels: Tensor, yPred: Tensor, options: Options): Tensor => {
    const axis = positiveAxis(axisOf(options), yPred.rank);
    const logs = options.fromLogits ? logSoftmax(yPred, axis) : tf.log(probabilities(yPred, axis));
    return tf.neg(tf.sum(tf.mul(tf.cast(labels, 'float32'), logs), axis));
  };
  const logSoftmax = (logits: Tensor, axis: number): Tensor =>
    tf.sub(logits, tf.logSumExp(logits, axis, true));

  const normalized = (x: Tensor, axis: number): Tensor =>
    tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(square(x), axis, true), EPSILON * EPSILON)));

  const overlap = (yTrue: Tensor, yPred: Tensor, { axis }: Options) => {
    const sum = (x: Tensor): Tensor => tf.sum(x, axis as number | number[] | undefined);
    return { sum, both: sum(tf.mul(yTrue, yPred)) };
  };

  return {
    mean_squared_error: (yTrue, yPred) => tf.mean(square(tf.sub(yPred, yTrue)), -1),
    mean_absolute_error: (yTrue, yPred) => tf.mean(tf.abs(tf.sub(yPred, yTrue)), -1),
    mean_absolute_percentage_error: (yTrue, yPred) =>
      tf.mul(100, tf.mean(tf.abs(tf.div(tf.sub(yTrue, yPred), positive(tf.abs(yTrue)))), -1)),
    mean_squared_logarithmic_error: (yTrue, yPred) =>
      tf.mean(square(tf.sub(tf.log(tf.add(1, positive(yPred))), tf.log(tf.add(1, positive(yTrue))))), -1),
    huber: (yTrue, yPred, options) => {
      const delta = number(options.delta, 1);
      const far = tf.abs(tf.sub(yPred, yTrue));
      const near = tf.minimum(far, delta);
      // ½·near² + δ·(far − near): ½·far² up to δ, and δ·far − ½·δ² beyond.
      return tf.mean(tf.add(tf.mul(0.5, square(near)), tf.mul(delta, tf.sub(far, near))), -1);
    },
    log_cosh: (yTrue, yPred) => {
      const far = tf.sub(yPred, yTrue);
      return tf.mean(tf.sub(tf.add(far, tf.softplus(tf.mul(-2, far))), Math.log(2)), -1);
    },
    hinge: (yTrue, yPred) => tf.mean(hinge(yTrue, yPred), -1),
    squared_hinge: (yTrue, yPred) => tf.mean(square(hinge(yTrue, yPred)), -1),
    categorical_hinge: (yTrue, yPred) => {
      const right = tf.sum(tf.mul(yTrue, yPred), -1);
      const wrong = tf.max(tf.mul(tf.sub(1, yTrue), yPred), -1);
      return tf.maximum(0, tf.add(1, tf.sub(wrong, right)));
    },
    kl_divergence: (yTrue, yPred) => {
      const truth = tf.clipByValue(yTrue, EPSILON, 1);
      return tf.sum(tf.mul(truth, tf.log(tf.div(truth, tf.clipByValue(yPred, EPSILON, 1)))), -1);
    },
    poisson: (yTrue, yPred) => tf.mean(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(EPSILON, yPred)))), -1),
    cosine_similarity: (yTrue, yPred, options) => {
      const axis = axisOf(options);
      return tf.neg(tf.sum(tf.mul(normalized(yTrue, axis), normalized(yPred, axis)), axis));
    },
    binary_crossentropy: (yTrue, yPred, options) =>
      tf.mean(
        binaryCrossentropies(smooth(yTrue, options, 2), yPred, options.fromLogits === true),
        axisOf(options),
      ),
    binary_focal_crossentropy: (yTrue, yPred, options) => {
      const labels = smooth(yTrue, options, 2);
      const chance = options.fromLogits ? tf.sigmoid(yPred) : yPred;
      const right = tf.add(tf.mul(labels, chance), tf.mul(tf.sub(1, labels), tf.sub(1, chance)));
      const focus = tf.pow(tf.sub(1, right), number(options.gamma, 2));
      const focal = tf.mul(focus, binaryCrossentropies(labels, chance, false));
      if (!options.applyClassBalancing) return tf.mean(focal, axisOf(options));
      const alpha = number(options.alpha, 0.25);
      const balance = tf.add(tf.mul(labels, alpha), tf.mul(tf.sub(1, labels), 1 - alpha));
      return tf.mean(tf.mul(balance, focal), axisOf(options));
    },
    categorical_crossentropy: (yTrue, yPred, options) =>
      categorical(smooth(yTrue, options, yTrue.shape.at(-1) ?? 1), yPred, options),
    categorical_focal_crossentropy: (yTrue, yPred, options) => {
      const axis = axisOf(options);
      const labels = smooth(yTrue, options, yTrue.shape.at(-1) ?? 1);
      const chance = probabilities(options.fromLogits ? tf.softmax(yPred, axis) : yPred, axis);
      const focus = tf.mul(tf.pow(tf.sub(1, chance), number(options.gamma, 2)), alphaOf(tf, options.alpha));
      return tf.sum(tf.mul(focus, tf.mul(tf.neg(labels), tf.log(chance))), axis);
    },
    sparse_categorical_crossentropy: (yTrue, yPred, options) => {
      const classes = yPred.shape.at(-1) ?? 1;
      const ignored = options.ignoreClass;
      const given = tf.floor(tf.reshape(yTrue, [-1]));
      const counts = typeof ignored === 'number' ? tf.notEqual(given, ignored) : undefined;
      const numbers = tf.cast(counts ? tf.where(counts, given, tf.zerosLike(given)) : given, 'int32');
      const labels = tf.reshape(tf.oneHot(numbers, classes), yPred.shape);
      const values = options.fromLogits
        ? categorical(labels, yPred, { fromLogits: true })
        : categorical(labels, tf.clipByValue(yPred, EPSILON, 1 - EPSILON), {});
      if (!counts) return values;
      const mask = tf.cast(tf.reshape(counts, values.shape), 'float32');
      return { values: tf.mul(values, mask), mask };
    },
    dice: (yTrue, yPred, options) => {
      const { sum, both } = overlap(yTrue, yPred, options);
      return tf.sub(1, tf.div(tf.mul(2, both), tf.add(tf.add(sum(yTrue), sum(yPred)), EPSILON)));
    },
    tversky: (yTrue, yPred, options) => {
      const { sum, both } = overlap(yTrue, yPred, options);
      const missed = tf.mul(sum(tf.mul(tf.sub(1, yPred), yTrue)), number(options.alpha, 0.5));
      const added = tf.mul(sum(tf.mul(yPred, tf.sub(1, yTrue))), number(options.beta, 0.5));
      return tf.sub(1, tf.div(both, tf.add(tf.add(tf.add(both, missed), added), EPSILON)));
    },
  };
}

const positiveAxis = (axis: number, rank: number): number => (axis < 0 ? rank + axis : axis);

const alphaOf = (tf: TfNamespace, alpha: unknown): Tensor | number =>
  Array.isArray(alpha) ? tf.tensor1d(alpha as number[]) : number(alpha, 0.25);
