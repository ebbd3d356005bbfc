import { type Attributes, type Graph, type Node, type StateWrite, sizeOf, type ValueType } from './graph.js';

/** Builds a graph node by node, each after its inputs. */
export class GraphBuilder {
  private readonly nodes: Node[] = [];
  private readonly writes = new Map<number, number>();
  reports: number[] = [];
  taps: number[] = [];

  add(
    op: string,
    inputs: readonly number[],
    shape: readonly number[],
    type: ValueType = 'float32',
    attrs: Attributes = {},
  ): number {
    const id = this.nodes.length;
    this.nodes.push({ id, op, inputs, attrs, shape, type });
    return id;
  }

  constant(data: Float32Array | Int32Array, shape: readonly number[], type: ValueType): number {
    const id = this.nodes.length;
    this.nodes.push({ id, op: 'constant', inputs: [], attrs: {}, shape, type, data });
    return id;
  }

  number(value: number): number {
    return this.constant(Float32Array.of(value), [], 'float32');
  }

  /** An operation on each value of `inputs`, which are repeated to a common shape. */
  map(op: string, inputs: readonly number[], type: ValueType = 'float32', attrs: Attributes = {}): number {
    return this.add(op, inputs, commonShape(inputs.map((id) => this.shapeOf(id))), type, attrs);
  }

  /** The same values in another shape. */
  reshape(input: number, shape: readonly number[]): number {
    return this.add('reshape', [input], shape, this.node(input).type);
  }

  /** @param axes Counted from the front. */
  reduce(
    op: string,
    input: number,
    axes: readonly number[],
    keep: boolean,
    type = this.node(input).type,
  ): number {
    const { shape } = this.node(input);
    const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const id = this.add(op, [input], kept, type, { axes });
    return keep
      ? id
      : this.reshape(
          id,
          shape.filter((_, axis) => !axes.includes(axis)),
        );
  }

  write(state: number, value: number): void {
    this.writes.set(state, value);
  }

  /** States that were written so far. */
  get written(): number[] {
    return [...this.writes.keys()];
  }

  node(id: number): Node {
    return this.nodes[id] as Node;
  }

  shapeOf(id: number): readonly number[] {
    return this.node(id).shape;
  }

  sizeOf(id: number): number {
    return sizeOf(this.node(id).shape);
  }

  finish(): Graph {
    const writes: StateWrite[] = [...this.writes].map(([state, value]) => ({ state, value }));
    return { nodes: this.nodes, reports: this.reports, taps: this.taps, writes };
  }
}

/** The shape to which all of these are repeated. */
function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return lengths.find((length) => length !== 1) ?? 1;
  });
}
