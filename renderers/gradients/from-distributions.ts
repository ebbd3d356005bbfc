import type { Distribution, DistributionsPayload, GradientsPayload, Sample } from '../../protocol/index.js';
import { toSample } from '../../protocol/index.js';
import { byLayer, mainGradient, rootMeanSquare } from '../distributions/model.js';

/** A weight of no numbers has no gradient. */
const isEmpty = ({ histograms }: Distribution, row: number): boolean =>
  histograms[row]?.counts.every((count) => count === 0) ?? false;

/** How large the gradients were that were recorded for the distributions of a run. */
export function gradientsOf(payload: DistributionsPayload): GradientsPayload {
  const { run, name, status, plannedEpochs, epochs, thinned } = payload;
  // What was recorded before the first step has no gradients.
  const rows = [...epochs.keys()].filter((row) => (epochs[row] as number) > 0);
  const of = (column: readonly Sample[] | undefined): Sample[] => rows.map((row) => column?.[row] ?? null);
  return {
    version: 1,
    run,
    name,
    status,
    plannedEpochs,
    epochs: rows.map((row) => epochs[row] as number),
    layers: byLayer(payload).flatMap((records) => {
      const gradient = mainGradient(records);
      if (!gradient) return [];
      const { layer, className, weights, activation } = records;
      return [
        {
          layer,
          className,
          weight: gradient.name,
          ...(activation?.name && { activation: activation.name }),
          norm: of(gradient.norm),
          perWeight: rows.map((row) =>
            toSample(isEmpty(gradient, row) ? null : rootMeanSquare(gradient, row)),
          ),
          weightNorm: of(weights.find((each) => each.name === gradient.name)?.norm),
          ...(activation?.dead && { dead: of(activation.dead) }),
        },
      ];
    }),
    ...(thinned && {
      // The weights before the first step are among what was counted.
      thinned: {
        epochs: { kept: rows.length, of: thinned.epochs.of - (epochs.length - rows.length) },
      },
    }),
  };
}
