import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { SlotGroup, WeightState } from './update-rule.js';

interface Kept {
  tensor: Tensor;
  name: string;
}

/**
 * What an optimizer remembers of its weights. It is listed as Keras lists it, and can be given before the weights are
 * known: it then falls to them, in their order, with the first update.
 */
export class OptimizerState {
  private readonly weights = new Map<string, WeightState>();
  private waiting: Kept[] = [];

  constructor(
    private readonly tf: TfNamespace,
    private readonly groups: readonly SlotGroup[],
  ) {}

  /** The state of weights; those that are new start with their first values, or with what waits for them. */
  of(variables: readonly Variable[]): WeightState[] {
    const unknown = variables.filter(({ name }) => !this.weights.has(name));
    if (unknown.length > 0) this.add(unknown);
    return variables.map(({ name }) => this.weights.get(name) as WeightState);
  }

  /** The shapes of what `list` gives for such weights. */
  shapes(weights: readonly (readonly number[])[]): (readonly number[])[] {
    return this.groups.flatMap((group) => weights.flatMap((shape) => Object.keys(group).map(() => shape)));
  }

  /** All of it, in Keras' order. */
  list(): Kept[] {
    if (this.waiting.length > 0) return this.waiting;
    return this.groups.flatMap((group) =>
      [...this.weights].flatMap(([weight, state]) =>
        Object.keys(group).map((slot) => ({ name: `${weight}/${slot}`, tensor: state[slot] as Tensor })),
      ),
    );
  }

  /** Takes what `list` gave, for weights that are still to come. */
  give(values: readonly { name: string; tensor: Tensor }[]): void {
    this.dispose();
    this.waiting = values.map(({ name, tensor }) => ({ name, tensor: this.tf.keep(tensor.clone()) }));
  }

  dispose(): void {
    for (const state of this.weights.values()) this.tf.dispose(Object.values(state));
    this.weights.clear();
    this.tf.dispose(this.waiting.map(({ tensor }) => tensor));
    this.waiting = [];
  }

  private add(variables: readonly Variable[]): void {
    const given = this.waiting;
    this.waiting = [];
    const each = this.groups.reduce((count, group) => count + Object.keys(group).length, 0);
    const fits = given.length === each * variables.length;
    if (given.length > 0 && !fits) {
      this.tf.dispose(given.map(({ tensor }) => tensor));
      throw new Error(
        say(
          `The state of the optimizer is that of another model: it has ${given.length} parts, and this one needs ${each * variables.length}. Compile the model again to train with a fresh optimizer.`,
          `옵티마이저의 상태가 다른 모델의 것입니다. ${given.length}개 부분이 있는데 이 모델에는 ${each * variables.length}개가 필요합니다. 새 옵티마이저로 훈련하려면 모델을 다시 컴파일하세요.`,
        ),
      );
    }
    let before = 0;
    const states = variables.map((): WeightState => ({}));
    for (const group of this.groups) {
      const slots = Object.entries(group);
      variables.forEach((variable, i) => {
        slots.forEach(([slot, first], j) => {
          const kept = given[before + i * slots.length + j];
          (states[i] as WeightState)[slot] = this.tf.tidy(() =>
            this.tf.variable(
              kept ? this.tf.reshape(kept.tensor, variable.shape) : this.tf.fill(variable.shape, first),
              false,
            ),
          );
        });
      });
      before += slots.length * variables.length;
    }
    this.tf.dispose(given.map(({ tensor }) => tensor));
    variables.forEach(({ name }, i) => void this.weights.set(name, states[i] as WeightState));
  }
}
