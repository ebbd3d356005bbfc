import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { CallbackLane } from '../../protocol/index.js';
import {
  type ActSink,
  type BatchesInOneGo,
  CALLBACK,
  type CallbackAct,
  type CallbackLink,
  type FitParams,
  type Logs,
} from '../fitting/index.js';
import { attachToTfjs } from './attach.js';

const BATCH_HOOKS = ['onTrainBatchBegin', 'onTrainBatchEnd', 'onBatchBegin', 'onBatchEnd'] as const;

/**
 * Base class of callbacks of your own, with the hooks of
 * [keras.callbacks.Callback](https://keras.io/api/callbacks/base_callback/). Epochs and batches are counted from 0.
 *
 * ```ts
 * class StopWhenGood extends Callback {
 *   override onEpochEnd(epoch: number, logs?: Logs) {
 *     if ((logs?.val_acc ?? 0) < 0.9) return;
 *     this.report('good enough', `epoch ${epoch + 1} reached 90 %`, logs?.val_acc);
 *     this.model.stopTraining = true;
 *   }
 * }
 * await model.fit(x, y, { epochs: 100, validationSplit: 0.2, callbacks: [new StopWhenGood()] });
 * ```
 *
 * The logs of an epoch are those that tfjs gives (`loss`, `acc`, `val_loss`, `val_acc` …; accuracies can be read under
 * `accuracy` too); all callbacks get the same object, so that what one adds the later ones find. The logs of a batch are
 * means since the epoch began, as in Keras. A hook may be async; it is waited for.
 */
export abstract class Callback {
  /** The model in training; set before `onTrainBegin`. */
  model!: LayersModel;
  /** What the fit is like; set before `onTrainBegin`. */
  params!: FitParams;
  /** How the timeline calls it. */
  protected readonly laneName: string;
  /** Whether the student has stopped the training by hand. */
  protected interrupted = false;
  /** Whether the epoch was stopped before its validation; it is the last of the training. */
  protected brokenOff = false;
  private sink: ActSink | undefined;

  constructor() {
    this.laneName = new.target.name;
    attachToTfjs();
  }

  setParams(params: FitParams): void {
    this.params = params;
  }

  setModel(model: unknown): void {
    this.model = model as LayersModel;
  }

  onTrainBegin(_logs?: Logs): void | Promise<void> {}
  /** `logs` are those of the last epoch. */
  onTrainEnd(_logs?: Logs): void | Promise<void> {}
  onEpochBegin(_epoch: number, _logs?: Logs): void | Promise<void> {}
  onEpochEnd(_epoch: number, _logs?: Logs): void | Promise<void> {}
  /** Calls `onBatchBegin`, as in Keras. */
  onTrainBatchBegin(batch: number, logs?: Logs): void | Promise<void> {
    return this.onBatchBegin(batch, logs);
  }
  /** Calls `onBatchEnd`, as in Keras. */
  onTrainBatchEnd(batch: number, logs?: Logs): void | Promise<void> {
    return this.onBatchEnd(batch, logs);
  }
  onBatchBegin(_batch: number, _logs?: Logs): void | Promise<void> {}
  onBatchEnd(_batch: number, _logs?: Logs): void | Promise<void> {}
  /** Before an epoch's validation is told of. tfjs has already done it: the hook comes with `onTestEnd`. */
  onTestBegin(_logs?: Logs): void | Promise<void> {}
  /** `logs` are those of the validation, without `val_`. */
  onTestEnd(_logs?: Logs): void | Promise<void> {}

  /**
   * Puts something that happened on the timeline of the run.
   *
   * @param kind your own word for it: "unfrozen".
   * @param text a sentence for the reader.
   * @param value the number it is about, if any.
   */
  report(kind: string, text: string, value?: number): void {
    this.record({ kind: 'noted', label: String(kind), text: String(text), value, facts: {} });
  }

  /** Records what a callback of the library did. */
  protected record(act: CallbackAct): void {
    this.sink?.(act);
  }

  /** What its lane of the timeline says; undefined: it gets a lane when it first reports something. */
  protected lane(): CallbackLane | undefined {
    return undefined;
  }

  /** After the last hook, also where a training failed: frees what is held for it. */
  protected release(): void {}

  /** Before tfjs reads the arguments of `fit`; the answer is the epoch to start from, counted from 0. */
  protected beforeFit?(fit: { model: LayersModel; epochs: number }): Promise<number | undefined>;

  /** Whether its hooks of batches must be called; where not, many batches go by before it is called again. */
  protected get looksAtBatches(): boolean {
    return this.hasBatchHooksBeyond(Callback);
  }

  /** Whether it has hooks of batches of its own, as a class of a student's has that extends this one. */
  protected hasBatchHooksBeyond({ prototype }: { readonly prototype: Callback }): boolean {
    return BATCH_HOOKS.some((hook) => this[hook] !== prototype[hook]);
  }

  /** How it takes batches for which its hooks are not called; undefined where it has nothing to do with them. */
  protected get inOneGo(): BatchesInOneGo | undefined {
    return undefined;
  }

  /** For the fit that calls it. */
  get [CALLBACK](): CallbackLink {
    return {
      name: this.laneName,
      lane: () => this.lane(),
      looksAtBatches: this.looksAtBatches,
      inOneGo: this.inOneGo,
      connect: (sink) => {
        this.sink = sink;
        if (!sink) return this.release();
        this.interrupted = false;
        this.brokenOff = false;
      },
      interrupt: () => {
        this.interrupted = true;
      },
      breakOff: () => {
        this.brokenOff = true;
      },
      ...(this.beforeFit && {
        beforeFit: async ({ model, epochs }) => this.beforeFit?.({ model: model as LayersModel, epochs }),
      }),
    };
  }
}
