import { say } from '../../words/index.js';
import { KerasMetric } from './keras-metric.js';
import type { MetricKind } from './metric.js';
import { metricKind } from './metric-names.js';

/** What decides which metric a short name means. */
export interface MetricOutput {
  shape: readonly (number | null)[];
  /** Keras' name of the output's loss. */
  loss: string | undefined;
}

/** Names that mean another metric of Keras at each kind of output, beside accuracy and crossentropy. */
export const NAMES_BY_OUTPUT = ['f1', 'topK', 'multiLabelAccuracy'] as const;

const kindOf = (className: string): MetricKind => metricKind(className) as MetricKind;
const isSingle = ({ shape }: MetricOutput): boolean => shape.at(-1) === 1;
const isSparse = ({ loss }: MetricOutput): boolean => loss === 'sparse_categorical_crossentropy';

/**
 * The metric that a short name means at this output; undefined for names that mean one metric always.
 *
 * - `f1`: for yes-or-no answers (one unit, or the binary crossentropy) from the threshold 0.5; for classes that of the largest,
 *   the mean over the classes. As `metrics.f1` of the library; Keras' own default would take every answer of one unit for a yes.
 * - `topK`, `top3`: whether the true class is among the 5, or 3, likeliest.
 * - `multiLabelAccuracy`: every yes-or-no answer counts, as Keras' `BinaryAccuracy`.
 *
 * @throws RangeError for a top-k of as many classes as there are, or more, which would always be 1.
 */
export function metricByOutput(name: string, output: MetricOutput): KerasMetric | undefined {
  if (name === 'f1') {
    const answers = isSingle(output) || output.loss === 'binary_crossentropy';
    return new KerasMetric(kindOf('F1Score'), { name, average: 'macro', ...(answers && { threshold: 0.5 }) });
  }
  if (name === 'multiLabelAccuracy') return new KerasMetric(kindOf('BinaryAccuracy'), { name });
  const top = /^top_?(K|\d+)$/i.exec(name)?.[1];
  if (top === undefined) return undefined;
  const k = /k/i.test(top) ? 5 : Number(top);
  checkTop(name, k, output.shape.at(-1) ?? Number.POSITIVE_INFINITY);
  const className = isSparse(output) ? 'SparseTopKCategoricalAccuracy' : 'TopKCategoricalAccuracy';
  return new KerasMetric(kindOf(className), { name, k });
}

function checkTop(name: string, k: number, classes: number): void {
  if (k >= 1 && k < classes) return;
  throw new RangeError(
    say(
      `The metric ${name} asks for the ${k} likeliest of ${classes} classes${k < 1 ? '' : ', which always holds the true one'}. Write a smaller number, as in 'top2'.`,
      `지표 ${name}은(는) 클래스 ${classes}개 중 확률이 높은 ${k}개를 봅니다${k < 1 ? '' : '. 정답이 늘 그 안에 있습니다'}. 'top2'처럼 더 작은 수를 쓰세요.`,
    ),
  );
}

/**
 * tfjs-layers counts every label of an output that has its binary crossentropy; Keras goes by the shapes alone, and compares
 * the largest of several.
 */
export function accuracyKind(output: MetricOutput, byShape: boolean): MetricKind {
  if (isSingle(output) || (!byShape && output.loss === 'binary_crossentropy'))
    return kindOf('BinaryAccuracy');
  return kindOf(isSparse(output) ? 'SparseCategoricalAccuracy' : 'CategoricalAccuracy');
}

export function crossentropyKind(output: MetricOutput): MetricKind {
  if (isSingle(output) || output.loss === 'binary_crossentropy') return kindOf('BinaryCrossentropy');
  return kindOf(isSparse(output) ? 'SparseCategoricalCrossentropy' : 'CategoricalCrossentropy');
}
