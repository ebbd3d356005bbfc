import type { RunLayersPayload } from '../../../protocol/index.js';
import type {
  BatchNormRecord,
  DropoutRecord,
  LayerPlan,
  LayerRecord,
  NormalizedRecord,
  RecordedLayers,
} from '../../recorder/layers/index.js';
import { batchNormPayload } from './batch-norm-payload.js';
import { distributionsPayload } from './distributions-payload.js';
import { dropoutPayload } from './dropout-payload.js';
import type { RunFacts, SampledSpread } from './run-facts.js';
import { SampledSteps } from './sampled-steps.js';
import { StoredWeights } from './stored-weights.js';

/** Histograms of activations kept of one batch-normalization layer. */
const MOST_NORMALIZED = 128;

/** What the layers of one run did, in bounded memory, and the payloads of its pictures. */
export class LayerStore {
  readonly wanted: RecordedLayers;
  private readonly dropout: SampledSteps<DropoutRecord>[];
  private readonly batchNorm: SampledSteps<BatchNormRecord>[];
  private readonly normalized: NormalizedRecord[][];
  private readonly spreads = new SampledSteps<SampledSpread>(({ dataLoss }) => [dataLoss]);
  private readonly weights = new StoredWeights();

  constructor(private readonly plan: LayerPlan) {
    this.wanted = plan.wanted;
    this.dropout = plan.dropout.map(() => new SampledSteps(({ kept }) => [kept]));
    this.batchNorm = plan.batchNorm.map(() => new SampledSteps(batchExtremes));
    this.normalized = plan.batchNorm.map(() => []);
  }

  /** Whether there will be anything to show. */
  get records(): boolean {
    const { dropout, batchNorm, distributions } = this.plan;
    return dropout.length > 0 || batchNorm.length > 0 || distributions !== null;
  }

  add(record: LayerRecord): void {
    switch (record.kind) {
      case 'dropout':
        this.dropout[record.index]?.add(record);
        break;
      case 'batchNorm':
        this.batchNorm[record.index]?.add(record);
        break;
      case 'normalized':
        this.addNormalized(record);
        break;
      case 'spread':
        this.spreads.add({ ...record, step: record.epoch });
        break;
      case 'weights':
        this.weights.add(record);
    }
  }

  /** Everything that is kept. A picture that the model has no layer for is absent, and until its first step any. */
  payload(run: RunFacts): RunLayersPayload {
    const { plan } = this;
    const isShown = (tracks: readonly { records: readonly unknown[] }[]): boolean =>
      tracks.length > 0 && (run.status !== 'running' || tracks.some(({ records }) => records.length > 0));
    return {
      ...(isShown(this.dropout) && {
        dropout: dropoutPayload(
          run,
          plan,
          this.dropout.map(({ records }) => records),
          this.weights.network,
        ),
      }),
      ...(isShown(this.batchNorm) && {
        batchNorm: batchNormPayload(
          run,
          plan,
          this.batchNorm.map(({ records }) => records),
          this.normalized,
        ),
      }),
      ...(plan.distributions && {
        distributions: distributionsPayload(run, plan.distributions, this.spreads.records),
      }),
    };
  }

  private addNormalized(record: NormalizedRecord): void {
    const list = this.normalized[record.index];
    if (!list) return;
    list.push(record);
    if (list.length <= MOST_NORMALIZED) return;
    const fewer = list.filter((_, i) => i % 2 === 0 || i === list.length - 1);
    list.splice(0, list.length, ...fewer);
  }
}

/** Means over the channels of the batch's mean and variance. */
function batchExtremes({ statistics, parts }: BatchNormRecord): number[] {
  const columns = statistics.length / parts;
  const mean = (from: number): number =>
    statistics.subarray(from, from + columns).reduce((sum, value) => sum + value, 0) / columns;
  return [mean(0), mean(columns)];
}
