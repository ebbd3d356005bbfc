import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { KerasMetric } from './keras-metric.js';
import { KerasLoss, lossFunctionsOf } from './loss.js';
import type { Options } from './loss-functions.js';
import { camel, LOSS_KINDS } from './loss-names.js';
import { isMean, type MetricKind } from './metric.js';
import { factoryName, METRIC_KINDS } from './metric-names.js';
import { sumsOf } from './metric-step.js';
import { METRIC_KIND } from './ready-metric.js';

type Compute = (yTrue: Tensor, yPred: Tensor) => Tensor;

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataSync' in value;

/**
 * `tf.metrics.…` and `tf.losses.…` of Keras. Each makes a metric or loss with options, `tf.metrics.precision({ thresholds:
 * 0.4 })`, or, given two tensors, computes it at once, as those of TensorFlow.js do.
 */
export function addFactories(tf: TfNamespace): void {
  const metrics: Record<string, unknown> = { ...tf.metrics };
  if (METRIC_KIND in (metrics.precision as object)) return;
  for (const kind of METRIC_KINDS) {
    for (const name of [factoryName(kind), ...shortNames(kind)]) {
      const known = metrics[name] as Compute | undefined;
      const own = known && !/^(precision|recall)$/.test(name) ? known : computeMetric(tf, kind);
      metrics[name] = named(name, { [METRIC_KIND]: kind }, (first: unknown, second?: Tensor) =>
        isTensor(first) && second ? own(first, second) : new KerasMetric(kind, (first ?? {}) as Options),
      );
    }
  }
  const losses: Record<string, unknown> = { ...tf.losses };
  for (const kind of LOSS_KINDS) {
    const name = camel(kind.name);
    // An older function of another meaning: it takes weights, and gives one number.
    if (name in losses) continue;
    const compute = lossFunctionsOf(tf)[kind.name];
    losses[name] = named(name, {}, (first: unknown, second?: Tensor) =>
      isTensor(first) && second
        ? compute?.(first, second, {})
        : new KerasLoss(kind, (first ?? {}) as Options),
    );
  }
  extend(tf, 'metrics', metrics);
  extend(tf, 'losses', losses);
}

/** tfjs-node's namespace has getters; ours is a plain object that holds sealed ones. */
function extend(tf: TfNamespace, room: 'metrics' | 'losses', functions: Record<string, unknown>): void {
  if (Object.getOwnPropertyDescriptor(tf, room)?.writable) Object.assign(tf, { [room]: functions });
  else Object.assign(tf[room], functions);
}

const shortNames = ({ short = [] }: MetricKind): string[] =>
  short.filter((name) => /^[a-z]\w*$/i.test(name)).map(camel);

const named = (name: string, rest: object, call: (first: unknown, second?: Tensor) => unknown): unknown =>
  Object.defineProperty(Object.assign(call, rest), 'name', { value: name });

const computeMetric =
  (tf: TfNamespace, kind: MetricKind): Compute =>
  (yTrue, yPred) =>
    tf.tidy(() => {
      const metric = kind.make({ ...kind.options }, yPred.shape);
      if (isMean(metric)) {
        const given = metric.values(tf, yTrue, yPred);
        return 'values' in given ? given.values : given;
      }
      const { added, result } = sumsOf(metric, yPred.shape);
      return tf.scalar(result(added([yTrue.dataSync(), yPred.dataSync()])));
    });
