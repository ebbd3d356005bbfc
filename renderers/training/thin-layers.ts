import { type RunLayersPayload, runLayersSchema, type SavedLayers } from '../../protocol/index.js';
import { thinBatchNorm } from '../batch-norm/thin.js';
import { thinDistributions } from '../distributions/thin.js';
import { packPayload } from '../drawing/packing/pack.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { unpackPayload } from '../drawing/packing/unpack.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import type { Measure } from '../drawing/thin-packed.js';
import { check } from '../drawing/validation.js';
import { thinDropout } from '../dropout/thin.js';

/** Lines of a payload within a run lie deeper than those of an output of its own. */
const DEEPER = 0.9;
/** Bytes that the few lines of packed payloads take more there. */
const DEEPER_PACKED = 256;

type Name = keyof RunLayersPayload;
const names: readonly Name[] = ['dropout', 'batchNorm', 'distributions'];

/** The payloads of a run's layers, together in `maxBytes` of JSON; one that cannot be made to fit is left out. */
export const thinLayers = (layers: RunLayersPayload, maxBytes: number): RunLayersPayload =>
  thin(layers, maxBytes * DEEPER, savedBytes);

/** The same as they are saved: packed, with as much of each as fits. Some may have been packed before. */
export function packLayers(layers: SavedLayers, maxBytes: number): SavedLayers {
  if (names.every((name) => isPacked(layers[name])) && savedBytes({ layers }) <= maxBytes) return layers;
  const plain = thin(plainLayers(layers), maxBytes - DEEPER_PACKED, savedPackedBytes);
  const packed: SavedLayers = {};
  for (const name of names) if (plain[name]) packed[name] = packPayload(plain[name]);
  return packed;
}

const isPacked = (layer: unknown): boolean =>
  layer === undefined || (layer as { version?: unknown }).version === 2;

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
  let left = sizes.length;
  for (const [name] of sizes.sort(([, a], [, b]) => a - b)) {
    // What a small one does not need is left to the larger ones.
    const share = room / left;
    left -= 1;
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
