import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

interface GradientTf {
  tidy<T>(work: () => T): T;
  keep<T>(tensor: T): T;
  add(a: Tensor, b: Tensor): Tensor;
  sum(a: Tensor): Tensor;
  square(a: Tensor): Tensor;
}

type Gradients = Record<string, Tensor> | { name: string; tensor: Tensor }[];

interface Applying {
  applyGradients(gradients: Gradients): void;
}

/**
 * Sums up the gradients that an optimizer applies. It looks at them on their way and changes none; it draws no random
 * number.
 */
export class GradientReader {
  private sums = new Map<string, Tensor>();
  private steps = 0;
  private readonly optimizer: Applying;

  constructor(
    model: LayersModel,
    private readonly tf: GradientTf,
  ) {
    this.optimizer = model.optimizer as unknown as Applying;
    const original = this.optimizer.applyGradients;
    // An own property hides the method of the class until `remove`.
    this.optimizer.applyGradients = (gradients) => {
      this.add(gradients);
      original.call(this.optimizer, gradients);
    };
  }

  /** The norm of the mean of the gradients since the last call; NaN where there was no step. */
  async takeNorm(): Promise<number> {
    const { sums, steps, tf } = this;
    this.sums = new Map();
    this.steps = 0;
    let squares = 0;
    for (const sum of sums.values()) {
      const square = tf.tidy(() => tf.sum(tf.square(sum)));
      squares += (await square.data())[0] ?? 0;
      square.dispose();
      sum.dispose();
    }
    return steps > 0 ? Math.sqrt(squares) / steps : Number.NaN;
  }

  remove(): void {
    Reflect.deleteProperty(this.optimizer, 'applyGradients');
    for (const sum of this.sums.values()) sum.dispose();
    this.sums.clear();
  }

  private add(gradients: Gradients): void {
    const named = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    for (const [name, gradient] of named) {
      if (!gradient) continue;
      const before = this.sums.get(name);
      const sum = this.tf.keep(before ? this.tf.add(before, gradient) : gradient.clone());
      before?.dispose();
      this.sums.set(name, sum);
    }
    this.steps += 1;
  }
}
