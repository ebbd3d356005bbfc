/** A value of a compiled step: it stands for what it is in whatever step is done. */
export interface StepValue {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A call of a layer in a compiled step. What it does with variables is told by the variables themselves. */
export interface StepCall {
  readonly layer: object;
  readonly inputs: readonly StepValue[];
  readonly outputs: readonly StepValue[];
  /** Those of which watchers of the layer are told. */
  readonly operations: readonly {
    readonly kernel: string;
    readonly inputs: Readonly<Record<string, object>>;
    readonly output: StepValue;
  }[];
}

/** A part of a row that is packed of a step: as it is, in float32, or as bits. */
export interface PackedPart {
  /** Out of a call of a layer, a gradient, or a variable. */
  readonly value: object;
  /** One bit for each value, whether it is other than 0: the lowest first, each row of the first axis beginning a byte. */
  readonly bits?: boolean;
  /** Of a variable: what it holds before the step. */
  readonly before?: boolean;
}

/** How a taker asks for values of many steps: they are packed while the steps are done, and handed over with the others. */
export interface StepPacker<Layout = unknown> {
  /**
   * What is packed of steps with these calls, in this order, and what the taker needs to read it. Undefined where they do not
   * have all of it: whoever watches is then told of the steps as ever.
   *
   * @param gradients By the names of the weights' variables.
   */
  plan(
    calls: readonly StepCall[],
    gradients: readonly (readonly [name: string, gradient: StepValue])[],
  ): { readonly parts: readonly PackedPart[]; readonly layout: Layout } | undefined;
  /** Whether the step that begins is to be packed. */
  due(): boolean;
}

/** Rows of some steps, one behind the other. */
export interface PackedRows<Layout = unknown> {
  readonly packer: StepPacker<Layout>;
  readonly layout: Layout;
  readonly rows: number;
  /**
   * Each row is an int32, which of the steps it is of, counted from 0, and then its parts, each padded to four bytes. Not to be
   * kept.
   */
  readonly bytes: Uint8Array;
}

/** What is told of steps that were done in one go. The arrays are those of whoever tells, who uses them again. */
export interface DoneSteps {
  readonly count: number;
  /** The number of the first batch in its epoch, from 0. */
  readonly batch: number;
  /** Rows of a batch; the last one may have fewer. */
  readonly size: number;
  readonly lastSize: number;
  /** What each step reports: `loss`, then the metrics. */
  readonly labels: readonly string[];
  /** As many numbers for each step as there are labels. */
  readonly values: Float32Array;
  /** The learning rate of each step; NaN where the optimizer keeps none. */
  readonly rates: Float64Array;
  /** The sum of the penalties of each step; undefined where no weight is regularized. */
  readonly penalties: Float64Array | undefined;
  /** The numbers of the rows in all of the batches, from 0. */
  readonly rows: Int32Array;
  /** What was packed of them. */
  readonly packed: readonly PackedRows[];
}

/** How a callback of `fit` takes the steps of an epoch. */
export interface StepTaker {
  /** Whether it must be called for each batch, by `onBatchBegin` and `onBatchEnd`. */
  readonly each: boolean;
  /** How many steps may be done before it is told; as many as there are where it is left out. */
  most?(): number;
  /**
   * Whether no step may follow before it is told of those that were done: the last of them reports these values, from this place
   * on.
   */
  ends?(values: Float32Array, place: number): boolean;
  /** What of each step is to be packed. */
  readonly packers?: readonly StepPacker[];
  /**
   * Before and after each of them, in the midst of the work.
   *
   * @param packed For whom what is due of it is packed.
   */
  begin?(packed: ReadonlySet<StepPacker>): void;
  end?(): void;
  /** Steps were done for which it was not called. */
  took?(steps: DoneSteps): void;
  /** A batch of these rows was taken for which it is called. */
  gathered?(rows: Int32Array): void;
}

/**
 * On a callback of `fit` that takes logs as numbers: how it takes steps. One without it is called for each batch, with tensors,
 * as TensorFlow.js does. The bundles of engine, kernel and library each hold this file.
 */
export const TAKES_STEPS: unique symbol = Symbol.for('epochbook.takes-steps') as never;

export const stepTakerOf = (callback: object): StepTaker | undefined =>
  (callback as { [TAKES_STEPS]?: StepTaker })[TAKES_STEPS];
