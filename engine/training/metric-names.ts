import { CONFUSION_METRICS } from './confusion-metrics.js';
import { camel } from './loss-names.js';
import { MEAN_METRICS } from './mean-metrics.js';
import type { MetricKind } from './metric.js';
import { SUM_METRICS } from './sum-metrics.js';

export const METRIC_KINDS: readonly MetricKind[] = [...MEAN_METRICS, ...CONFUSION_METRICS, ...SUM_METRICS];

/** `tf.metrics.…`: the class with a small letter in front, `rootMeanSquaredError`, `klDivergence`, `auc`. */
export const factoryName = ({ className }: MetricKind): string =>
  className === 'IoU'
    ? 'iou'
    : className.replace(/^(?:[A-Z]+$|[A-Z]+(?=[A-Z][a-z])|[A-Z])/, (start) => start.toLowerCase());

const byName = new Map(
  METRIC_KINDS.flatMap((kind) =>
    [kind.className, kind.name, camel(kind.name), factoryName(kind), ...(kind.short ?? [])].map(
      (name) => [name, kind] as const,
    ),
  ),
);

/** All names of metrics, for suggestions. */
export const METRIC_NAMES: readonly string[] = [...byName.keys(), 'accuracy', 'acc', 'crossentropy'];

/** The metric of a name, in any spelling of Keras or TensorFlow.js; undefined where there is none. */
export const metricKind = (name: string): MetricKind | undefined => byName.get(name);
