import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { binomialBand } from './binomial.js';
import { type Edge, unitEdges } from './edges.js';
import { isOutside, type MaskView, type StepView } from './model.js';
import { type DropoutRecord, keptCounts } from './record.js';
import { dropoutStrings } from './strings.js';

/** A unit of a drawn layer, counted from 0. */
export interface UnitId {
  column: number;
  unit: number;
}

const MOST_EDGES = 5;

/** Edges of one unit to the units of another layer. */
export interface UnitEdges {
  other: number;
  edges: Edge[];
}

export function edgesOfUnit(view: StepView, { column, unit }: UnitId, most: number) {
  const incoming: UnitEdges[] = [];
  const outgoing: UnitEdges[] = [];
  for (const weights of view.weights) {
    if (weights.to === column)
      incoming.push({ other: weights.from, edges: unitEdges(weights, 'target', unit, most) });
    if (weights.from === column)
      outgoing.push({ other: weights.to, edges: unitEdges(weights, 'source', unit, most) });
  }
  return { incoming, outgoing };
}

/** How often a unit was kept up to this step; of a map, over all its positions. */
export function unitCount({ track, row }: MaskView, unit: number, units: number) {
  const { rate, counts } = track.record;
  const expected = rate < 1 ? 1 - rate : 1;
  if (row < 0) return null;
  const all = keptCounts(track, row);
  const step = all.length === units ? all.length : units;
  let kept = 0;
  for (let at = unit; at < all.length; at += step) kept += all[at] as number;
  const draws = (counts.draws[row] as number) * (all.length / step);
  return { kept, draws, expected, band: binomialBand(draws, expected) };
}

/** All that is known of a unit, in three lines: its draws, the weights that reach it, those that leave it. */
export function unitAccount(record: DropoutRecord, view: StepView, id: UnitId, locale: Locale): string[] {
  const t = dropoutStrings[locale];
  const column = record.graph.columns[id.column];
  if (!column) return [];
  const count = (value: number) => formatCount(value, locale);
  const name = (column.maps ? t.channelOf : t.unitOf)(column.name, count(id.unit + 1), count(column.units));
  const masks = view.masks.filter(({ track }) => track.column === id.column);
  const parts = [name];
  if (masks.length === 0) parts.push(t.neverSilenced);
  for (const mask of masks) {
    const share = view.alive[id.column]?.[id.unit];
    if (mask.bits && share !== undefined) {
      const { perUnit } = mask.track;
      if (perUnit > 1) parts.push(t.unitPartly(count(Math.round(share * perUnit)), count(perUnit)));
      else parts.push(share > 0 ? t.unitKept : t.unitSilenced);
    }
    const counted = unitCount(mask, id.unit, column.units);
    if (!counted || counted.draws === 0) continue;
    const { kept, draws, expected, band } = counted;
    const part = (value: number) => formatShare(value / draws, locale);
    parts.push(
      t.unitCounts(
        count(kept),
        count(draws),
        part(kept),
        formatShare(expected, locale),
        part(band.low),
        part(band.high),
      ),
    );
    if (isOutside(kept, band)) parts.push(t.unitOutside);
  }
  const { incoming, outgoing } = edgesOfUnit(view, id, MOST_EDGES);
  const told = (sides: UnitEdges[], end: 'source' | 'target'): string =>
    sides
      .flatMap(({ other, edges }) =>
        edges.map((edge) => ({ name: record.graph.columns[other]?.name ?? '', edge })),
      )
      .sort((a, b) => Math.abs(b.edge.weight) - Math.abs(a.edge.weight))
      .slice(0, MOST_EDGES)
      .map(({ name: layer, edge }) =>
        t.edge(`${layer} #${count(edge[end] + 1)}`, signed(edge.weight, locale)),
      )
      .join(', ');
  const lines = [parts.join(' · ')];
  const [inWords, outWords] = [told(incoming, 'source'), told(outgoing, 'target')];
  if (inWords) lines.push(t.incoming(inWords));
  if (outWords) lines.push(t.outgoing(outWords));
  return lines;
}

const signed = (value: number, locale: Locale): string =>
  `${value < 0 ? '−' : '+'}${formatValue(Math.abs(value), locale)}`;
