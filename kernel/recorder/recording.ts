import type { EndedTraining } from '../../engine/hint/index.js';
import { type DoneSteps, type StepTaker, TAKES_STEPS } from '../../engine/watching/index.js';
import type { FitListener } from '../../library/fitting/index.js';
import {
  type CallbackEvent,
  type CallbackLane,
  LIVE_HZ,
  type RunStatus,
  type TrainingPlan,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { LayerRecorder, type RecordedLayers } from './layers/index.js';
import { PenaltyReader } from './penalty.js';
import { RowBuffer } from './row-buffer.js';
import type { RunEvent } from './run-events.js';
import { learningRate, summarizeCompile, summarizeModel } from './summaries.js';
import type { RecordedModel, RecordedTf } from './tf-parts.js';

/** What the recorder needs of the kernel around it. */
export interface RecorderHost {
  emit(event: RunEvent): void;
  /** The cell that runs, and the serial number of its execution. */
  cell(): { cell: string; execution: number };
  engine(): { name: string; backend: string };
  /** Whether this run (by serial number), or the whole cell, was asked to stop. */
  stopAsked(run: number): 'no' | 'run' | 'cell';
  /** Which doings of the layers the run records; all where it is left out. */
  layers?(): RecordedLayers;
  /** What the runs are of, behind their number: the parameters of a trial. */
  nameOfRuns?(): string | undefined;
  /** A callback that comes before all others of the next `fit`, which goes on where another ended. */
  first?(): Promise<object> | undefined;
  fitStarted(): void;
  fitEnded(): void;
  /** A `fit` has given back its history. */
  trained?(training: EndedTraining): void;
}

export interface RunIdentity {
  id: string;
  /** Counted from 1 in this kernel. */
  serial: number;
}

const runName = (serial: number, name: string | undefined): string =>
  say(`Run ${serial}`, `실행 ${serial}`) + (name === undefined ? '' : `: ${name}`);

const ALL_LAYERS: RecordedLayers = { dropout: true, batchNorm: true, distributions: true };
const FLUSH_MS = 1000 / LIVE_HZ;

/**
 * Records one `fit`. It listens as the last of the callbacks and hands numbers over a few times a second; it draws no random
 * numbers and changes no tensor of the training.
 */
export class Recording implements FitListener {
  private readonly started = performance.now();
  private readonly buffer = new RowBuffer();
  private readonly penalty: PenaltyReader;
  private readonly layers: LayerRecorder | undefined;
  private toldProblem = false;
  private flushed = 0;
  private epoch = 0;
  private epochs = 0;
  private batch = 0;
  private steps = 0;
  private rate: number | null = null;
  private epochPenalty = { sum: 0, samples: 0 };
  private ended = false;
  private stopped: 'no' | 'run' | 'cell' = 'no';
  private batchRows = 0;
  private endedAt = 0;

  constructor(
    private readonly identity: RunIdentity,
    private readonly tf: RecordedTf,
    private readonly model: RecordedModel,
    private readonly plan: TrainingPlan,
    lanes: readonly CallbackLane[],
    private readonly host: RecorderHost,
  ) {
    this.epoch = plan.initialEpoch;
    this.penalty = new PenaltyReader(model, tf);
    host.fitStarted();
    host.emit({
      type: 'start',
      ...identity,
      name: runName(identity.serial, host.nameOfRuns?.()),
      ...host.cell(),
      startedAt: Date.now(),
      engine: host.engine(),
      plan,
      model: summarizeModel(model),
      compile: summarizeCompile(model),
      lanes: [...lanes],
    });
    this.layers = this.recordLayers();
  }

  /** Epochs that this run has gone through. */
  get epochsDone(): number {
    return this.epochs;
  }

  /** Rows of the largest batch so far. */
  get largestBatch(): number {
    return this.batchRows;
  }

  /** Milliseconds from the start to the end. */
  get duration(): number {
    return this.endedAt;
  }

  lane(lane: CallbackLane): void {
    this.buffer.addLane(lane);
  }

  interrupted(): boolean {
    return this.stopped !== 'no';
  }

  event(event: CallbackEvent): void {
    this.buffer.addEvent(event);
    // Whoever goes on from a file after the end of this process has to know how far it is.
    if (event.kind === 'saved') this.flush();
  }

  /** The callback that tfjs calls; the last of the list, so that it sees what others add to the logs. */
  callback(): object {
    const callback = new this.tf.CustomCallback(
      {
        onEpochBegin: async (epoch: number) => this.onEpochBegin(epoch),
        onBatchBegin: async () => this.onBatchBegin(),
        onBatchEnd: async (_batch: number, logs?: Record<string, number>) => this.onBatchEnd(logs ?? {}),
        onEpochEnd: async (epoch: number, logs?: Record<string, number>) =>
          this.onEpochEnd(epoch, logs ?? {}),
      },
      'never',
    );
    const taker: StepTaker = {
      each: false,
      packers: this.layers?.packers ?? [],
      begin: (packed) => this.layers?.beginStep(packed),
      end: () => this.layers?.endStep(),
      took: (steps) => this.took(steps),
    };
    return Object.assign(callback, { [TAKES_STEPS]: taker });
  }

  /** Ends the record; only the first call counts. */
  end(status: RunStatus, reason?: string): void {
    if (this.ended) return;
    this.ended = true;
    this.endedAt = this.time();
    this.layers?.end();
    this.flush();
    this.penalty.remove();
    this.host.fitEnded();
    this.host.emit({
      type: 'end',
      id: this.identity.id,
      time: this.time(),
      status,
      ...(reason && { reason }),
    });
  }

  /** How a `fit` that returned has ended. */
  finish(): void {
    if (this.stopped === 'cell') this.end('interrupted');
    else this.end(this.stopped === 'run' || this.epoch < this.plan.epochs ? 'stopped' : 'completed');
  }

  /** The `fit` was broken off from outside and will never return: frees the model for the next one. */
  abandon(): void {
    this.end('interrupted');
    this.model.isTraining = false;
  }

  private onEpochBegin(epoch: number): void {
    this.epoch = epoch + 1;
    this.batch = 0;
    this.epochPenalty = { sum: 0, samples: 0 };
    this.layers?.beginEpoch(this.epoch);
  }

  /** The rate that this update uses; a callback may set another one before the next. */
  private onBatchBegin(): void {
    this.rate = learningRate(this.model.optimizer);
    this.layers?.beginStep();
  }

  private onBatchEnd(logs: Record<string, number>): void {
    this.layers?.endStep();
    const { batch: _batch, size = 1, ...values } = logs;
    const penalty = this.penalty.read();
    if (penalty !== null) {
      this.epochPenalty.sum += penalty * size;
      this.epochPenalty.samples += size;
    }
    this.batchRows = Math.max(this.batchRows, size);
    this.batch += 1;
    this.steps += 1;
    this.buffer.steps.add(this.steps, this.rate, penalty, values);
    this.stepsEnded();
  }

  /** Steps that were done in one go. */
  private took(steps: DoneSteps): void {
    const { count, size, lastSize, penalties, rates } = steps;
    this.layers?.took(steps);
    for (let i = 0; penalties && i < count; i++) {
      const rows = i === count - 1 ? lastSize : size;
      this.epochPenalty.sum += (penalties[i] as number) * rows;
      this.epochPenalty.samples += rows;
    }
    this.batchRows = Math.max(this.batchRows, count > 1 ? size : lastSize);
    this.buffer.steps.addDone(this.steps + 1, steps);
    this.batch += count;
    this.steps += count;
    const rate = rates[count - 1] as number;
    this.rate = Number.isNaN(rate) ? null : rate;
    this.stepsEnded();
  }

  private stepsEnded(): void {
    this.flushIfDue();
    const asked = this.host.stopAsked(this.identity.serial);
    if (asked === 'no') return;
    this.stopped = asked;
    this.model.stopTraining = true;
  }

  private onEpochEnd(epoch: number, logs: Record<string, number>): void {
    const { sum, samples } = this.epochPenalty;
    // Callbacks that change the rate add it to the logs; here it has a column of its own.
    const { learning_rate: _rate, ...values } = logs;
    const penalty = samples > 0 ? sum / samples : null;
    this.layers?.endEpoch(epoch + 1, values.loss ?? Number.NaN, penalty);
    this.epochs += 1;
    this.buffer.addEpoch({
      epoch: epoch + 1,
      time: this.time(),
      learningRate: this.rate,
      penalty,
      validationPenalty: this.penalty.takeValidation(),
      memory: this.tf.memory(),
      logs: values,
    });
    this.flushIfDue();
  }

  private time(): number {
    return performance.now() - this.started;
  }

  private flushIfDue(): void {
    if (performance.now() - this.flushed >= FLUSH_MS) this.flush();
  }

  /** A model that cannot be read is trained all the same. */
  private recordLayers(): LayerRecorder | undefined {
    const { id } = this.identity;
    const wanted = this.host.layers?.() ?? ALL_LAYERS;
    if (!Object.values(wanted).includes(true)) return undefined;
    try {
      const { optimizer } = this.model;
      const layers = new LayerRecorder({
        model: this.model as never,
        optimizer: optimizer as never,
        engine: this.tf.engine(),
        wanted,
        stepsPerEpoch: this.plan.stepsPerEpoch,
        epochs: this.plan.epochs,
      });
      this.host.emit({ type: 'layers', id, plan: layers.plan, records: [], ...layers.take() });
      return layers.isIdle ? undefined : layers;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.host.emit({ type: 'layers', id, records: [], problem });
      return undefined;
    }
  }

  private flushLayers(): void {
    const { layers } = this;
    const taken = layers?.take();
    const problem = this.toldProblem ? undefined : layers?.problem;
    if (!taken && problem === undefined) return;
    this.toldProblem ||= problem !== undefined;
    this.host.emit({
      type: 'layers',
      id: this.identity.id,
      records: [],
      ...taken,
      ...(problem !== undefined && { problem }),
    });
  }

  private flush(): void {
    this.flushLayers();
    if (this.buffer.isEmpty) return;
    this.flushed = performance.now();
    this.host.emit({
      type: 'rows',
      id: this.identity.id,
      time: this.time(),
      at: { epoch: this.epoch, batch: this.batch, steps: this.steps },
      ...this.buffer.take(),
    });
  }
}
