import type { MessagePort } from 'node:worker_threads';
import type { ModelPlan } from '../../engine/hint/index.js';
import type {
  EngineInfo,
  ExecuteParams,
  ExecuteResult,
  InputQuestion,
  Keeping,
  Locale,
  NotOpened,
  OutputOp,
  ProcessEnd,
  RunPayload,
  RunSummary,
  TensorAccount,
  TrainingEngine,
} from '../../protocol/index.js';
import type { RunEvent } from '../recorder/run-events.js';
import type { ToldVariables } from '../variables/variables.js';
import type { ToldLayers } from '../worker/layers/run-layers.js';
import type { StreamSizes } from '../worker/process-streams.js';

/** What the main thread starts the worker with. */
export interface WorkerStart {
  socket: string;
  token: string;
  folder: string;
  notebook: string | null;
  flags: SharedArrayBuffer;
  /** The files behind 1 and 2 of this process. */
  streams: { stdout: string; stderr: string };
  /** What a failure of ours is told in. */
  log: string;
  /** Takes answers to questions to the main thread. */
  answers: MessagePort;
  /** Milliseconds without any client after which the kernel ends itself. */
  lonelyMs: number;
  /** It outlives its clients. */
  keep: (Keeping & { record: string; uri: string }) | null;
  /** Engines for whose models a faster one would be news. */
  hintOn: TrainingEngine[];
}

/** A model that a long `fit` has trained. */
export interface TrainedModel {
  engine: TrainingEngine;
  /** Milliseconds that the `fit` took. */
  ms: number;
  plan: ModelPlan;
}

/** From the main thread, where cells run, to the worker. Order is kept. */
export type FromMain =
  | { type: 'begin'; cell: string; at: StreamSizes }
  /** `at`: what was written to the files 1 and 2 by then comes before it. */
  | { type: 'op'; cell: string; at: StreamSizes; op: OutputOp }
  /** A picture to be drawn in all its forms and shown, or put in the place of the one with this id. */
  | {
      type: 'picture';
      cell: string;
      at: StreamSizes;
      id: string;
      name: string;
      payload: unknown;
      update: boolean;
    }
  | { type: 'run'; event: RunEvent }
  /** Asks for a run of this kernel: the one with this id, or the latest, or the one so many before it. */
  | { type: 'askRun'; call: number; id: string | null; back: number; whole?: boolean }
  /** Asks for all runs that are stored beside the notebook. */
  | { type: 'askStoredRuns'; call: number }
  /** Asks what the layers of a run did. */
  | { type: 'askLayers'; call: number; id: string | null }
  /** From so many milliseconds on, what runs is to be broken off unless the thread answers, until `watched`. */
  | { type: 'watch'; watch: number; ms: number }
  | { type: 'watched'; watch: number }
  /** A cell waits for a line of input. */
  | { type: 'ask'; question: InputQuestion }
  /** It waits no longer. */
  | { type: 'withdraw'; question: number }
  | { type: 'done'; call: number; cell: string; at: StreamSizes; result: ExecuteResult }
  /** What a debugger reads of the cells is there, or gone. */
  | { type: 'debugged'; on: boolean }
  | { type: 'engine'; engine: EngineInfo }
  | { type: 'trained'; trained: TrainedModel }
  /** What a run of a cell did to the tensors. */
  | { type: 'tensors'; account: TensorAccount }
  | { type: 'toldVariables'; call: number; told: ToldVariables }
  | { type: 'toldVariables'; call: number; failed: string }
  /** The value that was asked for does not come to the viewer. */
  | { type: 'notOpened'; call: number; told: NotOpened }
  /** The process ends as soon as the flags say that all before this is told: as the worker has asked, or by itself. */
  | { type: 'lastWords'; asked: boolean; how: ProcessEnd };

/** From the worker to the main thread. */
export type ToMain =
  | { type: 'locale'; locale: Locale }
  | { type: 'execute'; call: number; params: ExecuteParams }
  /** Reject the awaits of the running cell; `evenInFit` gives up a running `fit` as well. */
  | { type: 'interrupt'; evenInFit: boolean }
  /** Running code was broken off from outside; its promise may never settle. */
  | { type: 'broken' }
  /** The answer to `askRun`; null: there is no such run. */
  | { type: 'toldRun'; call: number; run: RunPayload | null }
  | { type: 'toldStoredRuns'; call: number; runs: RunSummary[] }
  /** The answer to `askLayers`; null: there is no such run, or, with a reason, it cannot be read. */
  | { type: 'toldLayers'; call: number; told: ToldLayers | null; reason?: string }
  /** Asks whether the thread is free; `watched` is the answer. */
  | { type: 'there'; watch: number }
  /** A debugger comes, or has gone. */
  | { type: 'debug'; on: boolean }
  /** The student has asked for a hint of a check. */
  | { type: 'showHint'; check: string; place: number }
  | { type: 'listVariables'; call: number }
  /** Values to be looked at go this way from now on. */
  | { type: 'viewer'; port: MessagePort }
  | { type: 'lookAt'; call: number; view: string; name: string }
  | { type: 'shutdown' };
