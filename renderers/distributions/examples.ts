import { type Distribution, type DistributionsPayload, type Sample, toSample } from '../../protocol/index.js';
import { sketchHistogram } from '../drawing/sketch-histogram.js';

interface LayerSketch {
  name: string;
  activation: string;
  units?: number;
  /** Root mean square of its gradient, at an epoch. */
  gradient: (epoch: number) => number;
  dead?: (epoch: number) => number;
  saturated?: (epoch: number) => number;
  /** Size of its weights, at an epoch. */
  size?: (epoch: number) => number;
}

/** A made-up record of layers; epoch 0 is before the first step. */
function sketch(
  layers: LayerSketch[],
  epochs: number,
  more: Partial<DistributionsPayload> & { l2?: number } = {},
): DistributionsPayload {
  const { l2 = 0, ...rest } = more;
  const list = Array.from({ length: epochs + 1 }, (_, epoch) => epoch);
  const column = (of: (epoch: number) => number | null): Sample[] => list.map((epoch) => toSample(of(epoch)));
  const afterStart = (of: (epoch: number) => number) => column((epoch) => (epoch === 0 ? null : of(epoch)));
  const growth = (epoch: number) => 1 + 0.5 * (1 - Math.exp(-epoch / 8));
  const spread = (
    layer: string,
    what: Distribution['what'],
    name: string,
    of: (epoch: number) => { mean: number; deviation: number; floor?: number },
    count: number,
    extra: Partial<Distribution> = {},
  ): Distribution => {
    const known = (epoch: number) => what === 'weight' || epoch > 0;
    const value = (read: (epoch: number) => number) => column((epoch) => (known(epoch) ? read(epoch) : null));
    return {
      layer,
      className: 'Dense',
      what,
      name,
      histograms: list.map((epoch) => {
        const { mean, deviation, floor } = of(epoch);
        const whole = known(epoch) && Number.isFinite(mean) && Number.isFinite(deviation);
        return whole
          ? sketchHistogram(mean, deviation, { count, ...(floor !== undefined && { floor }) })
          : null;
      }),
      mean: value((epoch) => of(epoch).mean),
      standardDeviation: value((epoch) => of(epoch).deviation),
      norm: value((epoch) => Math.hypot(of(epoch).mean, of(epoch).deviation) * Math.sqrt(count)),
      ...extra,
    };
  };
  const records = layers.flatMap(
    ({ name, activation, units = 16, gradient, dead, saturated, size = growth }) => [
      spread(
        name,
        'weight',
        'kernel',
        (epoch) => ({ mean: 0.02 * size(epoch), deviation: 0.3 * size(epoch) }),
        units * units,
      ),
      spread(
        name,
        'weight',
        'bias',
        (epoch) => ({ mean: 0.01 * epoch, deviation: 0.01 + 0.004 * epoch }),
        units,
      ),
      spread(
        name,
        'activation',
        activation,
        (epoch) => ({
          mean: 0.3 + 0.02 * epoch,
          deviation: 0.8 * size(epoch),
          ...(activation === 'relu' && { floor: 0 }),
        }),
        units * 32,
        { ...(dead && { dead: afterStart(dead) }), ...(saturated && { saturated: afterStart(saturated) }) },
      ),
      spread(name, 'gradient', 'kernel', (epoch) => ({ mean: 0, deviation: gradient(epoch) }), units * units),
      spread(name, 'gradient', 'bias', (epoch) => ({ mean: 0, deviation: gradient(epoch) * 2 }), units),
    ],
  );
  const norm = (epoch: number) => 12 * (l2 ? 1.05 - 0.55 * (1 - Math.exp(-epoch / 6)) : growth(epoch));
  return {
    version: 1,
    run: 'run-distributions-example',
    name: 'Run 1',
    status: 'completed',
    plannedEpochs: epochs,
    epochs: list,
    layers: records,
    penalty: afterStart((epoch) => l2 * norm(epoch) ** 2),
    dataLoss: afterStart((epoch) => 0.35 + 0.35 * Math.exp(-epoch / 5)),
    weightNorm: column(norm),
    ...rest,
  };
}

const falling = (start: number) => (epoch: number) => start * Math.exp(-epoch / 10);
const healthy: LayerSketch[] = [
  {
    name: 'dense_1',
    activation: 'relu',
    gradient: falling(0.02),
    dead: (epoch) => Math.min(0.12, epoch * 0.02),
  },
  { name: 'dense_2', activation: 'relu', gradient: falling(0.03), dead: () => 0.06 },
  {
    name: 'dense_3',
    activation: 'sigmoid',
    units: 4,
    gradient: falling(0.05),
    saturated: (epoch) => Math.min(0.3, epoch / 60),
  },
];
const deep = (count: number, part: number): LayerSketch[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `dense_${index + 1}`,
    activation: 'sigmoid',
    units: 6,
    gradient: falling(0.05 * part ** (count - 1 - index)),
    saturated: () => 0.1 + (0.5 * index) / count,
  }));

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const distributionsExamples: Record<string, () => DistributionsPayload> = {
  healthy: () => sketch(healthy, 20),
  l2: () =>
    sketch(
      healthy.map((layer) => ({ ...layer, size: (epoch) => 1 - 0.5 * (1 - Math.exp(-epoch / 6)) })),
      20,
      { l2: 0.003 },
    ),
  'dead-and-saturated': () =>
    sketch(
      [
        { ...(healthy[0] as LayerSketch), dead: (epoch) => Math.min(0.69, epoch * 0.1) },
        {
          ...(healthy[1] as LayerSketch),
          activation: 'tanh',
          saturated: (epoch) => Math.min(0.81, 0.3 + epoch * 0.06),
          dead: undefined as never,
        },
        healthy[2] as LayerSketch,
      ],
      10,
    ),
  vanishing: () => sketch(deep(8, 0.25), 8),
  exploding: () =>
    sketch(
      healthy.map((layer, index) => ({
        ...layer,
        gradient: (epoch) => 0.02 * (index === 0 ? 3 ** epoch : 1),
      })),
      7,
    ),
  'not-finite': () =>
    sketch(
      healthy.map((layer) => ({
        ...layer,
        gradient: (epoch) => (epoch >= 6 ? Number.NaN : 0.02 * 4 ** epoch),
        size: (epoch) => (epoch >= 6 ? Number.POSITIVE_INFINITY : 1),
      })),
      7,
      { status: 'failed' },
    ),
  'fifty-layers': () => sketch(deep(50, 0.8), 6),
  'one-layer': () => sketch([healthy[2] as LayerSketch], 5),
  'before-training': () => sketch(healthy, 0, { status: 'running' }),
  'zero-width': () => sketch([{ name: 'dense_1', activation: 'relu', units: 0, gradient: () => 0 }], 3),
  'no-epochs': () => ({
    ...sketch([], 0),
    epochs: [],
    penalty: [],
    dataLoss: [],
    weightNorm: [],
    layers: [],
    status: 'running',
  }),
  'odd-names': () =>
    sketch(
      healthy.map((layer, index) => ({
        ...layer,
        name: index ? `층 ${index} "<i>"` : "<script>alert('1')</script>",
      })),
      6,
      { name: '<b>실행</b> 1' },
    ),
};
