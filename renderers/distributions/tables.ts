import type { DistributionsPayload } from '../../protocol/index.js';
import { type DataTable, valueAt } from '../drawing/data-table.js';

/** Each histogram with its moments, and what regularization did, one epoch a row. */
export function distributionsTables(payload: DistributionsPayload): DataTable[] {
  const { layers, epochs, thinned } = payload;
  const bins = layers.reduce(
    (most, { histograms }) => histograms.reduce((own, each) => Math.max(own, each?.counts.length ?? 0), most),
    0,
  );
  return [
    {
      name: 'histograms',
      words: { en: 'histograms', ko: '히스토그램' },
      columns: [
        'layer',
        'class',
        'what',
        'name',
        'epoch',
        'mean',
        'standard_deviation',
        'norm',
        'dead',
        'saturated',
        'low',
        'high',
        ...Array.from({ length: bins }, (_, bin) => `bin_${bin + 1}`),
      ],
      *rows() {
        for (const each of layers)
          for (const [row, epoch] of epochs.entries()) {
            const histogram = each.histograms[row];
            yield [
              each.layer,
              each.className,
              each.what,
              each.name,
              epoch,
              valueAt(each.mean, row),
              valueAt(each.standardDeviation, row),
              valueAt(each.norm, row),
              valueAt(each.dead, row),
              valueAt(each.saturated, row),
              histogram?.low ?? null,
              histogram?.high ?? null,
              ...Array.from({ length: bins }, (_, bin) => histogram?.counts[bin] ?? null),
            ];
          }
      },
      ...(thinned && { thinned: thinned.epochs }),
    },
    {
      name: 'epochs',
      words: { en: 'epochs', ko: '에포크' },
      columns: ['epoch', 'penalty', 'data_loss', 'weight_norm'],
      rows: () =>
        epochs.map((epoch, row) => [
          epoch,
          valueAt(payload.penalty, row),
          valueAt(payload.dataLoss, row),
          valueAt(payload.weightNorm, row),
        ]),
      ...(thinned && { thinned: thinned.epochs }),
    },
  ];
}
