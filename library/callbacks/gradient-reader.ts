import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type WatchedOptimizer, watchSteps } from '../fitting/index.js';

interface GradientTf {
  tidy<T>(work: () => T): T;
  keep<T>(tensor: T): T;
  add(a: Tensor, b: Tensor): Tensor;
  sum(a: Tensor): Tensor;
  square(a: Tensor): Tensor;
}

/**
 * Sums up the gradients that an optimizer applies. It looks at them on their way and changes none; it draws no random
 * number.
 */
export class GradientReader {
  private sums = new Map<string, Tensor>();
  private steps = 0;
  private readonly unwatch: () => void;

  constructor(
    model: LayersModel,
    private readonly tf: GradientTf,
  ) {
    this.unwatch = watchSteps([], model.optimizer as unknown as WatchedOptimizer, {
      computes: true,
      gradients: (gradients) => this.add(gradients as unknown as (readonly [string, Tensor])[]),
    });
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
    this.unwatch();
    for (const sum of this.sums.values()) sum.dispose();
    this.sums.clear();
  }

  private add(gradients: (readonly [string, Tensor])[]): void {
    for (const [name, gradient] of gradients) {
      if (!gradient) continue;
      const before = this.sums.get(name);
      const sum = this.tf.keep(before ? this.tf.add(before, gradient) : gradient.clone());
      before?.dispose();
      this.sums.set(name, sum);
    }
    this.steps += 1;
  }
}
