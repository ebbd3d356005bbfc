import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Aside } from '../../training/index.js';
import type { Graph } from '../graph/graph.js';
import type { StreamState } from './random-stream.js';

/** A number that JavaScript gives to each step: a learning rate, for example. */
export type Setting = () => number;

/** Where a stream of random numbers begins in each step. To ask moves it on to the next step. */
export type Stream = () => StreamState;

/** A value that may be watched: the number of its tap, and what it looks like. */
export interface TappedValue {
  readonly tap: number;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A call of a layer in the step, in the order in which they end. */
export interface TracedCall {
  readonly layer: object;
  readonly inputs: readonly TappedValue[];
  readonly outputs: readonly TappedValue[];
  /** Operations within it of which watchers are told. */
  readonly operations: readonly TracedOperation[];
}

export interface TracedOperation {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, TappedValue | Variable>>;
  readonly output: TappedValue;
}

/** What a step tells to whoever watches it. */
export interface Watchable {
  readonly calls: readonly TracedCall[];
  readonly gradients: readonly (readonly [name: string, gradient: TappedValue])[];
  readonly penalties: readonly TappedValue[];
}

/** What JavaScript computes beside a step, and out of which values of it. */
export interface TracedAside {
  readonly aside: Aside;
  readonly values: readonly TappedValue[];
}

/** A traced step: its graph, and what the numbers in it stand for. */
export interface Trace {
  readonly graph: Graph;
  /** By the numbers of `state` nodes. */
  readonly states: readonly Variable[];
  readonly settings: readonly Setting[];
  readonly streams: readonly Stream[];
  readonly watchable: Watchable;
  readonly asides: readonly TracedAside[];
  /** States that are written before the gradients are there: moving statistics. */
  readonly early: readonly number[];
  /** What else JavaScript does after each step: an optimizer counts its updates. */
  readonly afterStep: () => void;
  /** Makes everything as it was before the traced step, so that it can be done again by its program. */
  readonly undo: () => void;
}

/** The tensors that a step is given and gives back. */
export type StepFunction = (data: (Tensor | null)[]) => Tensor[];
