import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';

/** Remembers what variables held before a step assigned to them. */
export class FormerValues {
  private readonly values = new Map<Variable, Tensor>();

  constructor(private readonly tf: TfNamespace) {}

  /** Before a variable is assigned to. The data is shared, not copied. */
  keep(variable: Variable): void {
    if (!this.values.has(variable)) this.values.set(variable, this.tf.keep(variable.clone()));
  }

  /** Gives the variables their former values. */
  restore(): void {
    for (const [variable, value] of this.values) variable.assign(value as never);
    this.forget();
  }

  forget(): void {
    this.tf.dispose([...this.values.values()]);
    this.values.clear();
  }
}
