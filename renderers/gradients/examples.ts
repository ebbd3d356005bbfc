import {
  type DistributionsPayload,
  type GradientLayer,
  type GradientsPayload,
  toSample,
} from '../../protocol/index.js';
import { distributionsExamples } from '../distributions/examples.js';
import { gradientsOf } from './from-distributions.js';

/** Of the distributions of this name. */
const of = (name: string) => (): GradientsPayload => ({
  ...gradientsOf((distributionsExamples[name] as () => DistributionsPayload)()),
  run: 'run-gradients-example',
});

/** A made-up net: the gradient per weight of each layer at each epoch. */
function sketch(
  layers: {
    layer: string;
    className?: string;
    activation?: string;
    weights?: number;
    perWeight(epoch: number): number;
  }[],
  epochs: number,
  more: Partial<GradientsPayload> = {},
): GradientsPayload {
  const list = Array.from({ length: epochs }, (_, index) => index + 1);
  return {
    version: 1,
    run: 'run-gradients-example',
    name: 'Run 1',
    status: 'completed',
    plannedEpochs: epochs,
    epochs: list,
    layers: layers.map(
      ({ layer, className = 'Dense', activation, weights = 400, perWeight }): GradientLayer => ({
        layer,
        className,
        weight: 'kernel',
        ...(activation && { activation }),
        perWeight: list.map((epoch) => toSample(perWeight(epoch))),
        norm: list.map((epoch) => toSample(perWeight(epoch) * Math.sqrt(weights))),
        weightNorm: list.map((epoch) => toSample(0.2 * Math.sqrt(weights) * (1 + epoch / 100))),
      }),
    ),
    ...more,
  };
}

const names = ['stem', 'block1_a', 'block1_b', 'block2_a', 'block2_b', 'classes'];
/** A net that recovers: its first layers learn nothing until the later ones have. */
const waking = (layer: number) => (epoch: number) =>
  0.02 * 10 ** (-(5 - layer) * Math.max(0.05, 1.1 - epoch / 24)) * (1 + 0.3 * Math.sin(epoch * 0.9 + layer));

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const gradientsExamples: Record<string, () => GradientsPayload> = {
  healthy: of('healthy'),
  vanishing: of('vanishing'),
  exploding: of('exploding'),
  'not-finite': of('not-finite'),
  waking: () =>
    sketch(
      names.map((layer, index) => ({
        layer,
        className: index < 5 ? 'Conv2D' : 'Dense',
        activation: index < 5 ? 'relu' : 'softmax',
        perWeight: waking(index),
      })),
      40,
    ),
  'no-gradient': () =>
    sketch(
      names.slice(3).map((layer) => ({ layer, activation: 'relu', perWeight: () => 0 })),
      4,
    ),
  'fifty-layers': of('fifty-layers'),
  'many-epochs': () =>
    sketch(
      names.map((layer, index) => ({
        layer,
        activation: 'tanh',
        perWeight: (epoch) =>
          0.03 * Math.exp(-epoch / 50) * (1 + 0.4 * Math.sin(epoch * (1.3 + index))) * 0.8 ** index,
      })),
      128,
      { plannedEpochs: 1000, thinned: { epochs: { kept: 128, of: 1000 } } },
    ),
  'one-layer': of('one-layer'),
  'one-epoch': () =>
    sketch(
      names.map((layer, index) => ({ layer, activation: 'relu', perWeight: () => 0.01 * (index + 1) })),
      1,
    ),
  'before-training': of('before-training'),
  'no-weights': () => sketch([], 3),
  'odd-names': of('odd-names'),
};
