import type ts from 'typescript6';
import type {
  CallbackValue,
  HistoryValue,
  LayerValue,
  ModelState,
  ObjectValue,
  PromiseValue,
  Role,
  ScalerValue,
  Value,
} from './values.js';

/** An argument with what is known of it. */
export interface Given {
  node: ts.Expression;
  value: Value;
  role: Role | undefined;
}

export interface LayerEvent {
  kind: 'layer';
  site: ts.Node;
  layer: LayerValue;
}

export interface CallbackEvent {
  kind: 'callback';
  site: ts.Node;
  callback: CallbackValue;
}

export interface CompileEvent {
  kind: 'compile';
  site: ts.Node;
  model: ModelState;
  options: ObjectValue;
}

export interface FitEvent {
  kind: 'fit';
  site: ts.CallExpression;
  method: 'fit' | 'fitDataset';
  /** Undefined where the model is not known. */
  model: ModelState | undefined;
  x: Given | undefined;
  y: Given | undefined;
  /** Undefined where they are not known; empty where none are given. */
  options: ObjectValue | undefined;
}

export interface EvaluateEvent {
  kind: 'evaluate';
  site: ts.CallExpression;
  x: Given | undefined;
  y: Given | undefined;
}

/** Something learns from rows: a scaler, a vocabulary, what fills gaps. */
export interface LearnEvent {
  kind: 'learn';
  site: ts.Node;
  by: 'scaler' | 'vocabulary' | 'fill';
  rows: Given;
  scaler?: ScalerValue;
}

/** Something is read of a promise as if it were its result. */
export interface PromiseReadEvent {
  kind: 'promise-read';
  site: ts.Node;
  promise: PromiseValue;
  /** What is read; undefined where it is taken apart, run through or printed. */
  member: string | undefined;
}

/** A call whose promise nobody keeps. */
export interface PromiseDroppedEvent {
  kind: 'promise-dropped';
  site: ts.Node;
  promise: PromiseValue;
}

export interface HistoryReadEvent {
  kind: 'history-read';
  site: ts.Node;
  history: HistoryValue;
  name: string;
}

/** A function is handed to `tf.tidy`. */
export interface TidyEvent {
  kind: 'tidy';
  site: ts.Node;
  /** Whether it gives a promise. */
  isPromise: boolean;
}

/** What a notebook does that a rule may look at, in the order of its cells. */
export type ProgramEvent =
  | LayerEvent
  | CallbackEvent
  | CompileEvent
  | FitEvent
  | EvaluateEvent
  | LearnEvent
  | PromiseReadEvent
  | PromiseDroppedEvent
  | HistoryReadEvent
  | TidyEvent;
