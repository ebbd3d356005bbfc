import type { DropoutLayer, DropoutPayload, Network } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { extremeRows, mostThatFits, pick, pickBits, pickMatrix, spacedRows } from '../drawing/thin-packed.js';

/** What is given up, in this order: samples of a step, steps below that number, weights but the newest, all weights. */
const LEVELS: readonly { samples: number; steps: number; weights: 'all' | 'newest' | 'none' }[] = [
  { samples: Number.POSITIVE_INFINITY, steps: 60, weights: 'all' },
  { samples: 8, steps: 40, weights: 'all' },
  { samples: 4, steps: 30, weights: 'newest' },
  { samples: 1, steps: 16, weights: 'newest' },
  { samples: 1, steps: 2, weights: 'newest' },
  { samples: 1, steps: 2, weights: 'none' },
];

/**
 * The record of dropout with as many steps as fit into `maxBytes` of saved notebook: evenly spread ones, the first, the
 * last, and those where the least and the most was kept. Then samples and earlier weights give way. Null where nothing
 * fits.
 */
export function thinDropout(payload: DropoutPayload, maxBytes: number): DropoutPayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  const longest = Math.max(0, ...payload.layers.map(({ steps }) => steps.length));
  const of = payload.thinned?.steps.of ?? longest;
  for (const { samples, steps, weights } of LEVELS) {
    const network = withWeights(payload.network, weights);
    const fitted = mostThatFits(Math.min(steps, longest), longest, maxBytes, (keep): DropoutPayload => {
      const layers = payload.layers.map((layer) => thinLayer(layer, keep, samples));
      const kept = Math.max(0, ...layers.map((layer) => layer.steps.length));
      return { ...payload, network, layers, thinned: { steps: { kept, of } } };
    });
    if (fitted) return fitted;
  }
  return null;
}

function thinLayer(layer: DropoutLayer, keep: number, most: number): DropoutLayer {
  const rows = spacedRows(layer.steps.length, keep, extremeRows(layer.kept));
  const samples = pick(layer.samples, rows).map((count) => Math.min(count, most));
  let before = 0;
  const firsts = layer.samples.map((count) => {
    before += count;
    return before - count;
  });
  const masks = rows.flatMap((row, at) =>
    Array.from({ length: samples[at] as number }, (_, sample) => (firsts[row] as number) + sample),
  );
  return {
    ...layer,
    steps: pick(layer.steps, rows),
    epochs: pick(layer.epochs, rows),
    samples,
    batch: pick(layer.batch, rows),
    masks: pickBits(layer.masks, masks),
    kept: pick(layer.kept, rows),
    counts: { draws: pick(layer.counts.draws, rows), kept: pickMatrix(layer.counts.kept, rows) },
  };
}

function withWeights(network: Network, which: 'all' | 'newest' | 'none'): Network {
  const { weights, strongest = [], ...rest } = network;
  if (which === 'all') return network;
  const chosen = <T extends { from: number; to: number; epoch: number }>(all: readonly T[]): T[] =>
    which === 'none'
      ? []
      : all.filter(
          ({ from, to, epoch }) =>
            !all.some((other) => other.from === from && other.to === to && other.epoch > epoch),
        );
  const large = chosen(strongest);
  return { ...rest, weights: chosen(weights), ...(large.length > 0 && { strongest: large }) };
}
