import { fromSample, type GradientsPayload } from '../../protocol/index.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { extremeRows, mostThatFits, pick, spacedRows } from '../drawing/thin-packed.js';

/**
 * The gradients of as many epochs as fit into `maxBytes` of saved notebook: evenly spread ones, the first, the last, and those
 * with the least and the greatest gradient of the first layer. Null where nothing fits.
 */
export function thinGradients(payload: GradientsPayload, maxBytes: number): GradientsPayload | null {
  if (savedPackedBytes(payload, maxBytes) <= maxBytes) return payload;
  const { epochs, layers } = payload;
  const of = payload.thinned?.epochs.of ?? epochs.length;
  const extremes = extremeRows((layers[0]?.norm ?? []).map((value) => fromSample(value) ?? Number.NaN));
  return mostThatFits(
    Math.min(2, epochs.length),
    epochs.length,
    maxBytes,
    (keep): GradientsPayload => {
      const rows = spacedRows(epochs.length, keep, extremes);
      return {
        ...payload,
        epochs: pick(epochs, rows),
        layers: layers.map(({ dead, ...layer }) => ({
          ...layer,
          norm: pick(layer.norm, rows),
          perWeight: pick(layer.perWeight, rows),
          weightNorm: pick(layer.weightNorm, rows),
          ...(dead && { dead: pick(dead, rows) }),
        })),
        thinned: { epochs: { kept: rows.length, of } },
      };
    },
    savedPackedBytes,
  );
}
