import {
  type ActivationLayer,
  packMatrix,
  quantize,
  toSample,
  type ValueFacts,
} from '../../protocol/index.js';

/** Units of a layer that are shown; of more, so many evenly spread. */
const MOST_UNITS = 256;
/** Channels of a layer that are shown, and the longest side of a map: a larger one is averaged. */
const MOST_CHANNELS = 16;
const LONGEST_SIDE = 32;
/** The part of an activation function's range at each end in which a value is saturated. */
const MARGIN = 0.01;
const RANGES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  tanh: [-1, 1],
};

/** What a layer gave: `samples` × `shape` values. */
export interface LayerOutput {
  name: string;
  className: string;
  activation: string | undefined;
  /** The channels come before the sides of a map. */
  channelsFirst: boolean;
  /** Of one sample. */
  shape: readonly number[];
  values: ArrayLike<number>;
}

/** How the values of one sample lie: channels, each a map; a layer of units has maps of one value. */
interface Extent {
  channels: number;
  height: number;
  width: number;
  at(channel: number, row: number, column: number): number;
}

function extentOf({ shape, channelsFirst }: LayerOutput): Extent | undefined {
  const [a = 1, b = 1, c = 1] = shape;
  if (shape.length <= 1) return { channels: a, height: 1, width: 1, at: (channel) => channel };
  // Steps of a sequence, each with its units: one map.
  if (shape.length === 2)
    return { channels: 1, height: a, width: b, at: (_, row, column) => row * b + column };
  if (shape.length > 3) return undefined;
  return channelsFirst
    ? { channels: a, height: b, width: c, at: (channel, row, column) => (channel * b + row) * c + column }
    : { channels: c, height: a, width: b, at: (channel, row, column) => (row * b + column) * c + channel };
}

/** All of a list of so many, or as many as fit, evenly spread. */
const spread = (length: number, most: number): number[] =>
  Array.from({ length: Math.min(length, most) }, (_, i) =>
    length <= most ? i : Math.floor((i * length) / most),
  );

/** What a picture shows of a layer's output, with the facts of all its values. */
export function activationLayer(output: LayerOutput, samples: number): ActivationLayer {
  const { name, className, activation, shape } = output;
  const size = shape.reduce((product, each) => product * each, 1);
  const extent = extentOf(output);
  const range = RANGES[activation ?? ''];
  const facts = Array.from({ length: samples }, (_, sample) =>
    factsOf(output.values, sample * size, size, range),
  );
  return {
    name,
    className,
    ...(activation !== undefined && { activation }),
    shape: [...shape],
    facts,
    ...silentUnits(output, samples, size),
    ...(extent &&
      size > 0 &&
      (shape.length <= 1 ? stripOf(output, samples) : mapsOf(output, extent, samples, size))),
  };
}

function factsOf(
  values: ArrayLike<number>,
  from: number,
  count: number,
  range: readonly [number, number] | undefined,
): ValueFacts {
  let [zeros, notFinite, saturated, sum] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const margin = range ? MARGIN * (range[1] - range[0]) : 0;
  for (let i = from; i < from + count; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      notFinite += 1;
      continue;
    }
    if (value === 0) zeros += 1;
    if (range && (value <= range[0] + margin || value >= range[1] - margin)) saturated += 1;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const finite = count - notFinite;
  return {
    count,
    zeros,
    notFinite,
    ...(range && { saturated }),
    min: finite > 0 ? toSample(min) : null,
    max: finite > 0 ? toSample(max) : null,
    mean: finite > 0 ? toSample(sum / finite) : null,
  };
}

/** Units are the values of the last axis, or of the first where channels come first. */
function silentUnits(
  { shape, values, channelsFirst }: LayerOutput,
  samples: number,
  size: number,
): { units: number; silent: number } {
  const first = channelsFirst && shape.length > 2;
  const units = (first ? shape[0] : shape.at(-1)) ?? 1;
  const inner = first ? size / units : 1;
  const alive = new Uint8Array(units);
  for (let i = 0; i < samples * size; i++)
    if (values[i] !== 0) alive[Math.floor((i % size) / inner) % units] = 1;
  return { units, silent: units - alive.reduce((sum, each) => sum + each, 0) };
}

function stripOf({ values, shape }: LayerOutput, samples: number): Pick<ActivationLayer, 'strip'> {
  const count = shape[0] ?? 1;
  const units = spread(count, MOST_UNITS);
  const shown = new Float32Array(samples * units.length);
  for (let i = 0; i < shown.length; i++) {
    const sample = Math.floor(i / units.length);
    shown[i] = values[sample * count + (units[i % units.length] as number)] as number;
  }
  return { strip: { units, values: packMatrix(samples, units.length, shown) } };
}

function mapsOf(
  { values }: LayerOutput,
  { channels: count, height: tall, width: wide, at }: Extent,
  samples: number,
  size: number,
): Pick<ActivationLayer, 'maps'> {
  const pooled = Math.max(1, Math.ceil(Math.max(tall, wide) / LONGEST_SIDE));
  const [height, width] = [Math.ceil(tall / pooled), Math.ceil(wide / pooled)];
  const channels = spread(count, MOST_CHANNELS);
  const shown = new Float32Array(samples * channels.length * height * width);
  let place = 0;
  for (let sample = 0; sample < samples; sample++)
    for (const channel of channels)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          let [sum, of] = [0, 0];
          for (let y = row * pooled; y < Math.min(tall, (row + 1) * pooled); y++)
            for (let x = column * pooled; x < Math.min(wide, (column + 1) * pooled); x++) {
              sum += values[sample * size + at(channel, y, x)] as number;
              of += 1;
            }
          shown[place++] = sum / of;
        }
  return {
    maps: {
      height,
      width,
      pooled,
      channels,
      values: quantize(samples * channels.length, height * width, shown),
    },
  };
}
