import type { ActivationsPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';
import { tilesOf } from './model.js';

/** A row for each layer and sample, and one for each value that is shown. */
export function activationsTables({ layers, samples, labels }: ActivationsPayload): DataTable[] {
  const each = Array.from({ length: samples }, (_, sample) => sample);
  return [
    {
      name: 'layers',
      words: { en: 'layers', ko: '층' },
      columns: [
        ...['layer', 'class', 'activation', 'shape', 'sample', 'values', 'zeros', 'saturated', 'not finite'],
        ...['min', 'max', 'mean', 'units', 'silent units'],
      ],
      rows: () =>
        layers.flatMap(({ name, className, activation, shape, facts, units, silent }) =>
          facts.map(({ count, zeros, saturated, notFinite, min, max, mean }, sample) => [
            name,
            className,
            activation ?? null,
            shape.join('x'),
            sample + 1,
            count,
            zeros,
            saturated ?? null,
            notFinite,
            min,
            max,
            mean,
            units,
            silent,
          ]),
        ),
    },
    {
      name: 'values',
      words: { en: 'values', ko: '값' },
      columns: ['layer', 'sample', 'unit or channel', 'row', 'column', 'value', 'label'],
      *rows() {
        for (const [index, layer] of layers.entries())
          for (const sample of each)
            for (const { channel, height, width, values } of tilesOf(layer, sample))
              for (let at = 0; at < height * width; at++) {
                const unit = layer.strip?.units[at] ?? channel ?? null;
                const isAnswer = index === layers.length - 1 && layer.strip && labels?.length === layer.units;
                yield [
                  layer.name,
                  sample + 1,
                  unit,
                  layer.strip ? null : Math.floor(at / width),
                  layer.strip ? null : at % width,
                  values[at] ?? null,
                  (isAnswer && labels?.[unit ?? 0]) || null,
                ];
              }
      },
    },
  ];
}
