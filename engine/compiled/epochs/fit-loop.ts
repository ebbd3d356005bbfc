import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { EpochData } from '../runtime/epoch-data.js';
import { Packing } from '../runtime/packing.js';
import type { Session } from '../runtime/session.js';
import type { Sessions } from '../runtime/sessions.js';
import { StepBuffer } from '../runtime/step-buffer.js';
import type { CompiledModel } from '../support/model-parts.js';
import type { StepFunction } from '../trace/trace.js';
import type { CallbackList } from './configured-callbacks.js';
import { EpochMeans } from './epoch-means.js';
import { Takers } from './takers.js';

type Data = (Tensor | null)[];
type Logs = Record<string, number | Tensor>;
type TestFunction = (data: Data) => Scalar[];

/** Milliseconds after which the event loop has its turn. */
const SLICE_MS = 16;

/** What the loop of `fit` touches of a tfjs `LayersModel`. */
export interface FittedModel extends CompiledModel {
  stopTraining_: boolean;
  history: unknown;
  checkNumSamples(data: Data, batchSize: number, steps: null, name: string): number;
  testLoop(f: TestFunction, data: Data, batchSize: number): Scalar[];
}

/** What `fit` gives its loop. */
export interface FitOptions {
  /** Does a step on a batch of tensors: compiled, or as it is and traced where there is no program yet. */
  step: StepFunction;
  data: Data;
  labels: string[];
  batchSize: number;
  epochs: number;
  validate: TestFunction | null;
  validationData: Data;
  shuffle: boolean;
  /** Names of what is logged at the end of an epoch. */
  metrics: string[];
  initialEpoch: number;
}

interface LoopParts {
  tf: TfNamespace;
  backend: BackendWasm;
  sessions: Sessions;
  list: CallbackList;
  samples: number;
}

/**
 * The loop of `fit`, as TensorFlow.js has it, over steps that are compiled: batches are gathered where the program takes them,
 * and where no callback asks for each batch, many steps are done before anybody is called.
 */
export class FitLoop {
  private readonly data: EpochData;
  private readonly takers: Takers;
  private readonly means: EpochMeans;
  private readonly buffer: StepBuffer;
  private readonly packing: Packing;
  private sliceBegan = performance.now();
  /** Logs whose tensors nobody would dispose of, should a callback fail. */
  private readonly held = new Set<Logs>();

  constructor(
    private readonly parts: LoopParts,
    private readonly model: FittedModel,
    private readonly options: FitOptions,
  ) {
    const { tf, backend, list, samples } = parts;
    const { data, batchSize, labels } = options;
    this.takers = new Takers(tf, list.callbacks);
    this.means = new EpochMeans(labels.length);
    this.buffer = new StepBuffer(labels.length);
    this.packing = new Packing(this.takers.packers, backend);
    this.data = new EpochData(tf, backend, data, samples, batchSize);
  }

  async run(): Promise<void> {
    const { model } = this;
    const { list } = this.parts;
    const { epochs, initialEpoch, shuffle } = this.options;
    try {
      await list.onTrainBegin();
      model.stopTraining_ = false;
      for (let epoch = initialEpoch; epoch < epochs; epoch++) {
        await list.onEpochBegin(epoch);
        if (shuffle) this.data.shuffle();
        const logs = await this.epoch();
        await list.onEpochEnd(epoch, logs);
        this.held.delete(logs);
        if (model.stopTraining_) break;
      }
      await list.onTrainEnd();
    } catch (error) {
      for (const logs of this.held) disposeIn(logs);
      throw error;
    } finally {
      this.data.dispose();
      this.packing.free();
    }
  }

  /** Does the steps of an epoch. The answer is what is logged at its end. */
  private async epoch(): Promise<Logs> {
    const { data, model, takers } = this;
    const logs: Logs = {};
    this.held.add(logs);
    this.means.clear();
    for (let batch = 0; batch < data.batches; ) {
      const session = this.session();
      const ready = session?.isReady(data.kindOf(batch)) === true && data.isAtHand;
      if (ready && !takers.each) batch += this.go(session as Session, batch, logs);
      else await this.single(ready ? session : undefined, batch++, logs);
      await this.giveWay();
      if (model.stopTraining_) break;
    }
    const means = this.means.means();
    this.options.labels.forEach((label, i) => {
      if (means && this.options.metrics.includes(label)) logs[label] = this.logged(means[i] as number);
    });
    return logs;
  }

  /** Undefined while another backend is at work. */
  private session(): Session | undefined {
    const { tf, backend, sessions } = this.parts;
    return tf.backend() === backend ? sessions.of(this.model) : undefined;
  }

  /** Does as many steps as there is time for. The answer is their number. */
  private go(session: Session, batch: number, epochLogs: Logs): number {
    const { takers, data, buffer, packing, sliceBegan, model } = this;
    const { labels } = this.options;
    buffer.clear();
    session.stepsOf(data, batch, buffer, {
      // Asked to stop before the epoch, TensorFlow.js still does its first batch.
      most: model.stopTraining_ ? 1 : takers.most,
      isTime: () => performance.now() - sliceBegan > SLICE_MS,
      ends: (place) => takers.ends(buffer.values, place * labels.length),
      packing,
      begin: (packed) => takers.begin(packed),
      end: () => takers.end(),
    });
    const { count, values, rates, penalties } = buffer;
    for (let i = 0; i < count; i++) this.means.add(values, i * labels.length, data.rowsOf(batch + i));
    const last = batch + count - 1;
    if (last === data.batches - 1) this.validate(epochLogs);
    takers.took({
      count,
      batch,
      size: data.batchSize,
      lastSize: data.rowsOf(last),
      labels,
      values,
      rates,
      penalties: session.hasPenalties(data.kindOf(batch)) ? penalties : undefined,
      rows: data.numbersOf(batch, count),
      packed: packing.takeOver(),
    });
    return count;
  }

  /**
   * Does one step, and calls all callbacks before and after it.
   *
   * @param session Where its program is ready.
   */
  private async single(session: Session | undefined, batch: number, epochLogs: Logs): Promise<void> {
    const { data } = this;
    const { list } = this.parts;
    const logs: Logs = {};
    this.held.add(logs);
    await list.onBatchBegin(batch, logs);
    logs.batch = batch;
    logs.size = data.rowsOf(batch);
    // A callback may have changed the model.
    const now = session && this.session();
    if (now?.isReady(data.kindOf(batch)) && data.isAtHand) this.compiledStep(now, batch, logs);
    else this.uncompiledStep(batch, logs);
    if (batch === data.batches - 1) this.validate(epochLogs);
    await list.onBatchEnd(batch, logs);
    disposeIn(logs);
    this.held.delete(logs);
  }

  private compiledStep(session: Session, batch: number, logs: Logs): void {
    const { buffer, data } = this;
    this.takers.gathered(data.numbersOf(batch, 1));
    buffer.clear();
    session.stepOf(data, batch, buffer);
    this.means.add(buffer.values, 0, data.rowsOf(batch));
    this.options.labels.forEach((label, i) => {
      logs[label] = this.logged(buffer.values[i] as number);
    });
  }

  private uncompiledStep(batch: number, logs: Logs): void {
    const { tf } = this.parts;
    const { labels, step } = this.options;
    tf.tidy(() => {
      const outputs = step(this.data.tensorsOf(batch));
      labels.forEach((label, i) => {
        logs[label] = tf.keep(outputs[i] as Tensor);
      });
    });
    const values = labels.map((label) => (logs[label] as Tensor).dataSync()[0] as number);
    this.means.add(values, 0, this.data.rowsOf(batch));
  }

  private validate(logs: Logs): void {
    const { tf } = this.parts;
    const { validate, validationData, batchSize, labels } = this.options;
    if (!validate) return;
    tf.tidy(() => {
      const values = this.model.testLoop(validate, validationData, batchSize);
      labels.forEach((label, i) => {
        const value = values[i] as Tensor;
        logs[`val_${label}`] = this.takers.takeNumbers ? (value.dataSync()[0] as number) : tf.keep(value);
      });
    });
  }

  /** A number as the callbacks take it. */
  private logged(value: number): number | Tensor {
    const { tf } = this.parts;
    return this.takers.takeNumbers ? value : tf.keep(tf.scalar(value));
  }

  private async giveWay(): Promise<void> {
    if (performance.now() - this.sliceBegan <= SLICE_MS) return;
    await nextTurn();
    this.sliceBegan = performance.now();
  }
}

function disposeIn(logs: Logs): void {
  for (const value of Object.values(logs))
    if (typeof value !== 'number' && !value.isDisposed) value.dispose();
}
