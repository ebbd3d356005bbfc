import { randomBytes } from 'node:crypto';
import {
  callbackList,
  type FitCall,
  FitCallbacks,
  rememberBatches,
  type WatchedBatches,
  watchBatches,
  wrapFit,
} from '../../library/fitting/index.js';
import type { TrainingPlan } from '../../protocol/index.js';
import { type RecorderHost, Recording } from './recording.js';
import { countSamples, datasetPlan, fitPlan } from './summaries.js';
import type { FitArgs, RecordedModel, RecordedTf } from './tf-parts.js';
import { TrainedEpochs } from './trained-epochs.js';

export type { RecordedLayers } from './layers/index.js';
export type { RecorderHost } from './recording.js';
export type * from './run-events.js';
export type { RecordedTf } from './tf-parts.js';

/** What accompanies a `fit` beside its record. */
interface Companions {
  fit: FitCallbacks;
  batches: WatchedBatches;
}

/** Lets `model.fit` and `model.fitDataset` of a tfjs namespace record themselves. */
export class Recorder {
  private readonly active = new Map<Recording, Companions>();
  private readonly histories = new WeakMap<object, string>();
  private readonly trained = new TrainedEpochs();
  private serial = 0;

  constructor(
    private readonly tf: RecordedTf,
    private readonly host: RecorderHost,
  ) {}

  attach(): void {
    wrapFit<RecordedModel, FitArgs>(this.tf, (call) => this.record(call));
  }

  /** The run that gave back this history, which `fit` has also left on the model. */
  idOf(history: unknown): string | undefined {
    return typeof history === 'object' && history !== null ? this.histories.get(history) : undefined;
  }

  /** Gives up the runs that were broken off from outside. */
  abandonAll(): void {
    for (const [recording, { fit, batches }] of this.active) {
      recording.abandon();
      batches.end();
      rememberBatches(undefined, batches.order());
      fit.end();
    }
    this.active.clear();
  }

  private async record(call: FitCall<RecordedModel, FitArgs>): Promise<unknown> {
    const { kind, model, owner, data: inputs, targets, args, train } = call;
    // A second `fit` of a model at work, and a call without arguments, are errors that tfjs reports itself.
    if (model.isTraining || !args) return train(args);
    const { yieldEvery, epochs = 1, initialEpoch = 0 } = args;
    const first = this.host.first?.();
    const callbacks = first ? [await first, ...callbackList(args.callbacks)] : args.callbacks;
    const fit = new FitCallbacks({ tf: this.tf, model, owner, callbacks, yieldEvery, epochs, initialEpoch });
    const given = fit.needPreparing ? { ...args, initialEpoch: await fit.prepare() } : args;
    const list = fit.forTfjs();
    const identity = { id: runId(), serial: ++this.serial };
    const before = this.trained.before(owner, model);
    const plan = { ...planOf(call, given), ...(before > 0 && { trainedBefore: before }) };
    const recording = new Recording(identity, this.tf, model, plan, fit.lanes, this.host);
    fit.listen(recording);
    const batches = watchBatches(kind, model, this.tf);
    fit.gathered = (rows, size) => batches.took(rows, size);
    this.active.set(recording, { fit, batches });
    const data = kind === 'fit' ? { inputs, targets } : undefined;
    let history: unknown;
    try {
      history = await train({ ...given, callbacks: [...list, recording.callback()] });
      fit.nameHistory(history);
      if (typeof history === 'object' && history !== null) this.histories.set(history, identity.id);
      recording.finish();
      this.host.trained?.({ model, data, batchSize: recording.largestBatch, ms: recording.duration });
      return history;
    } catch (error) {
      recording.end('failed', error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      batches.end();
      rememberBatches(history, batches.order());
      fit.end();
      this.trained.ended(owner, model, before + recording.epochsDone);
      this.active.delete(recording);
    }
  }
}

function planOf({ kind, data }: FitCall<RecordedModel, FitArgs>, args: FitArgs): TrainingPlan {
  if (kind === 'fit') return fitPlan(countSamples(data), args);
  return datasetPlan((data as { size?: number | null }).size ?? null, args);
}

/** Sorts by time: `20261123-091502-1f3a9c`. */
function runId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
