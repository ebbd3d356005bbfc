import {
  type Distribution,
  type DistributionsPayload,
  type Sample,
  toSample,
} from '../../../protocol/index.js';
import { type LayerPlan, SPREAD } from '../../recorder/layers/index.js';
import { histogramOf } from './batch-norm-payload.js';
import type { RunFacts, SampledSpread } from './run-facts.js';

export function distributionsPayload(
  { id, name, status, plan: { epochs } }: RunFacts,
  plan: NonNullable<LayerPlan['distributions']>,
  records: readonly SampledSpread[],
): DistributionsPayload {
  return {
    version: 1,
    run: id,
    name,
    status,
    plannedEpochs: epochs,
    epochs: records.map(({ epoch }) => epoch),
    layers: plan.map((entry, index) => distribution(entry, index, records)),
    penalty: records.map(({ epoch, penalty }) => (epoch === 0 ? null : toSample(penalty))),
    dataLoss: records.map(({ epoch, dataLoss }) => (epoch === 0 ? null : sample(dataLoss))),
    weightNorm: records.map(({ weightNorm }) => sample(weightNorm)),
  };
}

function distribution(
  { dead, saturated, ...entry }: NonNullable<LayerPlan['distributions']>[number],
  index: number,
  records: readonly SampledSpread[],
): Distribution {
  const rows = records.map(({ rows }) => rows.subarray(index * SPREAD, (index + 1) * SPREAD));
  const column = (at: number): Sample[] =>
    rows.map((row) => (row[0] === 1 ? sample(row[at] as number) : null));
  return {
    ...entry,
    histograms: rows.map((row) => (row[0] === 1 ? histogramOf(row.subarray(6)) : null)),
    mean: column(1),
    standardDeviation: column(2),
    norm: column(3),
    ...(dead && { dead: column(4) }),
    ...(saturated && { saturated: column(5) }),
  };
}

/** As many digits as a reader can use. */
const sample = (value: number): Sample =>
  toSample(Number.isFinite(value) ? Number(value.toPrecision(6)) : value);
