import {
  type BatchNormLayer,
  type BatchNormPayload,
  type Histogram,
  type PackedMatrix,
  packMatrix,
} from '../../../protocol/index.js';
import type {
  BatchNormRecord,
  LayerPlan,
  NormalizedRecord,
  PackedHistogram,
} from '../../recorder/layers/index.js';
import type { RunFacts } from './run-facts.js';

export function batchNormPayload(
  { id, name, status, plan: { epochs, batchSize, stepsPerEpoch } }: RunFacts,
  plan: LayerPlan,
  records: (readonly BatchNormRecord[])[],
  normalized: readonly NormalizedRecord[][],
): BatchNormPayload {
  return {
    version: 1,
    run: id,
    name,
    status,
    plannedEpochs: epochs,
    batchSize,
    stepsPerEpoch,
    layers: plan.batchNorm.flatMap((layer, index) => {
      const own = records[index] ?? [];
      return own.length > 0 ? [batchNormLayer(layer, own, normalized[index] ?? [])] : [];
    }),
    every: Math.max(1, ...records.map((own) => own.at(-1)?.every ?? 1)),
  };
}

function batchNormLayer(
  { gamma, beta, ...plan }: LayerPlan['batchNorm'][number],
  records: readonly BatchNormRecord[],
  normalized: readonly NormalizedRecord[],
): BatchNormLayer {
  const columns = plan.shown?.length ?? plan.channels;
  const part = (at: number): PackedMatrix => {
    const values = new Float32Array(records.length * columns);
    records.forEach(({ statistics }, row) => {
      values.set(statistics.subarray(at * columns, (at + 1) * columns), row * columns);
    });
    return packMatrix(records.length, columns, values);
  };
  return {
    ...plan,
    steps: records.map(({ step }) => step),
    epochs: records.map(({ epoch }) => epoch),
    values: records.map(({ values }) => values),
    batchMean: part(0),
    batchVariance: part(1),
    movingMean: part(2),
    movingVariance: part(3),
    ...(gamma && { gamma: part(4) }),
    ...(beta && { beta: part(gamma ? 5 : 4) }),
    activations: normalized.map(({ epoch, before, after }) => ({
      epoch,
      before: histogramOf(before),
      after: histogramOf(after),
    })),
  };
}

export function histogramOf(packed: PackedHistogram): Histogram {
  return {
    low: short(packed[0] as number),
    high: short(packed[1] as number),
    counts: Array.from(packed.subarray(2)),
  };
}

/** As many digits as a float32 has. */
const short = (value: number): number => Number(value.toPrecision(8));
