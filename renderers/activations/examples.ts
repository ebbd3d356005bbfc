import {
  type ActivationLayer,
  type ActivationsPayload,
  packMatrix,
  quantize,
  toSample,
} from '../../protocol/index.js';

type Value = (sample: number, channel: number, row: number, column: number) => number;

interface LayerSketch {
  name: string;
  className: string;
  activation?: string;
  /** [units], [steps, units] or [height, width, channels]. */
  shape: number[];
  channels?: number;
  pooled?: number;
  value: Value;
}

/** A made-up layer; its facts are of the values that are shown. */
function layer(
  { name, className, activation, shape, value, ...more }: LayerSketch,
  samples: number,
): ActivationLayer {
  const [a = 1, b = 1, c = 1] = shape;
  const { pooled = 1, channels = c } = more;
  const flat = shape.length === 1;
  const [height, width] = flat ? [1, a] : [Math.ceil(a / pooled), Math.ceil(b / pooled)];
  const count = shape.length === 3 ? channels : 1;
  const size = count * height * width;
  const values = Float32Array.from({ length: samples * size }, (_, i) => {
    const [sample, rest] = [Math.floor(i / size), i % size];
    const [channel, place] = [Math.floor(rest / (height * width)), rest % (height * width)];
    const raw = value(sample, channel, Math.floor(place / width), place % width);
    return activation === 'relu' ? Math.max(0, raw) : raw;
  });
  const own = (sample: number) => [...values.slice(sample * size, (sample + 1) * size)];
  const units = shape.at(-1) ?? 1;
  const unitOf = (i: number) => (shape.length === 3 ? Math.floor((i % size) / (height * width)) : i % units);
  const alive = new Set([...values.keys()].filter((i) => values[i] !== 0).map(unitOf));
  return {
    name,
    className,
    ...(activation && { activation }),
    shape,
    facts: Array.from({ length: samples }, (_, sample) => {
      const finite = own(sample).filter(Number.isFinite);
      const saturated = finite.filter(
        (each) => Math.abs(each) > (activation === 'tanh' ? 0.98 : 0.99),
      ).length;
      return {
        count: size,
        zeros: finite.filter((each) => each === 0).length,
        notFinite: size - finite.length,
        ...(/sigmoid|tanh/.test(activation ?? '') && { saturated }),
        min: finite.length ? toSample(Math.min(...finite)) : null,
        max: finite.length ? toSample(Math.max(...finite)) : null,
        mean: finite.length ? toSample(finite.reduce((sum, each) => sum + each, 0) / finite.length) : null,
      };
    }),
    units,
    silent: Math.max(0, (shape.length === 3 ? channels : units) - alive.size),
    ...(flat
      ? {
          strip: {
            units: Array.from({ length: a }, (_, unit) => unit),
            values: packMatrix(samples, a, values),
          },
        }
      : {
          maps: {
            height,
            width,
            pooled,
            channels: Array.from({ length: count }, (_, at) => Math.floor((at * c) / count)),
            values: quantize(samples * count, height * width, values),
          },
        }),
  };
}

const wave = (a: number, b: number): number => Math.sin(a * 1.7 + b * 0.9 + Math.sin(a * b * 0.13));
/** A ring, as of a handwritten 0, a little elsewhere in each sample. */
const ring: Value = (sample, _, row, column) => {
  const [y, x] = [row - 13.5 + sample, (column - 13.5) * (1.15 - 0.2 * sample)];
  return Math.max(0, 1 - Math.abs(Math.hypot(y, x) - 8) / 2.2);
};
const edge =
  (size: number, grown: number): Value =>
  (sample, channel, row, column) => {
    const [y, x] = [row * grown, column * grown];
    const angle = (channel / 8) * Math.PI * 2;
    const at = (dy: number, dx: number) => ring(sample, 0, y + dy, x + dx);
    const turned = (at(1, 0) - at(-1, 0)) * Math.sin(angle) + (at(0, 1) - at(0, -1)) * Math.cos(angle);
    return turned + 0.05 * wave(channel, size);
  };

const digits: LayerSketch[] = [
  { name: '', className: 'InputLayer', shape: [28, 28, 1], value: ring },
  { name: 'edges', className: 'Conv2D', activation: 'relu', shape: [26, 26, 8], value: edge(26, 1) },
  {
    name: 'pooled',
    className: 'MaxPooling2D',
    shape: [13, 13, 8],
    value: (...at) => Math.max(0, edge(13, 2)(...at)),
  },
  {
    name: 'hidden',
    className: 'Dense',
    activation: 'relu',
    shape: [64],
    value: (s, _, __, unit) => wave(unit, s + 1) * 2,
  },
  {
    name: 'classes',
    className: 'Dense',
    activation: 'softmax',
    shape: [10],
    value: (s, _, __, unit) => (unit === (s === 1 ? 6 : 0) ? 0.91 : unit === 8 ? 0.05 : 0.005),
  },
];

function sketch(
  layers: LayerSketch[],
  samples = 1,
  more: Partial<ActivationsPayload> = {},
): ActivationsPayload {
  return {
    version: 1,
    model: 'digits',
    samples,
    layers: layers.map((each) => layer(each, samples)),
    unchanged: 0,
    ...more,
  };
}

const dense = (name: string, units: number, activation: string, value: Value): LayerSketch => ({
  ...{ name, className: 'Dense', activation, shape: [units], value },
});
const row: LayerSketch = {
  ...{ name: '', className: 'InputLayer', shape: [6], value: (s, _, __, unit) => wave(unit, s) * 1.5 },
};

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const activationsExamples: Record<string, () => ActivationsPayload> = {
  digits: () => sketch(digits, 1, { unchanged: 2 }),
  samples: () =>
    sketch(digits, 3, {
      given: 32,
      labels: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
      title: 'A digit on its way',
    }),
  survival: () =>
    sketch(
      [
        row,
        dense('hidden1', 16, 'relu', (_, __, ___, unit) => wave(unit, 3)),
        dense('hidden2', 8, 'tanh', (_, __, ___, unit) => Math.tanh(wave(unit, 5))),
        dense('survived', 1, 'sigmoid', () => 0.83),
      ],
      1,
      { model: 'titanic', labels: ['died', 'survived'] },
    ),
  'silent-and-saturated': () =>
    sketch(
      [
        row,
        dense('hidden1', 32, 'relu', (_, __, ___, unit) => (unit === 4 || unit === 20 ? 0.7 : -1)),
        dense('hidden2', 16, 'relu', () => -1),
        dense('hidden3', 16, 'tanh', (_, __, ___, unit) => (unit % 4 ? 0.999 : -0.4)),
        dense('out', 3, 'softmax', (_, __, ___, unit) => [0.2, 0.3, 0.5][unit] as number),
      ],
      1,
      { model: 'stuck' },
    ),
  'not-finite': () =>
    sketch(
      [row, dense('hidden1', 12, 'relu', (_, __, ___, unit) => (unit % 3 ? wave(unit, 1) : Number.NaN))],
      1,
      {
        model: 'broken',
      },
    ),
  sequence: () =>
    sketch(
      [
        {
          name: '',
          className: 'InputLayer',
          shape: [24],
          value: (_, __, ___, step) => (step < 9 ? step * 37 + 4 : 0),
        },
        {
          name: 'words',
          className: 'Embedding',
          shape: [24, 16],
          value: (_, __, step, unit) => (step < 9 ? wave(step, unit) : 0) * 0.2,
        },
        {
          name: 'memory',
          className: 'LSTM',
          activation: 'tanh',
          shape: [16],
          value: (_, __, ___, unit) => Math.tanh(wave(unit, 2)) * 0.7,
        },
        dense('positive', 1, 'sigmoid', () => 0.27),
      ],
      1,
      { model: 'reviews', unchanged: 1 },
    ),
  'large-maps': () =>
    sketch(
      [
        {
          name: '',
          className: 'InputLayer',
          shape: [96, 96, 3],
          pooled: 3,
          value: (_, channel, y, x) => 0.5 + 0.5 * wave(y / 7, x / 5 + channel),
        },
        {
          name: 'conv',
          className: 'Conv2D',
          activation: 'relu',
          shape: [96, 96, 64],
          pooled: 3,
          channels: 16,
          value: (_, channel, y, x) => wave(y / 5 + channel, x / 6),
        },
      ],
      1,
      { model: 'photos', thinned: 'channels' },
    ),
  'wide-layer': () =>
    sketch([row, dense('wide', 256, 'relu', (_, __, ___, unit) => wave(unit, 7))], 1, { model: 'wide' }),
  'numbers-alone': () => {
    const { layers, ...payload } = sketch(digits, 1, { thinned: 'values' });
    const alone = layers.map(({ strip, maps, ...each }, index) =>
      index === 1 || index === 2 ? each : { ...each, ...(strip && { strip }), ...(maps && { maps }) },
    );
    return { ...payload, layers: alone };
  },
  'no-layers': () => sketch([], 1, { model: 'empty' }),
  'odd-names': () =>
    sketch(
      [row, { ...dense("<script>alert('1')</script>", 8, 'relu', (_, __, ___, unit) => wave(unit, 3)) }],
      1,
      {
        title: '<b>활성값</b> 1',
      },
    ),
};
