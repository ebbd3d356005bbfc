import type { RunLayersPayload } from '../../protocol/index.js';
import { thinBatchNorm } from '../batch-norm/thin.js';
import { thinDistributions } from '../distributions/thin.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { thinDropout } from '../dropout/thin.js';

/** Lines of a payload within a run lie deeper than those of an output of its own. */
const DEEPER = 0.9;

/** The payloads of a run's layers, together in `maxBytes` of saved notebook; one that cannot be made to fit is left out. */
export function thinLayers(layers: RunLayersPayload, maxBytes: number): RunLayersPayload {
  if (savedBytes({ layers }) <= maxBytes) return layers;
  const sizes = (Object.keys(layers) as (keyof RunLayersPayload)[]).map(
    (name) => [name, savedBytes(layers[name] ?? 0)] as const,
  );
  const names = sizes.sort(([, a], [, b]) => a - b).map(([name]) => name);
  const thinned: RunLayersPayload = {};
  let room = maxBytes * DEEPER;
  names.forEach((name, at) => {
    // What a small one does not need is left to the larger ones.
    const fitted = thin(layers, name, room / (names.length - at));
    if (!fitted) return;
    Object.assign(thinned, { [name]: fitted });
    room -= savedBytes(fitted);
  });
  return thinned;
}

function thin(layers: RunLayersPayload, name: keyof RunLayersPayload, maxBytes: number): unknown {
  const { dropout, batchNorm, distributions } = layers;
  if (name === 'dropout') return dropout && thinDropout(dropout, maxBytes);
  if (name === 'batchNorm') return batchNorm && thinBatchNorm(batchNorm, maxBytes);
  return distributions && thinDistributions(distributions, maxBytes);
}
