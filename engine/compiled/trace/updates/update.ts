import type { Variable } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../tf-namespace.js';
import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Setting } from '../trace.js';

/** The gradient of a variable, and at which place the optimizer finds it. */
export interface Gradient {
  readonly place: number;
  readonly variable: Variable;
  readonly gradient: number;
}

/** What an update is written down with. */
export interface UpdateContext {
  readonly tf: TfNamespace;
  readonly graph: GraphBuilder;
  readonly gradients: readonly Gradient[];
  /** Whether each weight that the optimizer is given has one. */
  readonly complete: boolean;
  /** The value of a variable as the step goes on. */
  current(variable: Variable): number;
  write(variable: Variable, value: number): void;
  setting(read: Setting): number;
}

/** Arithmetic on nodes, as the optimizers write it. */
export class Arithmetic {
  constructor(private readonly graph: GraphBuilder) {}

  private id(value: number | { constant: number }): number {
    return typeof value === 'number' ? value : this.graph.number(value.constant);
  }

  add(a: Operand, b: Operand): number {
    return this.graph.map('add', [this.id(a), this.id(b)]);
  }

  sub(a: Operand, b: Operand): number {
    return this.graph.map('sub', [this.id(a), this.id(b)]);
  }

  mul(a: Operand, b: Operand): number {
    return this.graph.map('mul', [this.id(a), this.id(b)]);
  }

  div(a: Operand, b: Operand): number {
    return this.graph.map('div', [this.id(a), this.id(b)]);
  }

  max(a: Operand, b: Operand): number {
    return this.graph.map('max', [this.id(a), this.id(b)]);
  }

  min(a: Operand, b: Operand): number {
    return this.graph.map('min', [this.id(a), this.id(b)]);
  }

  sqrt(x: Operand): number {
    return this.graph.map('sqrt', [this.id(x)]);
  }

  abs(x: Operand): number {
    return this.graph.map('abs', [this.id(x)]);
  }

  sign(x: Operand): number {
    return this.graph.map('sign', [this.id(x)]);
  }

  /** Of a value that is not below zero. */
  pow(x: number, exponent: number): number {
    if (exponent === 0.5) return this.sqrt(x);
    if (exponent === 0) return this.graph.number(1);
    const { graph } = this;
    return graph.map('exp', [this.mul(graph.map('log', [x]), { constant: exponent })]);
  }

  /** `whole` where the condition is not 0, else `other`. */
  select(condition: number, whole: number, other: number): number {
    return this.graph.map('select', [condition, whole, other]);
  }

  /** Of all values. */
  sum(x: number): number {
    const axes = this.graph.shapeOf(x).map((_, axis) => axis);
    return this.graph.reduce('sum', x, axes, false);
  }
}

/** A node, or a number that is the same in each step. */
type Operand = number | { constant: number };
