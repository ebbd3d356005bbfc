import { type TablePayload, tablePayloadSchema } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import type { Picture } from '../drawing/picture.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { shorten } from '../drawing/svg.js';
import { tableSvg } from './picture.js';
import { tableTables } from './tables.js';
import { tableText } from './text.js';

/** Fewer rows, then shorter texts, then no rows and no histograms; a table still too wide cannot be saved. */
function fit(payload: TablePayload, maxBytes: number): TablePayload | null {
  const cut = (limit: number) =>
    payload.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? shorten(cell, limit) : cell)));
  for (const { rows, length } of [
    { rows: 200, length: Number.POSITIVE_INFINITY },
    { rows: 200, length: 200 },
    { rows: 100, length: 200 },
    { rows: 50, length: 100 },
    { rows: 10, length: 60 },
  ]) {
    const fitted = { ...payload, rows: cut(length).slice(0, rows) };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  const bare = {
    ...payload,
    rows: [],
    columns: payload.columns.map(({ histogram: _, ...column }) => column),
  };
  return savedBytes(bare) <= maxBytes ? bare : null;
}

export const tablePicture: Picture<TablePayload> = {
  name: 'table',
  schema: tablePayloadSchema,
  fit,
  pack: packPayload,
  svg: tableSvg,
  tables: tableTables,
  text: tableText,
};
