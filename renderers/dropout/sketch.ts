import {
  type DropoutLayer,
  type DropoutPayload,
  type NetworkLayer,
  packBits,
  packMatrix,
  quantize,
} from '../../protocol/index.js';

/** Randomness that is the same on every machine, 0 to 1. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const input = (units: number, name = 'input'): NetworkLayer => ({
  name,
  className: 'InputLayer',
  kind: 'input',
  units,
  shape: [units],
  from: [],
});
export const dense = (name: string, units: number, from: number[], activation = 'relu'): NetworkLayer => ({
  name,
  className: 'Dense',
  kind: 'units',
  units,
  shape: [units],
  from,
  activation,
});
export const conv = (name: string, side: number, channels: number, from: number[]): NetworkLayer => ({
  name,
  className: 'Conv2D',
  kind: 'channels',
  units: channels,
  shape: [side, side, channels],
  from,
  activation: 'relu',
});
export const other = (name: string, className: string, shape: number[], from: number[]): NetworkLayer => ({
  name,
  className,
  kind: 'other',
  units: shape.at(-1) ?? 1,
  shape,
  from,
});
/** A dropout layer, to be put right behind the layer that it silences. */
export const dropout = (name: string, rate: number, over: NetworkLayer, from: number): NetworkLayer => ({
  name,
  className: 'Dropout',
  kind: 'other',
  units: over.units,
  shape: over.shape,
  from: [from],
  rate,
});

export interface DropoutSketch {
  name?: string;
  layers: NetworkLayer[];
  /** Pairs of layers that have weights between them; without it, each layer of units and the one that feeds it. */
  weights?: [from: number, to: number][];
  /** Layers whose dropout draws whole channels. */
  spatial?: number[];
  steps?: number;
  samples?: number;
  every?: number;
  stepsPerEpoch?: number;
  status?: DropoutPayload['status'];
}

const BATCH = 32;

/** A made-up run of a net with dropout, with masks drawn as dropout draws them. */
export function sketchDropout(sketch: DropoutSketch): DropoutPayload {
  const { layers, steps: count = 24, samples = 2, every = 7, stepsPerEpoch = 28 } = sketch;
  const steps = Array.from({ length: count }, (_, index) => 1 + index * every);
  const feeders = (layer: number): number[] =>
    (layers[layer]?.from ?? []).flatMap((from) => (layers[from]?.kind === 'other' ? feeders(from) : [from]));
  const weights =
    sketch.weights ??
    layers.flatMap(({ kind }, to) =>
      kind === 'units'
        ? feeders(to)
            .filter((from) => layers[from]?.kind !== 'channels')
            .map((from): [number, number] => [from, to])
        : [],
    );
  return {
    version: 1,
    run: `run-${sketch.name ?? 'example'}`,
    name: sketch.name ?? 'Run 1',
    status: sketch.status ?? 'completed',
    plannedEpochs: Math.ceil((steps.at(-1) ?? 0) / stepsPerEpoch),
    stepsPerEpoch,
    network: {
      layers,
      weights: weights.map(([from, to], index) => {
        const [rows, columns] = [layers[from]?.units ?? 0, layers[to]?.units ?? 0];
        const random = sequence(index + 11);
        const wide = Math.sqrt(6 / (rows + columns));
        const values = Float32Array.from(
          { length: rows * columns },
          () => (random() + random() + random() - 1.5) * wide,
        );
        return {
          from,
          to,
          epoch: Math.ceil((steps.at(-1) ?? 0) / stepsPerEpoch),
          values: quantize(rows, columns, values),
        };
      }),
    },
    layers: layers.flatMap(({ rate }, layer) =>
      rate === undefined ? [] : [drawMasks(layer, steps, samples, sketch)],
    ),
    every,
  };
}

function drawMasks(
  layer: number,
  steps: readonly number[],
  samples: number,
  sketch: DropoutSketch,
): DropoutLayer {
  const own = sketch.layers[layer] as NetworkLayer;
  const rate = own.rate ?? 0;
  const units = sketch.spatial?.includes(layer)
    ? own.units
    : own.shape.reduce<number>((all, size) => all * (size ?? 1), 1);
  const random = sequence(layer * 101 + 5);
  const draw = () => (random() >= rate ? 1 : 0);
  const bits = new Uint8Array(steps.length * samples * units);
  const totals = new Float32Array(units);
  const kept = new Float32Array(steps.length * units);
  const shares: number[] = [];
  const seen = new Set<string>();
  const { every = 7 } = sketch;
  steps.forEach((_, index) => {
    const from = index * samples * units;
    let working = 0;
    for (let at = 0; at < samples * units; at += 1) {
      bits[from + at] = draw();
      working += bits[from + at] as number;
      const unit = at % units;
      totals[unit] = (totals[unit] as number) + (bits[from + at] as number);
    }
    for (let sample = 0; sample < samples; sample += 1)
      if (seen.size < 5000 && units <= 4096)
        seen.add(bits.subarray(from + sample * units, from + (sample + 1) * units).join(''));
    kept.set(totals, index * units);
    shares.push(working / (samples * units));
  });
  return {
    layer,
    over: own.from[0] ?? 0,
    rate,
    units,
    seeded: false,
    steps: [...steps],
    epochs: steps.map((step) => Math.ceil(step / (sketch.stepsPerEpoch ?? 28))),
    samples: steps.map(() => samples),
    batch: steps.map(() => BATCH),
    masks: packBits(steps.length * samples, units, bits),
    kept: shares,
    counts: {
      draws: steps.map((__, index) => (index + 1) * samples),
      kept: packMatrix(steps.length, units, kept),
    },
    distinct: { masks: seen.size, atLeast: every > 1 },
  };
}
