import { WATCHED, type WatchedPenalties } from '../../engine/watching/index.js';
import type { RecordedModel, RecordedTf, ScalarTensor } from './tf-parts.js';

/**
 * Reads the regularization penalty that each training step, and each validation, really adds to its loss: the model's own calculation is let
 * through, and its scalars are kept until the step has ended. Nothing is computed twice and no number changes.
 */
export class PenaltyReader {
  private kept: ScalarTensor[] = [];
  private validation = { sum: 0, rows: 0 };

  constructor(
    private readonly model: RecordedModel,
    tf: Pick<RecordedTf, 'keep'>,
  ) {
    const original = model.calculateLosses;
    // An own property hides the method of the class until `remove`.
    const reading = (): ScalarTensor[] => {
      const losses = original.call(model);
      this.dispose();
      this.kept = losses.map((loss) => tf.keep(loss.clone()));
      return losses;
    };
    // Steps that are done in one go come with their penalties.
    const mark: WatchedPenalties = { asks: [] };
    model.calculateLosses = Object.assign(reading, { [WATCHED]: mark });
    const ofBatch = model.calculateValidationLosses;
    if (!ofBatch) return;
    model.calculateValidationLosses = (rows) => {
      const losses = ofBatch.call(model, rows);
      if (losses.length > 0) {
        this.validation.sum += rows * total(losses);
        this.validation.rows += rows;
      }
      return losses;
    };
  }

  /** The mean penalty over the rows of the validation since the last call; null where none has been added. */
  takeValidation(): number | null {
    const { sum, rows } = this.validation;
    this.validation = { sum: 0, rows: 0 };
    return rows > 0 ? sum / rows : null;
  }

  /** The penalty of the last step; null before the first, and where the model has no regularizer. */
  read(): number | null {
    if (this.kept.length === 0) return null;
    const penalty = total(this.kept);
    this.dispose();
    return penalty;
  }

  remove(): void {
    this.dispose();
    Reflect.deleteProperty(this.model, 'calculateLosses');
    Reflect.deleteProperty(this.model, 'calculateValidationLosses');
  }

  private dispose(): void {
    for (const scalar of this.kept) scalar.dispose();
    this.kept = [];
  }
}

const total = (scalars: readonly ScalarTensor[]): number =>
  scalars.reduce((sum, scalar) => sum + (scalar.dataSync()[0] ?? 0), 0);
