import type { Distribution, DistributionsPayload } from '../../protocol/index.js';
import { spreadRidges } from '../drawing/ridges.js';
import { savedBytes } from '../drawing/saved-bytes.js';

const FEWEST_EPOCHS = 3;

/** Half as many bins: neighbours together. */
function halveBins(record: Distribution): Distribution {
  return {
    ...record,
    histograms: record.histograms.map((histogram) => {
      if (!histogram || histogram.counts.length < 16 || histogram.counts.length % 2) return histogram;
      const counts = Array.from(
        { length: histogram.counts.length / 2 },
        (_, bin) => (histogram.counts[2 * bin] ?? 0) + (histogram.counts[2 * bin + 1] ?? 0),
      );
      return { ...histogram, counts };
    }),
  };
}

function atRows(payload: DistributionsPayload, rows: readonly number[], of: number): DistributionsPayload {
  const pick = <T>(list: readonly T[]): T[] => rows.map((row) => list[row] as T);
  return {
    ...payload,
    epochs: pick(payload.epochs),
    penalty: pick(payload.penalty),
    dataLoss: pick(payload.dataLoss),
    weightNorm: pick(payload.weightNorm),
    layers: payload.layers.map((record) => ({
      ...record,
      histograms: pick(record.histograms),
      mean: pick(record.mean),
      standardDeviation: pick(record.standardDeviation),
      norm: pick(record.norm),
      ...(record.dead && { dead: pick(record.dead) }),
      ...(record.saturated && { saturated: pick(record.saturated) }),
    })),
    thinned: { epochs: { kept: rows.length, of } },
  };
}

/**
 * Fewer epochs, evenly spread, then fewer bins, then histograms of the first weight of a layer alone, until the saved JSON
 * fits; `null` where even that does not.
 */
export function fitDistributions(
  payload: DistributionsPayload,
  maxBytes: number,
): DistributionsPayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  const of = payload.thinned?.epochs.of ?? payload.epochs.length;
  let fitted = payload;
  for (let most = payload.epochs.length; most > FEWEST_EPOCHS; ) {
    most = Math.max(FEWEST_EPOCHS, Math.floor(most * 0.75));
    fitted = atRows(payload, spreadRidges([...payload.epochs.keys()], most), of);
    // Coarse bins before a run of only a handful of epochs.
    if (most <= 12) fitted = { ...fitted, layers: fitted.layers.map(halveBins) };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  for (let passes = 0; passes < 2; passes += 1) {
    fitted = { ...fitted, layers: fitted.layers.map(halveBins) };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  const kept = new Set<string>();
  const layers = fitted.layers.map((record) => {
    const key = `${record.layer} ${record.what}`;
    if (!kept.has(key)) {
      kept.add(key);
      return record;
    }
    return { ...record, histograms: record.histograms.map(() => null) };
  });
  fitted = { ...fitted, layers };
  if (savedBytes(fitted) <= maxBytes) return fitted;
  fitted = {
    ...fitted,
    layers: layers.map((record) => ({ ...record, histograms: record.histograms.map(() => null) })),
  };
  return savedBytes(fitted) <= maxBytes ? fitted : null;
}
