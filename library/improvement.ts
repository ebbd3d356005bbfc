import { say } from '../words/index.js';

export type Direction = 'min' | 'max';
export type Mode = 'auto' | Direction;

/** Metrics of which more is better, by the end of their name; of Keras, and as tfjs spells them. */
const UP =
  /(^|_)(acc|accuracy|auc|precision|recall|r2_?score|r2|f1|f1_?score|top_?k|top_?\d+|fbeta_?score|cosine_?similarity|mean_?io_?u|io_?u|sensitivity_?at_?specificity|specificity_?at_?sensitivity|true_?positives|true_?negatives|fmeasure)(_\d+)?$/i;
const UP_CAMEL = /(Accuracy|Auc|AUC|Precision|Recall|Score|Similarity|IoU)(_\d+)?$/;
/** Of which less is better. */
const DOWN =
  /(^|_)(loss|ce|crossentropy|mse|mae|mape|msle|rmse|hinge|huber|log_?cosh|poisson|kld|kl_?divergence|error|false_?positives|false_?negatives|perplexity|cosine|cosine_?proximity)(_\d+)?$/i;
const DOWN_CAMEL = /(Loss|Crossentropy|Error|Hinge|Divergence|Proximity)(_\d+)?$/;

/**
 * Whether a metric shall fall or rise. Keras 3 asks the metric itself, Keras 2 looks at its name; here it is a table of
 * the metrics of both and of tfjs, then the rule of Keras 2 for accuracies (a name with `acc`).
 *
 * @throws RangeError where the name does not tell, as Keras 3 does.
 */
export function directionOf(callback: string, monitor: string, mode: Mode): Direction {
  if (mode !== 'auto') return mode;
  if (DOWN.test(monitor) || DOWN_CAMEL.test(monitor)) return 'min';
  if (UP.test(monitor) || UP_CAMEL.test(monitor) || /acc/.test(monitor)) return 'max';
  throw new RangeError(
    say(
      `${callback}: whether '${monitor}' shall fall or rise cannot be told from its name. Give mode: 'min' or mode: 'max'.`,
      `${callback}: '${monitor}'이(가) 작을수록 좋은지 클수록 좋은지 이름만으로는 알 수 없습니다. mode: 'min' 또는 mode: 'max'를 지정하세요.`,
    ),
  );
}

/**
 * Whether a value is better than another by more than `minDelta`, compared as float32, as Keras 3 does. NaN is never
 * better, and anything else is better than nothing (`null`).
 */
export function isBetter(direction: Direction, value: number, than: number | null, minDelta = 0): boolean {
  if (Number.isNaN(value)) return false;
  if (than === null) return true;
  const needed = Math.abs(minDelta);
  return direction === 'min'
    ? Math.fround(value + needed) < Math.fround(than)
    : Math.fround(value - needed) > Math.fround(than);
}
