import { fromSample, type GradientLayer, type GradientsPayload, type Sample } from '../../protocol/index.js';
import { EXPLODING_GROWTH, type GradientPoint, judge } from './rules.js';

/** What a gradient is measured by. */
export const measures = ['perWeight', 'norm', 'ratio'] as const;
export type Measure = (typeof measures)[number];

/** What keeps the lists of a payload from belonging together, in one line; `null` where all fit. */
export function damage({ epochs, layers }: GradientsPayload): string | null {
  for (const { layer, norm, perWeight, weightNorm, dead } of layers)
    for (const [name, list] of Object.entries({ norm, perWeight, weightNorm, dead }))
      if (list && list.length !== epochs.length)
        return `${name} of "${layer}" has ${list.length} values for ${epochs.length} epochs`;
  for (const [row, epoch] of epochs.entries())
    if (row > 0 && epoch <= (epochs[row - 1] as number)) return `epoch ${epoch} is out of order`;
  return null;
}

const at = (column: readonly Sample[] | undefined, row: number): number | null => fromSample(column?.[row]);

/** A layer's gradient at a row, by a measure; `null` where none was recorded. */
export function gradientAt(layer: GradientLayer, measure: Measure, row: number): number | null {
  if (measure !== 'ratio') return at(layer[measure], row);
  const [norm, weights] = [at(layer.norm, row), at(layer.weightNorm, row)];
  return norm === null || weights === null || weights === 0 ? null : norm / weights;
}

export const lastRow = ({ epochs }: GradientsPayload): number => epochs.length - 1;

export type FlowCall =
  | { kind: 'vanishing'; index: number; layer: string; value: number; largest: number; of: number }
  | {
      kind: 'exploding';
      index: number;
      layer: string;
      value: number;
      growth: number | null;
      ratio: number | null;
    }
  | { kind: 'not-finite'; index: number; layer: string }
  | { kind: 'no-gradient' };

type Kind = FlowCall['kind'];

/** What is wrong with which layer at a row, in the order of the layers. */
export function flowCalls({ layers }: GradientsPayload, row: number): FlowCall[] {
  const points: (GradientPoint & { index: number })[] = [];
  const calls: FlowCall[] = [];
  layers.forEach((layer, index) => {
    const value = gradientAt(layer, 'perWeight', row);
    if (value === null) return;
    if (!Number.isFinite(value)) calls.push({ kind: 'not-finite', index, layer: layer.layer });
    else {
      const [growth, ratio] = [growthAt(layer, row), gradientAt(layer, 'ratio', row)];
      points.push({ index, value, first: firstOf(layer.perWeight), growth, ratio });
    }
  });
  const { exploding, vanishing, largest, nothing } = judge(points);
  for (const point of points) {
    const { index, value, growth, ratio } = point;
    const { layer } = layers[index] as GradientLayer;
    if (exploding.has(point)) calls.push({ kind: 'exploding', index, layer, value, growth, ratio });
    else if (largest && vanishing.has(point))
      calls.push({ kind: 'vanishing', index, layer, value, largest: largest.value, of: largest.index });
  }
  calls.sort((a, b) => ('index' in a ? a.index : 0) - ('index' in b ? b.index : 0));
  return nothing ? [{ kind: 'no-gradient' }, ...calls] : calls;
}

/** The first that was recorded, where that is a finite number. */
function firstOf(column: readonly Sample[]): number | null {
  const first = fromSample(column.find((value) => value !== null));
  return first !== null && Number.isFinite(first) ? first : null;
}

/** The norm against the first that was recorded. */
function growthAt({ norm }: GradientLayer, row: number): number | null {
  const [now, first] = [at(norm, row), firstOf(norm)];
  return now === null || !first ? null : now / first;
}

/** How bad a call is beside others of its kind. */
export function severity(call: FlowCall): number {
  if (call.kind === 'vanishing') return call.value > 0 ? call.largest / call.value : Number.POSITIVE_INFINITY;
  return call.kind === 'exploding' ? Math.max((call.growth ?? 0) / EXPLODING_GROWTH, call.ratio ?? 0) : 0;
}

const ORDER: readonly Kind[] = ['not-finite', 'no-gradient', 'exploding', 'vanishing'];

/** What is wrong at a row, the worst of each kind first, kind by kind. */
export function worstCalls(payload: GradientsPayload, row: number): { call: FlowCall; alike: number }[] {
  const calls = flowCalls(payload, row);
  return ORDER.flatMap((kind) => {
    const alike = calls.filter((call) => call.kind === kind);
    const [first, ...others] = alike;
    if (!first) return [];
    const call = others.reduce((found, each) => (severity(each) > severity(found) ? each : found), first);
    return [{ call, alike: alike.length }];
  });
}

/** The first row of those up to this one in which a layer was called out for the same without a break. */
export function sinceRow(
  callsByRow: readonly FlowCall[][],
  { kind, index }: { kind: Kind; index: number },
  row: number,
): number {
  let first = row;
  while (
    first > 0 &&
    callsByRow[first - 1]?.some((call) => call.kind === kind && 'index' in call && call.index === index)
  )
    first -= 1;
  return first;
}

/** The layer that is brought out at first: the worst, else that with the smallest gradient. */
export function layerToShow(payload: GradientsPayload): number {
  const row = lastRow(payload);
  for (const { call } of row < 0 ? [] : worstCalls(payload, row)) if ('index' in call) return call.index;
  return extremesAt(payload, row)?.smallest ?? 0;
}

/** The layers with the smallest and the largest gradient at a row. */
export function extremesAt(
  { layers }: GradientsPayload,
  row: number,
): { smallest: number; largest: number } | null {
  const known = layers.flatMap((layer, index) => {
    const value = gradientAt(layer, 'perWeight', row);
    return value !== null && Number.isFinite(value) ? [{ index, value }] : [];
  });
  const [first] = known;
  if (!first) return null;
  return {
    smallest: known.reduce((found, each) => (each.value < found.value ? each : found), first).index,
    largest: known.reduce((found, each) => (each.value > found.value ? each : found), first).index,
  };
}

/** What lies between a layer whose gradient vanishes and the one that it is compared with, on the way back. */
export interface WayBack {
  sigmoid: number;
  tanh: number;
  /** Layers more than half of whose units are dead. */
  dead: number;
}

const HALF = 0.5;

/** What the gradient passes from layer `of` down to layer `index`: the activation functions of the layers before `of`. */
export function wayBack({ layers }: GradientsPayload, index: number, of: number, row: number): WayBack {
  const passed = layers.slice(Math.min(index, of), Math.max(index, of));
  const count = (test: (layer: GradientLayer) => boolean) => passed.filter(test).length;
  return {
    sigmoid: count(({ activation }) => activation === 'sigmoid' || activation === 'hardSigmoid'),
    tanh: count(({ activation }) => activation === 'tanh'),
    dead: count(({ dead }) => (at(dead, row) ?? 0) > HALF),
  };
}
