import {
  type DropoutLayer,
  type DropoutPayload,
  type Locale,
  packMatrix,
  type QuantizedMatrix,
} from '../../protocol/index.js';
import { packedBytes } from '../drawing/packed-rows.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { strongestEdges } from './edges.js';
import { openRecord } from './record.js';

/** Weights of one matrix that are kept when it is too large. */
const MOST_EDGES = [600, 200, 60];
/** A matrix of more weights is never saved whole. */
const WHOLE = 8192;
const ANY: Locale = 'en';

/**
 * The payload thinned to fit: large matrices become their strongest weights, then steps are left out evenly, with the
 * first and the last kept, then samples, then earlier weights. A payload that cannot be read passes if it fits as it is.
 */
export function fitDropout(payload: DropoutPayload, maxBytes: number): DropoutPayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  if (!openRecord(payload, ANY).ok) return null;
  const { steps } = longest(payload.layers);
  for (const most of MOST_EDGES) {
    const slim = withStrongest(payload, most);
    for (let keep = steps.length; keep >= Math.min(steps.length, 24); keep = Math.floor(keep * 0.7)) {
      const fitted = withSteps(slim, keep, keep === steps.length ? Number.POSITIVE_INFINITY : 4);
      if (savedBytes(fitted) <= maxBytes) return fitted;
      if (keep === 0) break;
    }
  }
  for (let keep = Math.min(24, steps.length); keep >= 1; keep = Math.floor(keep / 2)) {
    const network = withStrongest(payload, MOST_EDGES.at(-1) as number).network;
    const fitted = withSteps({ ...payload, network: lastWeights(network) }, keep, 1);
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  return null;
}

const longest = (layers: readonly DropoutLayer[]): DropoutLayer =>
  layers.reduce((most, each) => (each.steps.length > most.steps.length ? each : most));

/** Large matrices as their strongest weights. */
function withStrongest(payload: DropoutPayload, most: number): DropoutPayload {
  const { weights, strongest = [], ...network } = payload.network;
  const large = weights.filter(({ values: { rows, columns } }) => rows * columns > WHOLE);
  return {
    ...payload,
    network: {
      ...network,
      weights: weights.filter((each) => !large.includes(each)),
      strongest: [
        ...strongest,
        ...large.map(({ from, to, epoch, values }) => {
          const { rows, columns } = values;
          return { from, to, epoch, rows, columns, edges: strongestOf(values, most) };
        }),
      ],
    },
  };
}

function strongestOf(matrix: QuantizedMatrix, most: number) {
  const edges = strongestEdges(
    {
      from: 0,
      to: 1,
      epoch: 0,
      rows: matrix.rows,
      fromUnits: matrix.rows,
      values: { matrix, firstRow: 0 },
    },
    most,
  );
  const values = edges.flatMap(({ source, target, weight }) => [source, target, weight]);
  return packMatrix(edges.length, 3, Float32Array.from(values));
}

/** Only the newest weights of each pair of layers. */
function lastWeights(network: DropoutPayload['network']): DropoutPayload['network'] {
  const newest = <T extends { from: number; to: number; epoch: number }>(all: readonly T[]): T[] =>
    all.filter(
      (each) =>
        !all.some(({ from, to, epoch }) => from === each.from && to === each.to && epoch > each.epoch),
    );
  return {
    ...network,
    weights: newest(network.weights),
    ...(network.strongest && { strongest: newest(network.strongest) }),
  };
}

/** At most `keep` steps of each layer, evenly spread, and `samples` masks of each. */
function withSteps(payload: DropoutPayload, keep: number, samples: number): DropoutPayload {
  const { steps } = longest(payload.layers);
  const of = payload.thinned?.steps.of ?? steps.length;
  return {
    ...payload,
    layers: payload.layers.map((layer) => thinLayer(layer, keep, samples)),
    thinned: { steps: { kept: Math.min(keep, steps.length), of } },
  };
}

function thinLayer(layer: DropoutLayer, keep: number, most: number): DropoutLayer {
  const { steps } = layer;
  const rows =
    steps.length <= keep
      ? steps.map((_, index) => index)
      : Array.from({ length: keep }, (_, index) =>
          keep === 1 ? steps.length - 1 : Math.round((index / (keep - 1)) * (steps.length - 1)),
        );
  const pick = <T>(values: readonly T[]): T[] => rows.map((row) => values[row] as T);
  const samples = pick(layer.samples).map((count) => Math.min(count, most));
  const stride = Math.ceil(layer.units / 8);
  let before = 0;
  const firstRow = layer.samples.map((count) => {
    before += count;
    return before - count;
  });
  const maskRows = rows.map((row, index) =>
    packedBytes(layer.masks.bits, (firstRow[row] as number) * stride, (samples[index] as number) * stride),
  );
  const { columns, float32 } = layer.counts.kept;
  const counts = rows.map((row) => packedBytes(float32, row * columns * 4, columns * 4));
  return {
    ...layer,
    steps: pick(steps),
    epochs: pick(layer.epochs),
    samples,
    batch: pick(layer.batch),
    kept: pick(layer.kept),
    masks: {
      rows: samples.reduce((sum, count) => sum + count, 0),
      columns: layer.units,
      bits: toBase64(join(maskRows)),
    },
    counts: {
      draws: pick(layer.counts.draws),
      kept: { rows: rows.length, columns, float32: toBase64(join(counts)) },
    },
  };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** `packBits` and `packMatrix` take values; these are bytes already. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
