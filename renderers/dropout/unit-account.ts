import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { binomialBand } from './binomial.js';
import { type Edge, unitEdges } from './edges.js';
import { isOutside, type MaskView, type StepView } from './model.js';
import { type DropoutRecord, keptCounts } from './record.js';
import { dropoutStrings } from './strings.js';
import { unitWhatIf, type WhatIf } from './what-if-words.js';

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

/**
 * All that is known of a unit: its name, its draws, the weights that reach it, those that leave it.
 *
 * @param whatIf what would be at other rates.
 * @param most weights told of each side.
 */
export function unitAccount(
  record: DropoutRecord,
  view: StepView,
  id: UnitId,
  locale: Locale,
  { whatIf, most = MOST_EDGES }: { whatIf?: WhatIf | undefined; most?: number } = {},
): string[] {
  const t = dropoutStrings[locale];
  const column = record.graph.columns[id.column];
  if (!column) return [];
  const count = (value: number) => formatCount(value, locale);
  const name = (column.maps ? t.channelOf : t.unitOf)(column.name, count(id.unit + 1), count(column.units));
  const parts: string[] = [];
  view.masks.forEach((mask, index) => {
    if (mask.track.column !== id.column) return;
    const share = view.alive[id.column]?.[id.unit];
    if (mask.bits && share !== undefined) {
      const { perUnit } = mask.track;
      if (perUnit > 1) parts.push(t.unitPartly(count(Math.round(share * perUnit)), count(perUnit)));
      else parts.push(share > 0 ? t.unitKept : t.unitSilenced);
      if (whatIf) {
        const would = whatIf.view.alive[id.column]?.[id.unit] ?? 0;
        parts.push(...unitWhatIf(mask, index, view.sample, id.unit, would, whatIf, locale));
      }
    }
    parts.push(...countWords(mask, id.unit, column.units, locale));
  });
  const lines = [name, parts.join(' · ') || t.neverSilenced];
  const { incoming, outgoing } = edgesOfUnit(view, id, most);
  const sides = [
    [incoming, 'source', t.incoming, t.incomingFrom],
    [outgoing, 'target', t.outgoing, t.outgoingTo],
  ] as const;
  for (const [side, end, ofAll, ofOne] of sides) {
    const told = strongestOf(side, most);
    const [only] = side;
    if (told.length === 0) continue;
    const layer = (other: number) => record.graph.columns[other]?.name ?? '';
    const words = told.map(({ other, edge }) =>
      t.edge(
        `${side.length > 1 ? `${layer(other)} ` : ''}#${count(edge[end] + 1)}`,
        signed(edge.weight, locale),
      ),
    );
    lines.push(
      side.length > 1 ? ofAll(words.join(', ')) : ofOne(layer((only as UnitEdges).other), words.join(', ')),
    );
  }
  return lines;
}

/** How often a unit was kept so far, and whether that is more or less than chance explains. */
function countWords(mask: MaskView, unit: number, units: number, locale: Locale): string[] {
  const t = dropoutStrings[locale];
  const counted = unitCount(mask, unit, units);
  if (!counted || counted.draws === 0) return [];
  const { kept, draws, expected, band } = counted;
  const count = (value: number) => formatCount(value, locale);
  const part = (value: number) => formatShare(value / draws, locale);
  return [
    t.unitCounts(
      count(kept),
      count(draws),
      part(kept),
      formatShare(expected, locale),
      part(band.low),
      part(band.high),
    ),
    ...(isOutside(kept, band) ? [t.unitOutside] : []),
  ];
}

/** The strongest weights of one side of a unit, of whatever layer. */
const strongestOf = (side: readonly UnitEdges[], most: number): { other: number; edge: Edge }[] =>
  side
    .flatMap(({ other, edges }) => edges.map((edge) => ({ other, edge })))
    .sort((a, b) => Math.abs(b.edge.weight) - Math.abs(a.edge.weight))
    .slice(0, most);

/** At three digits: weights are saved in 255 steps. */
const signed = (value: number, locale: Locale): string =>
  `${value < 0 ? '−' : '+'}${formatValue(Number(Math.abs(value).toPrecision(3)), locale)}`;
