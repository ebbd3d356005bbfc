import {
  type Distribution,
  type DistributionsPayload,
  fromSample,
  type Sample,
} from '../../protocol/index.js';
import { judge } from '../gradients/rules.js';

/** A layer's records, in the order of the model. */
export interface LayerRecords {
  layer: string;
  className: string;
  weights: Distribution[];
  gradients: Distribution[];
  activation: Distribution | null;
}

/** From here on a share of dead units or of saturated values is called out. */
export const SHARE_LIMIT = 0.5;

/** What keeps the lists of a payload from belonging together, in one line; `null` where all fit. */
export function damage({ epochs, layers, ...columns }: DistributionsPayload): string | null {
  const { penalty, dataLoss, weightNorm } = columns;
  const uneven = (name: string, list: readonly unknown[] | undefined) =>
    list && list.length !== epochs.length
      ? `${name} has ${list.length} values for ${epochs.length} epochs`
      : null;
  for (const [name, list] of Object.entries({ penalty, dataLoss, weightNorm })) {
    const found = uneven(name, list);
    if (found) return found;
  }
  for (const record of layers) {
    const { histograms, mean, standardDeviation, norm, dead, saturated } = record;
    for (const [name, list] of Object.entries({
      histograms,
      mean,
      standardDeviation,
      norm,
      dead,
      saturated,
    })) {
      const found = uneven(`${name} of "${record.layer}"`, list);
      if (found) return found;
    }
  }
  return null;
}

/** The records of each layer together. */
export function byLayer({ layers }: DistributionsPayload): LayerRecords[] {
  const found = new Map<string, LayerRecords>();
  for (const record of layers) {
    const { layer, className, what } = record;
    const own = found.get(layer) ?? { layer, className, weights: [], gradients: [], activation: null };
    found.set(layer, own);
    if (what === 'weight') own.weights.push(record);
    else if (what === 'gradient') own.gradients.push(record);
    else own.activation ??= record;
  }
  return [...found.values()];
}

export const at = (column: readonly Sample[] | undefined, row: number): number | null =>
  fromSample(column?.[row]);

/** Root mean square of the values: √(mean² + sd²); comparable between layers of any size. */
export function rootMeanSquare(record: Distribution, row: number): number | null {
  const [mean, deviation] = [at(record.mean, row), at(record.standardDeviation, row)];
  return mean === null || deviation === null ? null : Math.hypot(mean, deviation);
}

/** The gradient of a layer's first weight, which carries its health: kernels, not biases. */
export const mainGradient = ({ weights, gradients }: LayerRecords): Distribution | null =>
  gradients.find(({ name }) => name === weights[0]?.name) ?? gradients[0] ?? null;

export type Call =
  | { kind: 'dead' | 'saturated'; layer: string; share: number; activation: string }
  | { kind: 'vanishing'; layer: string; value: number; largest: number; of: string }
  | { kind: 'exploding'; layer: string; value: number; growth: number | null; ratio: number | null }
  | { kind: 'not-finite'; layer: string; what: Distribution['what'] }
  | { kind: 'no-gradient' };

/** The row of the last epoch with anything but weights before the first step. */
export function lastRow({ epochs }: DistributionsPayload): number {
  return epochs.length - 1;
}

/**
 * The share of dead or saturated values that counts against a limit. What the last layer says may be as sure as it likes: the
 * gradient of a loss over it does not vanish where it is right.
 */
export function limitedShare(
  layers: readonly LayerRecords[],
  { layer, activation }: LayerRecords,
  kind: 'dead' | 'saturated',
  row: number,
): number | null {
  if (kind === 'saturated' && layer === layers.at(-1)?.layer) return null;
  return at(activation?.[kind], row);
}

/** What is wrong with which layer at a row, by the stated rules; in the order of the layers. */
export function callsAt(payload: DistributionsPayload, row: number): Call[] {
  const layers = byLayer(payload);
  const calls: Call[] = [];
  const gradients = layers.flatMap((layer) => {
    const record = mainGradient(layer);
    const value = record ? rootMeanSquare(record, row) : null;
    const empty = record?.histograms[row]?.counts.every((count) => count === 0);
    return record && value !== null && !empty ? [{ layer, record, value }] : [];
  });
  const points = gradients.flatMap(({ layer, record, value }) =>
    Number.isFinite(value)
      ? [
          {
            ...{ layer, value, first: firstSize(record) },
            ...{ growth: growthAt(record, row), ratio: ratioAt(layer, record, row) },
          },
        ]
      : [],
  );
  const { exploding, vanishing, largest, nothing } = judge(points);
  if (nothing) calls.push({ kind: 'no-gradient' });
  for (const records of layers) {
    const { layer, activation } = records;
    for (const record of [...records.weights, ...(activation ? [activation] : []), ...records.gradients]) {
      const [mean, norm] = [at(record.mean, row), at(record.norm, row)];
      const broken = [mean, norm].some((value) => value !== null && !Number.isFinite(value));
      if (!broken || calls.some((call) => call.kind === 'not-finite' && call.layer === layer)) continue;
      calls.push({ kind: 'not-finite', layer, what: record.what });
    }
    for (const kind of ['dead', 'saturated'] as const) {
      const share = limitedShare(layers, records, kind, row);
      if (share !== null && share >= SHARE_LIMIT)
        calls.push({ kind, layer, share, activation: activation?.name ?? '' });
    }
    const own = points.find((each) => each.layer === records);
    if (!own) continue;
    const { value, growth, ratio } = own;
    if (exploding.has(own)) calls.push({ kind: 'exploding', layer, value, growth, ratio });
    else if (largest && vanishing.has(own))
      calls.push({ kind: 'vanishing', layer, value, largest: largest.value, of: largest.layer.layer });
  }
  return calls;
}

/** What stops learning altogether comes first. */
const RANKS: readonly Call['kind'][] = [
  'not-finite',
  'no-gradient',
  'exploding',
  'vanishing',
  'dead',
  'saturated',
];

/** How bad a call is beside others of its kind. */
export function severity(call: Call): number {
  if (call.kind === 'dead' || call.kind === 'saturated') return call.share;
  if (call.kind === 'vanishing') return call.value > 0 ? call.largest / call.value : Number.POSITIVE_INFINITY;
  return call.kind === 'exploding' ? call.value : 0;
}

/** What is wrong at a row, the worst first; alike ones in the order of the layers. */
export const rankedCalls = (payload: DistributionsPayload, row: number): Call[] =>
  callsAt(payload, row).sort(
    (a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || compare(severity(b), severity(a)),
  );

/** As a difference, but of infinities too. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** The layer that is shown at first: the worst, else the first with weights. */
export function layerToShow(payload: DistributionsPayload): LayerRecords | null {
  const layers = byLayer(payload);
  const calls = payload.epochs.length ? rankedCalls(payload, lastRow(payload)) : [];
  const called = calls.flatMap((call) => ('layer' in call ? [call.layer] : []))[0];
  return (
    layers.find(({ layer }) => layer === called) ??
    layers.find(({ weights }) => weights.length > 0) ??
    layers[0] ??
    null
  );
}

/** What is shown of a layer, or of all weights, where there is room for one plot. */
export const picks = ['weight', 'activation', 'gradient', 'norm'] as const;
export type Pick = (typeof picks)[number];

/** The plot that shows what the verdict says: of its worst call; where nothing is wrong, what a penalty does to the weights. */
export function pickToShow(payload: DistributionsPayload): Pick {
  const worst = payload.epochs.length ? rankedCalls(payload, lastRow(payload))[0] : undefined;
  switch (worst?.kind) {
    case 'dead':
    case 'saturated':
      return 'activation';
    case 'vanishing':
    case 'exploding':
    case 'no-gradient':
      return 'gradient';
    case 'not-finite':
      return worst.what;
    default:
      return regularization(payload).any ? 'norm' : 'weight';
  }
}

/** Where no layer is called out: those that are nearest to a limit. */
export interface Extremes {
  /** The smallest gradient per weight beside the largest. */
  gradient: { layer: string; value: number; largest: number; of: string } | null;
  dead: { layer: string; share: number } | null;
  saturated: { layer: string; share: number } | null;
}

export function extremesAt(payload: DistributionsPayload, row: number): Extremes {
  const layers = byLayer(payload);
  const gradients = layers.flatMap((records) => {
    const record = mainGradient(records);
    const value = record ? rootMeanSquare(record, row) : null;
    return value !== null && Number.isFinite(value) ? [{ layer: records.layer, value }] : [];
  });
  const [first, ...others] = gradients;
  let gradient: Extremes['gradient'] = null;
  if (first && others.length > 0) {
    const smallest = others.reduce((found, each) => (each.value < found.value ? each : found), first);
    const largest = others.reduce((found, each) => (each.value > found.value ? each : found), first);
    gradient = { ...smallest, largest: largest.value, of: largest.layer };
  }
  const most = (kind: 'dead' | 'saturated') => {
    let found: { layer: string; share: number } | null = null;
    for (const records of layers) {
      const share = limitedShare(layers, records, kind, row);
      if (share !== null && Number.isFinite(share) && share > (found?.share ?? 0))
        found = { layer: records.layer, share };
    }
    return found;
  };
  return { gradient, dead: most('dead'), saturated: most('saturated') };
}

/** The first root mean square that was recorded, where that is a finite number. */
function firstSize(record: Distribution): number | null {
  const row = record.mean.findIndex((value) => value !== null);
  const size = row < 0 ? null : rootMeanSquare(record, row);
  return size !== null && Number.isFinite(size) ? size : null;
}

/** The norm against that of the first recorded epoch that has one. */
function growthAt(record: Distribution, row: number): number | null {
  const now = at(record.norm, row);
  const first = record.norm.map((value) => fromSample(value)).find((value) => value !== null);
  return now === null || !first || !Number.isFinite(first) ? null : now / first;
}

/** The norm against that of the weights that the gradient changes. */
function ratioAt({ weights }: LayerRecords, gradient: Distribution, row: number): number | null {
  const weight = weights.find(({ name }) => name === gradient.name);
  const [own, of] = [at(gradient.norm, row), at(weight?.norm, row)];
  return own === null || !of ? null : own / of;
}

/** What regularization did over the run. */
export interface Regularization {
  x: number[];
  penalty: (number | null)[];
  dataLoss: (number | null)[];
  weightNorm: (number | null)[];
  /** Whether there is a penalty at all. */
  any: boolean;
}

export function regularization({
  epochs,
  penalty,
  dataLoss,
  weightNorm,
}: DistributionsPayload): Regularization {
  const numbers = (column: readonly Sample[]) => column.map((value) => fromSample(value));
  const penalties = numbers(penalty);
  return {
    x: epochs,
    penalty: penalties,
    dataLoss: numbers(dataLoss),
    weightNorm: numbers(weightNorm),
    any: penalties.some((value) => value !== null && value !== 0),
  };
}
