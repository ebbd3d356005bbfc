import type { BatchNormPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';
import { channelOf, damage, readLayer } from './layer-reading.js';

/** The statistics of every layer: a row for each recorded step and channel. */
export const batchNormTables = (payload: BatchNormPayload): DataTable[] => [
  {
    name: 'statistics',
    words: { en: 'statistics', ko: '통계량' },
    columns: [
      'layer',
      'step',
      'epoch',
      'channel',
      'batch_mean',
      'batch_variance',
      'moving_mean',
      'moving_variance',
      'gamma',
      'beta',
    ],
    *rows() {
      if (damage(payload) !== null) return;
      for (const layer of payload.layers) {
        const reading = readLayer(layer);
        for (let row = 0; row < reading.rows; row += 1)
          for (let column = 0; column < reading.columns; column += 1) {
            const at = row * reading.columns + column;
            yield [
              layer.name,
              layer.steps[row] ?? null,
              layer.epochs[row] ?? null,
              channelOf(reading, column),
              ...[reading.batchMean, reading.batchVariance, reading.movingMean, reading.movingVariance].map(
                (matrix) => matrix[at] ?? null,
              ),
              reading.gamma?.[at] ?? null,
              reading.beta?.[at] ?? null,
            ];
          }
      }
    },
    ...(payload.thinned && { thinned: payload.thinned.steps }),
  },
];
