import { type LayerPlan, type LayerRecord, type PackedSteps, padded } from '../../recorder/layers/index.js';
import { BatchNormCounts } from './batch-norm-counts.js';
import { DropoutCounts } from './dropout-counts.js';

/** Numbers that each stretch of rows has. */
const NUMBERS = 5;

/** Reads what training hands over of its steps, packed: counts all of them and makes records of some. */
export class StepRecords {
  private readonly dropout: DropoutCounts;
  private readonly batchNorm: BatchNormCounts;

  constructor(plan: LayerPlan) {
    this.dropout = new DropoutCounts(plan.dropout.length);
    this.batchNorm = new BatchNormCounts(plan.batchNorm);
  }

  add({ layouts, stretches, bytes }: PackedSteps): LayerRecord[] {
    const { dropout, batchNorm } = this;
    const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const records: LayerRecord[] = [];
    for (let i = 0; i < stretches.length; i += NUMBERS) {
      const [number = 0, first = 0, epoch = 0, rows = 0, from = 0] = stretches.subarray(i, i + NUMBERS);
      const layout = layouts[number];
      let at = from;
      for (let row = 0; row < rows; row++) {
        const step = first + (numbers[at / 4] as number);
        at += 4;
        if (layout?.kind === 'masks') {
          dropout.begin();
          for (const part of layout.parts) {
            const length = part.rows * Math.ceil(part.units / 8);
            dropout.add(part, bytes.subarray(at, at + length));
            at += padded(length);
          }
          records.push(...dropout.end(step, epoch));
        } else if (layout) {
          batchNorm.begin();
          for (const part of layout.parts) {
            const length = part.parts * part.channels;
            batchNorm.add(part, floats.subarray(at / 4, at / 4 + length), step, epoch);
            at += 4 * length;
          }
          records.push(...batchNorm.end(step));
        }
      }
    }
    return records;
  }

  /** The last steps, where they have not been kept. */
  last(): LayerRecord[] {
    return [...this.dropout.last(), ...this.batchNorm.last()];
  }
}
