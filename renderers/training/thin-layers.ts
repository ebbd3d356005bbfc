import { type RunLayersPayload, runLayersSchema, type SavedLayers } from '../../protocol/index.js';
import { thinBatchNorm } from '../batch-norm/thin.js';
import { thinDistributions } from '../distributions/thin.js';
import { packPayload } from '../drawing/packing/pack.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { unpackPayload } from '../drawing/packing/unpack.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import type { Measure } from '../drawing/thin-packed.js';
import { check } from '../drawing/validation.js';
import { fewerSamples, fewerWeights, thinDropout } from '../dropout/thin.js';
import { roundedLayers } from './rounded-layers.js';

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
  thin(layers, maxBytes * DEEPER, savedBytes);

/** The same as they are saved: packed, with as much of each as fits. Some may have been packed before. */
export function packLayers(layers: SavedLayers, maxBytes: number): SavedLayers {
  if (names.every((name) => isPacked(layers[name])) && savedBytes({ layers }) <= maxBytes) return layers;
  const room = maxBytes - DEEPER_PACKED;
  const whole = roundedLayers(plainLayers(layers));
  const bytes = names.reduce((sum, name) => sum + (whole[name] ? savedPackedBytes(whole[name]) : 0), 0);
  const plain = bytes <= room ? whole : thin(limited(whole, maxBytes), room, savedPackedBytes);
  const packed: SavedLayers = {};
  for (const name of names) if (plain[name]) packed[name] = packPayload(plain[name]);
  return packed;
}

/** What an output keeps at most of each step where not all of a run has room. */
function limited({ dropout, ...others }: RunLayersPayload, maxBytes: number): RunLayersPayload {
  if (!dropout) return others;
  const few = fewerSamples(dropout, MOST_SAMPLES);
  return { ...others, dropout: maxBytes < SMALL ? fewerWeights(few, MOST_WEIGHTS) : few };
}

const isPacked = (layer: unknown): boolean =>
  layer === undefined || (layer as { version?: unknown }).version === 3;

/** Those that are whole. */
function plainLayers(layers: SavedLayers): RunLayersPayload {
  const plain: RunLayersPayload = {};
  for (const name of names) {
    const unpacked = unpackPayload(layers[name]);
    const checked = check(runLayersSchema, unpacked.ok ? { [name]: unpacked.value } : {});
    if (checked.ok) Object.assign(plain, checked.value);
  }
  return plain;
}

function thin(layers: RunLayersPayload, maxBytes: number, measureAnew: Measure): RunLayersPayload {
  const known = new Map<unknown, number>();
  const measure: Measure = (value) => {
    const bytes = known.get(value) ?? measureAnew(value);
    known.set(value, bytes);
    return bytes;
  };
  const sizes = names.flatMap((name) => (layers[name] ? [[name, measure(layers[name])] as const] : []));
  if (sizes.reduce((sum, [, bytes]) => sum + bytes, 0) <= maxBytes) return layers;
  const thinned: RunLayersPayload = {};
  let room = maxBytes;
  let left = sizes.reduce((sum, [name]) => sum + SHARES[name], 0);
  for (const [name] of sizes.sort(([, a], [, b]) => a - b)) {
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
