import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';

/** Numbers under the names that tfjs logs them with: `loss`, `acc`, `val_loss` … */
export type Logs = Record<string, number>;

/** What a `fit` is like, as its callbacks are told. */
export interface FitParams {
  /** The final epoch index as given to `fit`. */
  epochs: number;
  /** The first epoch to run, counted from 0. */
  initialEpoch: number;
  /** Samples to train on; null where unknown. */
  samples: number | null;
  /** Batches per epoch; null where unknown. */
  steps: number | null;
  batchSize: number | null;
  verbose: number;
  doValidation: boolean;
  /** Names of what is logged at the end of an epoch. */
  metrics: string[];
}

/** What a callback did, before it is known in which run, epoch and step. */
export interface CallbackAct extends Pick<CallbackEvent, 'kind' | 'facts' | 'text' | 'label'> {
  value?: number | undefined;
}

export type ActSink = (act: CallbackAct) => void;

/** The part of a model that a fit needs to know. */
export interface FitModel {
  stopTraining: boolean;
}

/** How a callback takes batches that are done in one go, for which its hooks are not called. */
export interface BatchesInOneGo {
  /** How many at most. */
  most?(): number;
  /** Whether the go must end with a batch of this loss. */
  ends?(loss: number): boolean;
  /** @param batch The last of `count` that were done, from 0. @param loss Its own. */
  took(batch: number, count: number, loss: number): void;
}

/**
 * How a fit and a callback of ours know each other. The two may come from different bundles (the kernel and the library
 * that cells import), so the callback answers under a shared symbol instead of by its class.
 */
export const CALLBACK: unique symbol = Symbol.for('epochbook.callback') as never;

export interface CallbackLink {
  /** How it takes batches for which its hooks are not called; undefined where it has nothing to do with them. */
  readonly inOneGo?: BatchesInOneGo | undefined;
  name: string;
  /** Its lane in the timeline; undefined: it gets one when it first reports something. */
  lane(): CallbackLane | undefined;
  /** Where its acts go from now on; undefined when the fit has ended. */
  connect(sink: ActSink | undefined): void;
  /** Whether its hooks of batches do anything. */
  readonly looksAtBatches: boolean;
  /** The student has stopped the training by hand. */
  interrupt(): void;
  /** The epoch that ends was stopped before its validation. */
  breakOff(): void;
  /** Before tfjs reads its arguments. The answer is the epoch to start from, counted from 0, where it is another one. */
  beforeFit?(fit: { model: unknown; epochs: number }): Promise<number | undefined>;
}

/** A callback of ours, with the hooks that Keras has, as tfjs lets them be called. */
export interface OwnCallback {
  readonly [CALLBACK]: CallbackLink;
  setParams(params: FitParams): void;
  setModel(model: unknown): void;
  onTrainBegin(logs: Logs): unknown;
  onTrainEnd(logs: Logs): unknown;
  onEpochBegin(epoch: number, logs: Logs): unknown;
  onEpochEnd(epoch: number, logs: Logs): unknown;
  onTrainBatchBegin(batch: number, logs: Logs): unknown;
  onTrainBatchEnd(batch: number, logs: Logs): unknown;
  onTestBegin(logs: Logs): unknown;
  onTestEnd(logs: Logs): unknown;
}

export const isOwnCallback = (callback: object): callback is OwnCallback => CALLBACK in callback;
