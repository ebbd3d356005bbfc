import {
  type Distribution,
  type DistributionsPayload,
  fromSample,
  type Histogram,
} from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { extremeRows, type Measure, mostThatFits, pick, spacedRows } from '../drawing/thin-packed.js';

/** What is given up, in this order: bins (so many become one), epochs below that number, histograms of biases. */
const LEVELS: readonly { merged: number; epochs: number; biases: boolean }[] = [
  { merged: 1, epochs: 16, biases: true },
  { merged: 2, epochs: 12, biases: true },
  { merged: 3, epochs: 6, biases: true },
  { merged: 3, epochs: 3, biases: false },
  { merged: 5, epochs: 2, biases: false },
];

/**
 * The distributions of as many epochs as fit into `maxBytes` of saved notebook: evenly spread ones, the first, the last,
 * and those with the extremes of the data loss. Then bins are merged, and biases give way. Null where nothing fits.
 */
export function thinDistributions(
  payload: DistributionsPayload,
  maxBytes: number,
  measure: Measure = savedBytes,
): DistributionsPayload | null {
  if (measure(payload, maxBytes) <= maxBytes) return payload;
  const { epochs } = payload;
  const of = payload.thinned?.epochs.of ?? epochs.length;
  const extremes = extremeRows(payload.dataLoss.map((value) => fromSample(value) ?? Number.NaN));
  for (const level of LEVELS) {
    const layers = payload.layers.filter(({ name }) => level.biases || name !== 'bias');
    const fitted = mostThatFits(
      Math.min(level.epochs, epochs.length),
      epochs.length,
      maxBytes,
      (keep): DistributionsPayload => {
        const rows = spacedRows(epochs.length, keep, extremes);
        return {
          ...payload,
          epochs: pick(epochs, rows),
          layers: layers.map((layer) => thinLayer(layer, rows, level.merged)),
          penalty: pick(payload.penalty, rows),
          dataLoss: pick(payload.dataLoss, rows),
          weightNorm: pick(payload.weightNorm, rows),
          thinned: { epochs: { kept: rows.length, of } },
        };
      },
      measure,
    );
    if (fitted) return fitted;
  }
  return null;
}

function thinLayer(layer: Distribution, rows: readonly number[], merged: number): Distribution {
  const { dead, saturated } = layer;
  return {
    ...layer,
    histograms: pick(layer.histograms, rows).map((histogram) => histogram && mergeBins(histogram, merged)),
    mean: pick(layer.mean, rows),
    standardDeviation: pick(layer.standardDeviation, rows),
    norm: pick(layer.norm, rows),
    ...(dead && { dead: pick(dead, rows) }),
    ...(saturated && { saturated: pick(saturated, rows) }),
  };
}

/** Bins whose number is a multiple of `merged` become fewer and wider; others stay. */
function mergeBins(histogram: Histogram, merged: number): Histogram {
  const { low, high, counts } = histogram;
  if (merged === 1 || counts.length % merged !== 0) return histogram;
  const wide = new Array<number>(counts.length / merged).fill(0);
  counts.forEach((count, bin) => {
    const at = Math.floor(bin / merged);
    wide[at] = (wide[at] as number) + count;
  });
  return { low, high, counts: wide };
}
