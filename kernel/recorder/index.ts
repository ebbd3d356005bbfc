import { randomBytes } from 'node:crypto';
import type { TrainingPlan } from '../../protocol/index.js';
import type { EndedTraining } from '../engines/hint/model-plan.js';
import { type RecorderHost, Recording } from './recording.js';
import { countSamples, datasetPlan, fitPlan } from './summaries.js';
import type { FitArgs, RecordedModel, RecordedTf } from './tf-parts.js';

export type { RecorderHost } from './recording.js';
export type * from './run-events.js';
export type { RecordedTf } from './tf-parts.js';

/** Lets `model.fit` and `model.fitDataset` of a tfjs namespace record themselves. */
export class Recorder {
  private readonly active = new Set<Recording>();
  private serial = 0;

  constructor(
    private readonly tf: RecordedTf,
    private readonly host: RecorderHost,
  ) {}

  attach(): void {
    const recorder = this;
    const { prototype } = this.tf.LayersModel;
    const { fit, fitDataset } = prototype;
    prototype.fit = function (inputs, targets, args = {}) {
      const given = args as FitArgs;
      const data = { inputs, targets };
      return recorder.record(this, fitPlan(countSamples(inputs), given), given, data, (recorded) =>
        fit.call(this, inputs, targets, recorded),
      );
    };
    prototype.fitDataset = function (dataset, args) {
      const given = args as FitArgs;
      const size = (dataset as { size?: number | null }).size ?? null;
      return recorder.record(this, datasetPlan(size, given), given, undefined, (recorded) =>
        fitDataset.call(this, dataset, recorded),
      );
    };
  }

  /** Gives up the runs that were broken off from outside. */
  abandonAll(): void {
    for (const recording of this.active) recording.abandon();
    this.active.clear();
  }

  private async record(
    model: RecordedModel,
    plan: TrainingPlan,
    args: FitArgs,
    data: EndedTraining['data'],
    train: (args: FitArgs) => Promise<unknown>,
  ): Promise<unknown> {
    // A second `fit` of a model at work is an error that tfjs reports itself.
    if (model.isTraining) return train(args);
    const identity = { id: runId(), serial: ++this.serial };
    const recording = new Recording(identity, this.tf, model, plan, this.host);
    this.active.add(recording);
    try {
      const history = await train({ ...args, callbacks: this.callbacks(args, recording) });
      recording.finish();
      this.host.trained?.({ model, data, batchSize: recording.largestBatch, ms: recording.duration });
      return history;
    } catch (error) {
      recording.end('failed', error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      this.active.delete(recording);
    }
  }

  /**
   * The student's callbacks as tfjs would take them, and the recorder's behind them. tfjs looks only at the first of a list
   * to tell instances from plain objects, so each is made an instance here; without any, it makes an empty one that gives
   * way to the event loop now and then.
   */
  private callbacks({ callbacks, yieldEvery }: FitArgs, recording: Recording): object[] {
    const given =
      callbacks === undefined || callbacks === null
        ? [{}]
        : Array.isArray(callbacks)
          ? callbacks
          : [callbacks];
    const instances = given.map((callback: object) =>
      'setParams' in callback ? callback : new this.tf.CustomCallback(callback, yieldEvery),
    );
    return [...instances, recording.callback()];
  }
}

/** Sorts by time: `20261123-091502-1f3a9c`. */
function runId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
