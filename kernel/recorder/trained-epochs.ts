import type { RecordedModel } from './tf-parts.js';

interface Trained {
  epochs: number;
  /** Where the values of each weight lay when the training had ended: whoever sets a weight puts others in their place. */
  values: readonly (WeakRef<object> | undefined)[];
}

const valuesOf = ({ weights }: RecordedModel): (object | undefined)[] =>
  weights.map((weight) => {
    try {
      return weight.read().dataId;
    } catch {
      // Disposed of.
      return undefined;
    }
  });

/** For how many epochs models were trained, as long as nobody else has set their weights since. */
export class TrainedEpochs {
  private readonly known = new WeakMap<object, Trained>();

  /**
   * Epochs of the trainings before, whose weights the model still has.
   *
   * @param owner the student's model: a Sequential makes its inner `model` anew when it is compiled
   */
  before(owner: object, model: RecordedModel): number {
    const trained = this.known.get(owner);
    if (!trained) return 0;
    const now = valuesOf(model);
    const same =
      now.length === trained.values.length &&
      now.every((value, i) => value !== undefined && value === trained.values[i]?.deref());
    return same ? trained.epochs : 0;
  }

  /**
   * A training has ended.
   *
   * @param epochs those of before and its own
   */
  ended(owner: object, model: RecordedModel, epochs: number): void {
    const values = valuesOf(model).map((value) => value && new WeakRef(value));
    this.known.set(owner, { epochs, values });
  }
}
