import {
  type DropoutLayer,
  type DropoutPayload,
  dropoutPayloadSchema,
  type Locale,
} from '../../protocol/index.js';
import { packedBytes, packedLength, packedRow } from '../drawing/packed-rows.js';
import { check } from '../drawing/validation.js';
import { networkWeights, type Weights } from './edges.js';
import { type Column, type Graph, networkGraph } from './graph.js';
import { dropoutStrings } from './strings.js';

/** A dropout layer and where its masks are. */
export interface Track {
  record: DropoutLayer;
  name: string;
  className: string;
  /** Index of the drawn layer whose units it silences. */
  column: number;
  /** Values of a mask that belong to one unit: 1, or the positions of a map. */
  perUnit: number;
  /** Rows of `masks` before each recorded step. */
  firstRow: number[];
}

/** A payload that was found whole, ready to be read step by step. */
export interface DropoutRecord {
  payload: DropoutPayload;
  graph: Graph;
  weights: Weights[];
  tracks: Track[];
  /** Recorded steps of all dropout layers, ascending, and the epoch of each. */
  steps: number[];
  epochs: number[];
  /** Most samples that any recorded step holds. */
  samples: number;
  /** Sentences about what could not be drawn. */
  notes: string[];
}

export type Opened = { ok: true; record: DropoutRecord } | { ok: false; reason: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a payload from anywhere: a record, or one sentence saying why it cannot be drawn. Never throws. */
export function openRecord(raw: unknown, locale: Locale): Opened {
  const t = dropoutStrings[locale];
  if (isObject(raw) && typeof raw.version === 'number' && raw.version !== 1)
    return { ok: false, reason: t.otherVersion(String(raw.version)) };
  const { value, notes } = withoutBrokenWeights(raw, locale);
  const checked = check(dropoutPayloadSchema, value);
  if (!checked.ok) return { ok: false, reason: t.invalid(checked.where) };
  const payload = checked.value;
  if (payload.layers.length === 0) return { ok: false, reason: t.noDropout };
  const problem = findProblem(payload, locale);
  if (problem) return { ok: false, reason: problem };
  let graph: Graph;
  try {
    graph = networkGraph(payload.network, overOthers(payload));
  } catch (error) {
    return { ok: false, reason: t.invalid(t.brokenOrder((error as Error).message)) };
  }
  const tracks = payload.layers.map((record) => track(record, payload, graph));
  const uneven = tracks.find(({ record, column }) => {
    const { units } = graph.columns[column] as Column;
    const { columns } = record.counts.kept;
    return record.units % units !== 0 || (columns !== record.units && columns !== units);
  });
  if (uneven) return { ok: false, reason: t.invalid(t.unevenLists(uneven.name)) };
  const epochOf = new Map<number, number>();
  for (const { record } of tracks)
    record.steps.forEach((step, at) => void epochOf.set(step, record.epochs[at] as number));
  const steps = [...epochOf.keys()].sort((a, b) => a - b);
  return {
    ok: true,
    record: {
      payload,
      graph,
      weights: networkWeights(payload.network, graph),
      tracks,
      steps,
      epochs: steps.map((step) => epochOf.get(step) as number),
      samples: Math.max(1, ...tracks.map(({ record }) => record.samples.reduce((a, b) => Math.max(a, b), 0))),
      notes,
    },
  };
}

/** Weights whose largest is not a finite number say that the training diverged; the masks are still worth seeing. */
function withoutBrokenWeights(raw: unknown, locale: Locale): { value: unknown; notes: string[] } {
  const network = isObject(raw) && isObject(raw.network) ? raw.network : undefined;
  if (!network || !Array.isArray(network.weights)) return { value: raw, notes: [] };
  const layers = Array.isArray(network.layers) ? network.layers : [];
  const nameOf = (index: unknown): string => {
    const layer: unknown = layers[Number(index)];
    return isObject(layer) && typeof layer.name === 'string' ? layer.name : String(index);
  };
  const notes = new Set<string>();
  const finite = network.weights.filter((each: unknown) => {
    const values = isObject(each) && isObject(each.values) ? each.values : undefined;
    // JSON writes NaN and the infinities as null.
    if (!isObject(each) || !values || (values.scale !== null && typeof values.scale !== 'number'))
      return true;
    if (values.scale !== null && Number.isFinite(values.scale)) return true;
    notes.add(dropoutStrings[locale].brokenWeights(nameOf(each.from), nameOf(each.to)));
    return false;
  });
  if (notes.size === 0) return { value: raw, notes: [] };
  return { value: { ...(raw as object), network: { ...network, weights: finite } }, notes: [...notes] };
}

/** Layers without units of their own that a dropout layer silences, and no layer behind them fits. */
function overOthers({ network, layers }: DropoutPayload): number[] {
  return layers.flatMap(({ over, units }) => {
    let at = over;
    for (let hops = 0; hops < network.layers.length; hops += 1) {
      const layer = network.layers[at];
      if (layer?.kind !== 'other') return [];
      const feeder = network.layers[layer.from[0] ?? -1];
      if (layer.from.length !== 1 || !feeder) return [over];
      if (feeder.kind !== 'other' && units % feeder.units !== 0) return [over];
      at = layer.from[0] as number;
    }
    return [over];
  });
}

const nonFinite = (values: Iterable<number>): boolean => {
  for (const value of values) if (!Number.isFinite(value)) return true;
  return false;
};

/** What the schema does not see: sizes that do not fit each other. */
function findProblem({ network, layers }: DropoutPayload, locale: Locale): string | null {
  const t = dropoutStrings[locale];
  for (const { name, units, kind } of network.layers)
    if (kind !== 'other' && !(Number.isInteger(units) && units >= 1)) return t.zeroWidth(name, String(units));
  for (const { values, from, to } of network.weights) {
    const names = [from, to].map((index) => network.layers[index]?.name ?? String(index));
    if (packedLength(values.int8) !== values.rows * values.columns)
      return t.truncated(t.weightsOf(names[0] as string, names[1] as string));
  }
  for (const { edges, from, to } of network.strongest ?? []) {
    const names = [from, to].map((index) => network.layers[index]?.name ?? String(index));
    if (edges.columns !== 3 || packedLength(edges.float32) !== edges.rows * 12)
      return t.truncated(t.weightsOf(names[0] as string, names[1] as string));
  }
  for (const each of layers) {
    const name = network.layers[each.layer]?.name;
    const over = network.layers[each.over];
    if (name === undefined || !over) return t.invalid(t.brokenOrder(name ?? String(each.layer)));
    if (!(Number.isInteger(each.units) && each.units >= 1)) return t.zeroWidth(name, String(each.units));
    if (!(each.rate >= 0 && each.rate <= 1)) return t.invalid(t.brokenRate(name, String(each.rate)));
    const rows = each.samples.reduce((sum, samples) => sum + samples, 0);
    const lengths = [each.epochs, each.samples, each.batch, each.kept, each.counts.draws].map(
      (list) => list.length,
    );
    if (lengths.some((length) => length !== each.steps.length)) return t.invalid(t.unevenLists(name));
    if (
      each.masks.rows !== rows ||
      each.masks.columns !== each.units ||
      packedLength(each.masks.bits) !== rows * Math.ceil(each.units / 8)
    )
      return t.truncated(t.masksOf(name));
    const { kept } = each.counts;
    if (
      kept.rows !== each.steps.length ||
      kept.columns < 1 ||
      packedLength(kept.float32) !== kept.rows * kept.columns * 4
    )
      return t.truncated(t.countsOf(name));
    if (each.steps.some((step, at) => at > 0 && step <= (each.steps[at - 1] as number)))
      return t.invalid(t.unevenLists(name));
    if (nonFinite(each.kept) || nonFinite(each.counts.draws)) return t.notFinite(t.countsOf(name));
  }
  return null;
}

function track(record: DropoutLayer, { network }: DropoutPayload, graph: Graph): Track {
  const candidates = graph.sources(record.over);
  const column = candidates[0] ?? 0;
  const { units } = graph.columns[column] as Column;
  let row = 0;
  return {
    record,
    name: network.layers[record.layer]?.name ?? '',
    className: network.layers[record.layer]?.className ?? '',
    column,
    perUnit: record.units / units,
    firstRow: record.samples.map((samples) => {
      row += samples;
      return row - samples;
    }),
  };
}

/** Index of the last recorded step of a layer that is not after `step`, or −1. */
export function rowAt({ steps }: DropoutLayer, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as number) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The bits of one mask, lowest bit first; `null` where this sample was not stored. */
export function maskBits({ record, firstRow }: Track, row: number, sample: number): Uint8Array | null {
  const samples = record.samples[row] ?? 0;
  if (samples === 0) return null;
  const stride = Math.ceil(record.units / 8);
  const at = (firstRow[row] as number) + Math.min(sample, samples - 1);
  return packedBytes(record.masks.bits, at * stride, stride);
}

/** How often each unit was kept up to a recorded step. */
export const keptCounts = ({ record }: Track, row: number): Float32Array =>
  packedRow(record.counts.kept, row);
