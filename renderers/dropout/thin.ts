import type { DropoutLayer, DropoutPayload, Network } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import {
  extremeRows,
  type Measure,
  mostThatFits,
  pick,
  pickBits,
  pickMatrix,
  spacedRows,
} from '../drawing/thin-packed.js';

/** Masks of one step that are worth more than further steps. */
const SAMPLES = 4;
/** What is given up once these do not fit of every step: steps below that number, weights but the newest, samples, all weights. */
const LEVELS: readonly { samples: number; steps: number; weights: 'all' | 'newest' | 'none' }[] = [
  { samples: SAMPLES, steps: 60, weights: 'all' },
  { samples: SAMPLES, steps: 30, weights: 'newest' },
  { samples: 1, steps: 16, weights: 'newest' },
  { samples: 1, steps: 2, weights: 'newest' },
  { samples: 1, steps: 2, weights: 'none' },
];

/**
 * The record of dropout in `maxBytes` of saved notebook: every step with as many samples as fit; else as many steps as fit,
 * evenly spread, with the first, the last, and those where the least and the most was kept. Then earlier weights and samples
 * give way. Null where nothing fits.
 */
export function thinDropout(
  payload: DropoutPayload,
  maxBytes: number,
  measure: Measure = savedBytes,
): DropoutPayload | null {
  if (measure(payload, maxBytes) <= maxBytes) return payload;
  const longest = Math.max(0, ...payload.layers.map(({ steps }) => steps.length));
  const most = payload.layers.reduce((sum, layer) => layer.samples.reduce((a, b) => Math.max(a, b), sum), 0);
  const of = payload.thinned?.steps.of ?? longest;
  const thinned = (network: Network, keep: number, samples: number): DropoutPayload => {
    const layers = payload.layers.map((layer) => thinLayer(layer, keep, samples));
    const kept = Math.max(0, ...layers.map((layer) => layer.steps.length));
    return { ...payload, network, layers, ...(kept < of && { thinned: { steps: { kept, of } } }) };
  };
  const all = (samples: number) => thinned(payload.network, longest, samples);
  const whole = mostThatFits(Math.min(SAMPLES, most), most, maxBytes, all, measure);
  if (whole) return whole;
  for (const { samples, steps, weights } of LEVELS) {
    const network = withWeights(payload.network, weights);
    const some = (keep: number) => thinned(network, keep, samples);
    const fitted = mostThatFits(Math.min(steps, longest), longest, maxBytes, some, measure);
    if (fitted) return fitted;
  }
  return null;
}

/** The record with at most so many masks of each step. */
export const fewerSamples = (payload: DropoutPayload, most: number): DropoutPayload =>
  payload.layers.every(({ samples }) => samples.every((count) => count <= most))
    ? payload
    : { ...payload, layers: payload.layers.map((layer) => thinLayer(layer, layer.steps.length, most)) };

/** The record with the weights of at most so many epochs, with the first and the last of them. */
export function fewerWeights(payload: DropoutPayload, most: number): DropoutPayload {
  const { weights, ...network } = payload.network;
  const epochs = [...new Set(weights.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const kept = new Set(pick(epochs, spacedRows(epochs.length, most)));
  return { ...payload, network: { ...network, weights: weights.filter(({ epoch }) => kept.has(epoch)) } };
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
