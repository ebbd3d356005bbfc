import {
  type CallbackEvent,
  type CallbackLane,
  LIVE_HZ,
  type RunStatus,
  type TrainingPlan,
} from '../../protocol/index.js';
import type { EndedTraining } from '../engines/hint/model-plan.js';
import type { FitListener } from '../fitting/index.js';
import { say } from '../words.js';
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

const FLUSH_MS = 1000 / LIVE_HZ;

/**
 * Records one `fit`. It listens as the last of the callbacks and hands numbers over a few times a second; it draws no random
 * numbers and changes no tensor of the training.
 */
export class Recording implements FitListener {
  private readonly started = performance.now();
  private readonly buffer = new RowBuffer();
  private readonly penalty: PenaltyReader;
  private flushed = 0;
  private epoch = 0;
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
      name: say(`Run ${identity.serial}`, `실행 ${identity.serial}`),
      ...host.cell(),
      startedAt: Date.now(),
      engine: host.engine(),
      plan,
      model: summarizeModel(model),
      compile: summarizeCompile(model),
      lanes: [...lanes],
    });
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
  }

  /** The callback that tfjs calls; the last of the list, so that it sees what others add to the logs. */
  callback(): object {
    return new this.tf.CustomCallback(
      {
        onEpochBegin: async (epoch: number) => this.onEpochBegin(epoch),
        onBatchBegin: async () => this.onBatchBegin(),
        onBatchEnd: async (_batch: number, logs?: Record<string, number>) => this.onBatchEnd(logs ?? {}),
        onEpochEnd: async (epoch: number, logs?: Record<string, number>) =>
          this.onEpochEnd(epoch, logs ?? {}),
      },
      'never',
    );
  }

  /** Ends the record; only the first call counts. */
  end(status: RunStatus, reason?: string): void {
    if (this.ended) return;
    this.ended = true;
    this.endedAt = this.time();
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
  }

  /** The rate that this update uses; a callback may set another one before the next. */
  private onBatchBegin(): void {
    this.rate = learningRate(this.model.optimizer);
  }

  private onBatchEnd(logs: Record<string, number>): void {
    const { batch: _batch, size = 1, ...values } = logs;
    const penalty = this.penalty.read();
    if (penalty !== null) {
      this.epochPenalty.sum += penalty * size;
      this.epochPenalty.samples += size;
    }
    this.batchRows = Math.max(this.batchRows, size);
    this.batch += 1;
    this.steps += 1;
    this.buffer.addStep(this.steps, this.rate, penalty, values);
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
    this.buffer.addEpoch({
      epoch: epoch + 1,
      time: this.time(),
      learningRate: this.rate,
      penalty: samples > 0 ? sum / samples : null,
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

  private flush(): void {
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
