import type { GradientsPayload } from '../../protocol/index.js';
import { type DataTable, valueAt } from '../drawing/data-table.js';
import { gradientAt } from './model.js';

/** The gradient of each layer, one recorded epoch a row. */
export function gradientsTables({ layers, epochs, thinned }: GradientsPayload): DataTable[] {
  return [
    {
      name: 'gradients',
      words: { en: 'gradients', ko: '기울기' },
      columns: [
        'layer',
        'class',
        'weight',
        'activation',
        'epoch',
        'gradient_norm',
        'gradient_per_weight',
        'weight_norm',
        'gradient_to_weight',
        'dead',
      ],
      *rows() {
        for (const layer of layers)
          for (const [row, epoch] of epochs.entries())
            yield [
              layer.layer,
              layer.className,
              layer.weight,
              layer.activation ?? null,
              epoch,
              valueAt(layer.norm, row),
              valueAt(layer.perWeight, row),
              valueAt(layer.weightNorm, row),
              gradientAt(layer, 'ratio', row),
              valueAt(layer.dead, row),
            ];
      },
      ...(thinned && { thinned: thinned.epochs }),
    },
  ];
}
