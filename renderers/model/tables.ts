import type { ModelNode, ModelPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';
import { layerOf, usesOf } from './model.js';

const shapeOf = ({ shapes }: ModelNode): string =>
  shapes.map((shape) => shape.map((size) => size ?? '').join('x')).join(' ');

/** A row for each use of a layer, and one for each weight. */
export function modelTables(payload: ModelPayload): DataTable[] {
  const uses = usesOf(payload);
  return [
    {
      name: 'layers',
      words: { en: 'layers', ko: '층' },
      columns: [
        'layer',
        'name in the model',
        'class',
        'use',
        'in nested model',
        'output shape',
        'parameters',
        'trainable parameters',
        'weight bytes',
        'output bytes',
        'multiply-adds',
        'activation',
        'regularizers',
        'rate',
        'fed by',
      ],
      rows: () =>
        payload.nodes.map((node, index) => {
          const layer = layerOf(payload, node);
          const nameOf = (at: number) => layerOf(payload, payload.nodes[at] as ModelNode).name;
          return [
            layer.name,
            layer.ownName ?? layer.name,
            layer.className,
            uses[index]?.use ?? 1,
            node.within === null ? null : nameOf(node.within),
            shapeOf(node),
            layer.parameters,
            layer.trainableParameters,
            layer.weightBytes,
            node.outputBytes,
            node.multiplyAdds,
            layer.activation ?? null,
            layer.regularizers?.join('; ') ?? null,
            layer.rate ?? null,
            node.from.map(nameOf).join('; '),
          ];
        }),
    },
    {
      name: 'weights',
      words: { en: 'weights', ko: '가중치' },
      columns: [
        'layer',
        'weight',
        'shape',
        'trainable',
        'counted',
        'NaN',
        'infinite',
        'mean',
        'std',
        'min',
        'max',
      ],
      rows: () =>
        payload.layers.flatMap(({ name, weights }) =>
          weights.map(({ name: weight, shape, trainable, values }) => [
            name,
            weight,
            shape.join('x'),
            trainable,
            values?.counted ?? null,
            values?.nan ?? null,
            values?.infinite ?? null,
            values?.mean ?? null,
            values?.standardDeviation ?? null,
            values?.min ?? null,
            values?.max ?? null,
          ]),
        ),
    },
  ];
}
