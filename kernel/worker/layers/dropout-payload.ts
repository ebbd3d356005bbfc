import { type DropoutLayer, type DropoutPayload, type Network, packMatrix } from '../../../protocol/index.js';
import type { DropoutRecord, LayerPlan } from '../../recorder/layers/index.js';
import type { RunFacts } from './run-facts.js';

export function dropoutPayload(
  { id, name, status, plan: { epochs, stepsPerEpoch } }: RunFacts,
  plan: LayerPlan,
  records: (readonly DropoutRecord[])[],
  weights: Pick<Network, 'weights' | 'strongest'>,
): DropoutPayload {
  return {
    version: 1,
    run: id,
    name,
    status,
    plannedEpochs: epochs,
    stepsPerEpoch,
    network: { layers: plan.network, ...weights },
    layers: plan.dropout.flatMap((layer, index) => {
      const own = records[index] ?? [];
      return own.length > 0 ? [dropoutLayer(layer, own)] : [];
    }),
    every: Math.max(1, ...records.map((own) => own.at(-1)?.every ?? 1)),
  };
}

function dropoutLayer(plan: LayerPlan['dropout'][number], records: readonly DropoutRecord[]): DropoutLayer {
  const last = records.at(-1) as DropoutRecord;
  const { units } = last;
  const counts = new Float32Array(records.length * units);
  records.forEach((record, row) => void counts.set(record.counts, row * units));
  const list = <K extends keyof DropoutRecord>(key: K): DropoutRecord[K][] =>
    records.map((record) => record[key]);
  const samples = list('samples');
  return {
    ...plan,
    units,
    steps: list('step'),
    epochs: list('epoch'),
    samples,
    batch: list('batch'),
    masks: {
      rows: samples.reduce((sum, count) => sum + count, 0),
      columns: units,
      bits: Buffer.concat(list('masks')).toString('base64'),
    },
    kept: list('kept'),
    counts: { draws: list('draws'), kept: packMatrix(records.length, units, counts) },
    distinct: { masks: last.distinct, atLeast: last.atLeast },
  };
}
