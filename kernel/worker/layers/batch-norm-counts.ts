import {
  type BatchNormRecord,
  batchNormSampling,
  type LayerPlan,
  type Sampling,
  type StatisticsPart,
} from '../../recorder/layers/index.js';

/** Makes records of the statistics of the steps that were read. */
export class BatchNormCounts {
  private readonly sampling: Sampling;
  private records: BatchNormRecord[] = [];
  private pending: BatchNormRecord[] = [];

  constructor(private readonly plan: LayerPlan['batchNorm']) {
    this.sampling = batchNormSampling(plan);
  }

  /** A step has begun. */
  begin(): void {
    this.records = [];
  }

  add(
    { index, parts, values, channels }: StatisticsPart,
    all: Float32Array,
    step: number,
    epoch: number,
  ): void {
    const { shown } = this.plan[index] as LayerPlan['batchNorm'][number];
    this.records.push({
      kind: 'batchNorm',
      index,
      step,
      epoch,
      every: 1,
      values,
      parts,
      statistics: shown
        ? Float32Array.from({ length: parts * shown.length }, (_, i) => {
            const part = Math.floor(i / shown.length);
            return all[part * channels + (shown[i % shown.length] as number)] as number;
          })
        : all.slice(),
    });
  }

  /** The step has ended. The answer is what of it is kept. */
  end(step: number): BatchNormRecord[] {
    const { sampling, records } = this;
    if (records.length === 0) return [];
    const due = sampling.due(step);
    if (due) sampling.add(step);
    const sampled = records.map((record) => ({ ...record, every: sampling.every }));
    this.pending = due ? [] : sampled;
    return due ? sampled : [];
  }

  /** The last step that was read, where it has not been kept. */
  last(): BatchNormRecord[] {
    const { pending } = this;
    this.pending = [];
    return pending;
  }
}
