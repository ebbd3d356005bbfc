export {
  type DoneSteps,
  type PackedPart,
  type PackedRows,
  type StepCall,
  type StepPacker,
  type StepTaker,
  type StepValue,
  stepTakerOf,
  TAKES_STEPS,
} from './steps.js';

/** A tensor as whoever watches a step sees it. It lives only while it is told of. */
export interface WatchedTensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

/**
 * On a method that somebody has put before that of a layer or an optimizer in order to watch it: how a step that was compiled, and
 * calls no methods, tells of what it did. The bundles of engine, kernel and library each hold this file.
 */
export const WATCHED: unique symbol = Symbol.for('epochbook.watched-method') as never;

/** Whether somebody asks to be told of the step that is being done. */
export type Asks = () => boolean;

/** Of `model.calculateLosses`, replaced by somebody who is told of penalties in another way where many steps are done in one go. */
export interface WatchedPenalties {
  readonly asks: readonly Asks[];
}

/** Of `layer.call`. */
export interface WatchedCall {
  /** The method that is watched, with the mark of another watcher, or plain. */
  readonly original: (...args: never[]) => unknown;
  /**
   * Of all who watch here: whether they ask for the step that is being done; without these they ask for each. Who says so looks at
   * no weights but those of this layer: others may be of an earlier step.
   */
  readonly asks: readonly Asks[] | undefined;
  /** @param inside Tells of the operations within the call. */
  replay(inputs: WatchedTensor[], outputs: WatchedTensor[], inside: () => void): void;
}

/** Of `optimizer.applyGradients`. */
export interface WatchedUpdate {
  readonly original: (...args: never[]) => unknown;
  readonly asks: readonly Asks[] | undefined;
  /** Whether it computes with the gradients: it is then told real tensors, which are disposed of by whoever tells. */
  readonly computes: boolean;
  replay(gradients: (readonly [name: string, gradient: WatchedTensor])[]): void;
}

/** On `tf.engine()`: tells whoever listens of an operation that was run elsewhere. */
export const TELL_OPERATION: unique symbol = Symbol.for('epochbook.tell-operation') as never;

export type TellOperation = (kernel: string, inputs: Record<string, unknown>, output: unknown) => void;

/** The method behind all watchers. */
export function unwatched(method: unknown): unknown {
  let bare = method;
  for (let mark = markOf(bare); mark; mark = markOf(bare)) bare = mark.original;
  return bare;
}

/** The mark on a method, if it has one. */
export function markOf<Mark extends WatchedCall | WatchedUpdate | WatchedPenalties = WatchedCall>(
  method: unknown,
): Mark | undefined {
  return (method as { [WATCHED]?: Mark } | undefined)?.[WATCHED];
}
