import type { BatchNormPayload } from '../../protocol/index.js';
import { type LayerReading, readLayer } from './layer-reading.js';
import { judge, type Verdict } from './model.js';

/** A layer as numbers, and whether its training and inference agree. */
export interface JudgedLayer {
  reading: LayerReading;
  verdict: Verdict;
}

/** Every layer of a payload, in the order of the model. */
export const judgedLayers = ({ layers }: BatchNormPayload): JudgedLayer[] =>
  layers.map((layer) => {
    const reading = readLayer(layer);
    return { reading, verdict: judge(reading) };
  });

function weight({ verdict }: JudgedLayer): number {
  if (verdict.level === 'broken') return Number.POSITIVE_INFINITY;
  if (verdict.level === 'nothing') return -1;
  // Of layers that agree none comes before one that does not, as where single batches are noisy.
  return verdict.distance + (verdict.level === 'agree' ? 0 : 1);
}

/** The layer that is shown at first: the one whose training and inference differ most, else the first. */
export function worstLayer(judged: readonly JudgedLayer[]): JudgedLayer | null {
  return judged.reduce<JudgedLayer | null>(
    (found, each) => (found && weight(found) >= weight(each) ? found : each),
    null,
  );
}
