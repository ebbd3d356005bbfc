import type { RecordedModel, RecordedTf, ScalarTensor } from './tf-parts.js';

/**
 * Reads the regularization penalty that each training step really adds to its loss: the model's own calculation is let
 * through, and its scalars are kept until the step has ended. Nothing is computed twice and no number changes.
 */
export class PenaltyReader {
  private kept: ScalarTensor[] = [];

  constructor(
    private readonly model: RecordedModel,
    tf: Pick<RecordedTf, 'keep'>,
  ) {
    const original = model.calculateLosses;
    // An own property hides the method of the class until `remove`.
    model.calculateLosses = () => {
      const losses = original.call(model);
      this.dispose();
      this.kept = losses.map((loss) => tf.keep(loss.clone()));
      return losses;
    };
  }

  /** The penalty of the last step; null before the first, and where the model has no regularizer. */
  read(): number | null {
    if (this.kept.length === 0) return null;
    const penalty = this.kept.reduce((sum, scalar) => sum + (scalar.dataSync()[0] ?? 0), 0);
    this.dispose();
    return penalty;
  }

  remove(): void {
    this.dispose();
    Reflect.deleteProperty(this.model, 'calculateLosses');
  }

  private dispose(): void {
    for (const scalar of this.kept) scalar.dispose();
    this.kept = [];
  }
}
