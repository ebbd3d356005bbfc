import type { Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { type StepTaker, TAKES_STEPS } from '../watching/index.js';
import { metricOfSums } from './metric-step.js';
import { stateOf, type TrainedModel, type TrainingState } from './training-state.js';

type Logs = Record<string, unknown>;

/** On the logs of a batch: values of the epoch so far, for metrics that are no mean of their batches. */
export const EPOCH_SO_FAR: unique symbol = Symbol.for('epochbook.epoch-so-far') as never;

interface CallbackList {
  callbacks: object[];
}

/**
 * Metrics of an epoch are computed over all of its batches together, as in Keras; tfjs-layers forms the mean of what each
 * batch gives, which is no precision, no area under a curve and no root of a mean.
 */
export function patchEpochMetrics(tf: TfNamespace): void {
  wrapMethod<CallbackList, [model: TrainedModel], void>(
    tf.CallbackList.prototype,
    'setModel',
    'metrics of an epoch',
    (original) =>
      function (model) {
        original.call(this, model);
        const state = stateOf(model);
        // Behind the one that forms the means.
        if (state && state.metrics.length > 0) this.callbacks.splice(1, 0, new EpochMetrics(model, state));
      },
  );
}

/** What tfjs-layers calls; its own callbacks have these methods. */
class EpochMetrics {
  constructor(
    private readonly model: TrainedModel & { getDedupedMetricsNames?(): string[] },
    private readonly state: TrainingState,
  ) {}

  /** Of batches whose steps are compiled there are no sums: the metrics are means. */
  readonly [TAKES_STEPS]: StepTaker = { each: false };

  setParams(): void {}
  setModel(): void {}
  async onTrainBegin(): Promise<void> {}
  async onTrainEnd(): Promise<void> {}
  async onBatchBegin(): Promise<void> {}

  async onEpochBegin(): Promise<void> {
    this.state.trained = [];
  }

  async onBatchEnd(_batch: number, logs: Logs = {}): Promise<void> {
    const values = this.values();
    if (values.length > 0) Object.defineProperty(logs, EPOCH_SO_FAR, { value: Object.fromEntries(values) });
  }

  async onEpochEnd(_epoch: number, logs: Logs = {}): Promise<void> {
    for (const [name, value] of this.values()) {
      const mean = logs[name];
      if (typeof mean === 'object' && mean !== null) (mean as Tensor).dispose();
      logs[name] = value;
    }
  }

  private values(): [string, number][] {
    const { metrics, trained } = this.state;
    const names = this.model.getDedupedMetricsNames?.() ?? this.model.metricsNames;
    const first = names.length - metrics.length;
    return metrics.flatMap(({ metric }, i) => {
      const sums = trained[i];
      return sums ? [[names[first + i] as string, metricOfSums(metric, sums)] as [string, number]] : [];
    });
  }
}
