import type { BatchNormPayload } from '../../protocol/index.js';
import { type LayerReading, readLayer } from './layer-reading.js';
import { judge, type Verdict } from './model.js';

/** The layer that is shown at first: the one whose training and inference differ most, else the first. */
export function layerToShow(payload: BatchNormPayload): { reading: LayerReading; verdict: Verdict } | null {
  let found: { reading: LayerReading; verdict: Verdict; weight: number } | null = null;
  for (const layer of payload.layers) {
    const reading = readLayer(layer);
    const verdict = judge(reading);
    const weight =
      verdict.level === 'broken'
        ? Number.POSITIVE_INFINITY
        : verdict.level === 'nothing'
          ? -1
          : verdict.distance;
    if (!found || weight > found.weight) found = { reading, verdict, weight };
  }
  return found;
}
