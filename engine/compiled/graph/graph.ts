/** How the values of a node lie in memory: four bytes each. Truths are float32 numbers 0 and 1. */
export type ValueType = 'float32' | 'int32' | 'bool';

export type Attribute = number | string | boolean | readonly number[];
export type Attributes = Readonly<Record<string, Attribute>>;

/** One value of a training step and how it comes about. Its number stands for the value wherever it is used. */
export interface Node {
  readonly id: number;
  /** A name of `operations.ts`. */
  readonly op: string;
  readonly inputs: readonly number[];
  readonly attrs: Attributes;
  readonly shape: readonly number[];
  readonly type: ValueType;
  /** Of a constant: its values. */
  readonly data?: Float32Array | Int32Array;
}

/**
 * A training step as plain data: the nodes stand in an order in which each comes after its inputs. It knows nothing of
 * where it came from nor of what it will be turned into.
 */
export interface Graph {
  readonly nodes: readonly Node[];
  /** What the step gives back: the loss and the metrics. */
  readonly reports: readonly number[];
  /** Values that whoever watches a step may ask for: they are kept until it has ended. */
  readonly taps: readonly number[];
  /** What a variable holds after the step, by the number of the variable. */
  readonly writes: readonly StateWrite[];
}

export interface StateWrite {
  readonly state: number;
  readonly value: number;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/** The nodes by their numbers. */
export const nodesById = ({ nodes }: Graph): ReadonlyMap<number, Node> =>
  new Map(nodes.map((node) => [node.id, node]));
