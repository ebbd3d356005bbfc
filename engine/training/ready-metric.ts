import type { Tensor } from '@tensorflow/tfjs-core';
import { didYouMean, say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { KerasMetric } from './keras-metric.js';
import { classConfig, type ReadyLoss } from './loss.js';
import { lossKind } from './loss-names.js';
import type { MeanMetric, MetricKind, SumMetric } from './metric.js';
import {
  accuracyKind,
  crossentropyKind,
  type MetricOutput,
  metricByOutput,
  NAMES_BY_OUTPUT,
} from './metric-by-output.js';
import { METRIC_NAMES, metricKind } from './metric-names.js';

/** A metric as the training step needs it. */
export interface ReadyMetric {
  /** What it logs under; the output's name comes before it where there are several. */
  name: string;
  metric: MeanMetric | SumMetric;
  /** It is a function of the student's own. */
  own?: true;
}

/** On the functions of `tf.metrics`: the kind that each stands for. */
export const METRIC_KIND: unique symbol = Symbol.for('epochbook.metric-kind') as never;

/** The accuracy that Keras picks by shapes alone; a model file says it so. */
export const KERAS_ACCURACY = 'accuracy_by_shape';

/**
 * The metric that was meant by a name of Keras or TensorFlow.js, a class with its config, an instance, or a function.
 *
 * @throws Error for what is none of these; the nearest right names are in it.
 */
export function readyMetric(
  given: unknown,
  { shape, loss }: { shape: MetricOutput['shape']; loss: ReadyLoss | undefined },
): ReadyMetric {
  const output = { shape, loss: loss?.kind?.name };
  const make = (metric: KerasMetric, name = metric.name): ReadyMetric => ({
    name,
    metric: metric.kind.make(metric.allOptions, output.shape),
  });
  if (given instanceof KerasMetric) return make(given);
  if (typeof given === 'string') {
    if (/^acc(uracy)?$/i.test(given))
      return make(new KerasMetric(accuracyKind(output, false)), /^acc(uracy)?$/.test(given) ? 'acc' : given);
    if (/^(crossentropy|ce)$/.test(given)) return make(new KerasMetric(crossentropyKind(output)), 'ce');
    const chosen = metricByOutput(given, output);
    if (chosen) return make(chosen);
    const kind = metricKind(given);
    if (kind) return make(new KerasMetric(kind), given);
    throw unknownMetric(given);
  }
  if (typeof given === 'function') {
    const kind = (given as { [METRIC_KIND]?: MetricKind })[METRIC_KIND];
    if (kind) return make(metricByOutput(given.name, output) ?? new KerasMetric(kind), given.name);
    return { name: given.name || 'metric', metric: ownMetric(given as OwnMetric), own: true };
  }
  const config = classConfig(given);
  if (!config) throw noMetric(given);
  const { name } = config.config;
  if (config.className === KERAS_ACCURACY)
    return make(new KerasMetric(accuracyKind(output, true)), typeof name === 'string' ? name : 'acc');
  const kind = metricKind(config.className);
  if (!kind) throw unknownMetric(config.className);
  return make(new KerasMetric(kind, config.config));
}

type OwnMetric = (yTrue: Tensor, yPred: Tensor) => Tensor;

const ownMetric = (call: OwnMetric): MeanMetric => ({
  values: (_tf: TfNamespace, yTrue, yPred) => call(yTrue, yPred),
});

function unknownMetric(name: string): Error {
  const hint =
    didYouMean(name, [...METRIC_NAMES, ...NAMES_BY_OUTPUT]) ||
    (lossKind(name)
      ? say(' It is a loss; give it to compile as loss.', ' 이것은 손실 함수입니다. compile의 loss에 쓰세요.')
      : say(
          ' It may be a name of Keras, like "accuracy", "mae", "rmse", "precision", "recall", "f1" or "auc", or a function (yTrue, yPred) => tensor.',
          ' "accuracy", "mae", "rmse", "precision", "recall", "f1", "auc" 같은 Keras 이름이나 (yTrue, yPred) => tensor 형태의 함수를 쓰세요.',
        ));
  return new Error(
    say(`compile knows no metric "${name}".${hint}`, `compile에 "${name}"(이)라는 지표가 없습니다.${hint}`),
  );
}

const noMetric = (given: unknown): Error =>
  new Error(
    say(
      `compile was given ${JSON.stringify(given) ?? typeof given} as a metric: give a name like "accuracy", a metric like tf.metrics.precision(), or a function (yTrue, yPred) => tensor.`,
      `compile의 지표로 ${JSON.stringify(given) ?? typeof given}을(를) 받았습니다. "accuracy" 같은 이름, tf.metrics.precision() 같은 지표, 또는 (yTrue, yPred) => tensor 형태의 함수를 쓰세요.`,
    ),
  );
