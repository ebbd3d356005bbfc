import type { RunLayersPayload, SavedLayers } from '../../protocol/index.js';
import { thinBatchNorm } from '../batch-norm/thin.js';
import { thinDistributions } from '../distributions/thin.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import type { Measure } from '../drawing/thin-packed.js';
import { fewerSamples, fewerWeights, thinDropout } from '../dropout/thin.js';
import { roundedLayers } from './rounded-layers.js';
import { packedLayers, unpackedLayers } from './unpacked-layers.js';

type Name = keyof RunLayersPayload;

/** Lines of a payload within a run lie deeper than those of an output of its own. */
const DEEPER = 0.9;
/** Bytes that the few lines of packed payloads take more there. */
const DEEPER_PACKED = 256;
/** Masks of a step that an output keeps where not all fits; `show.dropout()` has as many as fit into an output of its own. */
const MOST_SAMPLES = 4;
/** Of one of several runs of a cell, which is drawn small: epochs whose weights it keeps. */
const MOST_WEIGHTS = 3;
const SMALL = 64 * 1024;
/** Masks take more to tell what they tell. */
const SHARES: Record<Name, number> = { dropout: 1.1, batchNorm: 0.97, distributions: 1.16 };

const names: readonly Name[] = ['dropout', 'batchNorm', 'distributions'];

/** The payloads of a run's layers, together in `maxBytes` of JSON; one that cannot be made to fit is left out. */
export const thinLayers = (layers: RunLayersPayload, maxBytes: number): RunLayersPayload =>
  thin(layers, maxBytes * DEEPER, remembered(savedBytes));

/** The same as they are saved: packed, with as much of each as fits. Some may have been packed before. */
export function packLayers(layers: SavedLayers, maxBytes: number): SavedLayers {
  if (names.every((name) => isPacked(layers[name])) && savedBytes({ layers }) <= maxBytes) return layers;
  const room = maxBytes - DEEPER_PACKED;
  const whole = roundedLayers(unpackedLayers(layers));
  const measure = remembered(savedPackedBytes);
  const plain = fits(whole, room, measure) ? whole : thin(limited(whole, maxBytes), room, measure);
  return packedLayers(plain);
}

/** What an output keeps at most of each step where not all of a run has room. */
function limited({ dropout, ...others }: RunLayersPayload, maxBytes: number): RunLayersPayload {
  if (!dropout) return others;
  const few = fewerSamples(dropout, MOST_SAMPLES);
  return { ...others, dropout: maxBytes < SMALL ? fewerWeights(few, MOST_WEIGHTS) : few };
}

const isPacked = (layer: unknown): boolean =>
  layer === undefined || (layer as { version?: unknown }).version === 3;

/** Whether all of them together take at most so many bytes. */
function fits(layers: RunLayersPayload, maxBytes: number, measure: Measure): boolean {
  let room = maxBytes;
  return names.every((name) => {
    if (layers[name]) room -= measure(layers[name], maxBytes);
    return room >= 0;
  });
}

/** Each value is measured once; of one that is too large for some room nothing else is known. */
function remembered(measure: Measure): Measure {
  const known = new Map<unknown, { bytes: number; most: number }>();
  return (value, most = Number.POSITIVE_INFINITY) => {
    const before = known.get(value);
    if (before && (Number.isFinite(before.bytes) || most <= before.most)) return before.bytes;
    const bytes = measure(value, most);
    known.set(value, { bytes, most });
    return bytes;
  };
}

function thin(layers: RunLayersPayload, maxBytes: number, measure: Measure): RunLayersPayload {
  if (fits(layers, maxBytes, measure)) return layers;
  const sizes = names.flatMap((name) =>
    layers[name] ? [[name, measure(layers[name], maxBytes)] as const] : [],
  );
  const thinned: RunLayersPayload = {};
  let room = maxBytes;
  let left = sizes.reduce((sum, [name]) => sum + SHARES[name], 0);
  for (const [name] of sizes.sort(([, a], [, b]) => (a === b ? 0 : a - b))) {
    // What a small one does not need is left to the larger ones.
    const share = (room * SHARES[name]) / left;
    left -= SHARES[name];
    const fitted = thinOne(layers, name, share, measure);
    if (!fitted) continue;
    Object.assign(thinned, { [name]: fitted });
    room -= measure(fitted);
  }
  return thinned;
}

function thinOne(
  { dropout, batchNorm, distributions }: RunLayersPayload,
  name: Name,
  maxBytes: number,
  measure: Measure,
): RunLayersPayload[Name] | null | undefined {
  if (name === 'dropout') return dropout && thinDropout(dropout, maxBytes, measure);
  if (name === 'batchNorm') return batchNorm && thinBatchNorm(batchNorm, maxBytes, measure);
  return distributions && thinDistributions(distributions, maxBytes, measure);
}
