import type { Labels } from '../class-labels.js';
import { accuracy, confusionMatrix } from './confusion.js';
import type { Numbers } from './number-pairs.js';
import { type ClassScoreOptions, classScore, f1Of, perClass, precisionOf, recallOf } from './per-class.js';
import { auc, averagePrecision, precisionRecallCurve, rocCurve } from './ranking.js';
import { meanAbsoluteError, meanSquaredError, rSquared } from './regression.js';
import { multiLabelAccuracy, topK } from './rows-of-answers.js';

export type { ConfusionCounts, ConfusionOptions } from './confusion.js';
export type { Numbers } from './number-pairs.js';
export type { ClassScoreOptions } from './per-class.js';
export type { CurveOptions, PrecisionRecallPoint, RocPoint } from './ranking.js';
export type { MultiLabelOptions } from './rows-of-answers.js';

/**
 * Numbers that compare predictions with the truth, over all samples at once.
 *
 * `compile` knows the names `accuracy`, `mse`, `rmse`, `mae`, `r2`, `precision`, `recall`, `f1`, `auc`, `multiLabelAccuracy` and
 * `topK` (of 5 classes; `top3` of 3) too. What `fit` and `evaluate` then show is the value over all samples of the epoch or of
 * the validation, as Keras has it: in training each batch with the weights it met, so that only `val_…` is the number that these
 * functions give for `model.predict`. `precision` and `recall` of several classes count every answer above 0.5, and `f1` is their
 * macro mean, where a class without samples counts 0. `auc` goes by Keras' 200 thresholds.
 *
 * Labels are classes, one-hot rows or probabilities, values are numbers, both as arrays or as tensors of shape [n], [n, 1] or [n, k].
 * Each function throws a RangeError where lengths or shapes differ, where there is nothing to compare, and where a value is missing.
 */
export const metrics = {
  /**
   * Share of samples whose predicted class is the true one, from 0 to 1.
   *
   * ```ts
   * metrics.accuracy([1, 0, 1], [0.9, 0.2, 0.4]); // 0.667
   * ```
   *
   * @throws RangeError when the lengths differ or a value is neither a class nor a probability.
   */
  accuracy,

  /**
   * The confusion matrix: rows are true classes, columns predicted ones.
   *
   * ```ts
   * metrics.confusionMatrix([1, 0, 1], [0.9, 0.2, 0.4], { labels: ['died', 'survived'] }).counts; // [[1, 0], [1, 1]]
   * ```
   *
   * @throws RangeError as `accuracy`, and when a class is not among the labels.
   */
  confusionMatrix,

  /** Mean squared error: 1/n Σ(ŷ - y)², in the squared unit of y. */
  mse: meanSquaredError,

  /** Root of the mean squared error: √(1/n Σ(ŷ - y)²), in the unit of y. */
  rmse: (trueValues: Numbers, predicted: Numbers): number =>
    Math.sqrt(meanSquaredError(trueValues, predicted)),

  /** Mean absolute error: 1/n Σ|ŷ - y|, in the unit of y. */
  mae: meanAbsoluteError,

  /**
   * Coefficient of determination R² = 1 - Σ(ŷ - y)² / Σ(y - ȳ)²: 1 is perfect, 0 as good as always saying the mean, below 0
   * worse than that. Of several outputs the mean.
   *
   * @throws RangeError where all true values are equal.
   */
  r2: rSquared,

  /**
   * Of the samples predicted positive, the share that is: TP / (TP + FP). 0 where none was predicted positive, as in Keras and
   * scikit-learn.
   *
   * ```ts
   * metrics.precision([1, 0, 1, 0], [0.9, 0.8, 0.4, 0.1]); // 0.5
   * metrics.precision([2, 0, 1], [2, 1, 1], { average: 'macro' });
   * ```
   */
  precision: (trueLabels: Labels, predicted: Labels, options: ClassScoreOptions = {}): number =>
    classScore('metrics.precision', precisionOf, trueLabels, predicted, options),

  /** Of the positive samples, the share that was found: TP / (TP + FN). 0 where there is none. Options as `precision`. */
  recall: (trueLabels: Labels, predicted: Labels, options: ClassScoreOptions = {}): number =>
    classScore('metrics.recall', recallOf, trueLabels, predicted, options),

  /** The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). Options as `precision`. */
  f1: (trueLabels: Labels, predicted: Labels, options: ClassScoreOptions = {}): number =>
    classScore('metrics.f1', f1Of, trueLabels, predicted, options),

  /** Precision, recall, F1 and number of samples of each class, as a table. Options as `confusionMatrix`. */
  perClass,

  /**
   * Area under the ROC curve: how likely a positive sample gets a higher score than a negative one, ties counting half
   * (Hanley and McNeil, 1982). 0.5 is guessing, 1 perfect. Exact, where Keras' `AUC` rounds to 200 thresholds.
   *
   * @throws RangeError where all samples are of one class.
   */
  auc,

  /** The points of the ROC curve, one for each score that occurs, from the highest; before them (0, 0). */
  rocCurve,

  /** Precision and recall for each score that occurs taken as threshold, from the highest. */
  precisionRecallCurve,

  /** Average precision Σ (Rₖ - Rₖ₋₁) Pₖ over the points of the precision-recall curve, as in scikit-learn. */
  averagePrecision,

  /**
   * Share of samples whose true class is among the k classes of the highest probability. A class that ties with the k-th
   * counts as among them.
   */
  topK,

  /**
   * Where a sample has several yes-or-no answers (shape [n, k]): the share of right answers, as Keras' `BinaryAccuracy`, or,
   * with `{ match: 'all' }`, of samples of which every answer is right.
   */
  multiLabelAccuracy,
};
