import { fromSample, type ProjectorPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';
import { coordinate, labelOf, nearestOf, rowOf } from './model.js';

const AXES = ['x', 'y', 'z'];

/** A row for each point with its places in all layouts, and one for each of its neighbours. */
export function projectorTables(payload: ProjectorPayload): DataTable[] {
  const { points, given, names, colourings, layouts, nearest } = payload;
  const thinned = points < given ? { thinned: { kept: points, of: given } } : {};
  const all = Array.from({ length: points }, (_, point) => point);
  const places = layouts.flatMap((layout) =>
    Array.from({ length: layout.dimensions }, (_, axis) => ({ layout, axis })),
  );
  const table: DataTable = {
    name: 'points',
    words: { en: 'points', ko: '점' },
    columns: [
      'row',
      ...(names ? ['name'] : []),
      ...colourings.map(({ name }) => name),
      ...places.map(
        ({ layout: { method, dimensions, epoch }, axis }) =>
          `${method} ${dimensions}d ${epoch === undefined ? '' : `epoch ${epoch} `}${AXES[axis]}`,
      ),
    ],
    rows: () =>
      all.map((point) => [
        rowOf(payload, point),
        ...(names ? [names[point] ?? null] : []),
        ...colourings.map((each) =>
          each.kind === 'value' ? fromSample(each.values[point]) : labelOf(each, point),
        ),
        ...places.map(({ layout, axis }) => Number(coordinate(layout, points, point, axis).toPrecision(5))),
      ]),
    ...thinned,
  };
  if (!nearest) return [table];
  return [
    table,
    {
      name: 'neighbours',
      words: { en: 'neighbours', ko: '이웃' },
      columns: ['row', 'measure', 'rank', 'neighbour row', 'distance'],
      rows: () =>
        all.flatMap((point) =>
          (['cosine', 'euclidean'] as const).flatMap((measure) =>
            nearestOf(payload, point, measure).map((near, at) => [
              rowOf(payload, point),
              measure,
              at + 1,
              rowOf(payload, near.point),
              Number(near.distance.toPrecision(3)),
            ]),
          ),
        ),
    },
  ];
}
