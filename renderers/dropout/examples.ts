import type { DropoutPayload, NetworkLayer } from '../../protocol/index.js';
import { conv, dense, dropout, input, other, sketchDropout } from './sketch.js';

/** Dense layers one behind the other, a dropout layer behind each hidden one that has a rate. */
export function chain(widths: readonly number[], rates: readonly (number | null)[]): NetworkLayer[] {
  const layers: NetworkLayer[] = [input(widths[0] ?? 1)];
  widths.slice(1).forEach((units, index) => {
    const last = index === widths.length - 2;
    const name = last ? 'output' : `dense_${index + 1}`;
    const made = dense(name, units, [layers.length - 1], last ? 'sigmoid' : 'relu');
    layers.push(made);
    const rate = rates[index];
    if (rate !== null && rate !== undefined && !last)
      layers.push(dropout(`dropout_${index + 1}`, rate, made, layers.length - 1));
  });
  return layers;
}

const lecture = () => sketchDropout({ name: 'Lecture net', layers: chain([5, 5, 5, 1], [0.5, 0.5]) });

/** Two inputs that meet, one of them past two layers. */
function twoInputs(): NetworkLayer[] {
  const layers = [input(8, 'numbers'), input(12, 'words'), dense('dense_words', 20, [1])];
  layers.push(dropout('dropout_words', 0.4, layers[2] as NetworkLayer, 2));
  layers.push(dense('dense_numbers', 10, [0]), dense('dense_words_2', 8, [3]));
  layers.push(other('concatenate', 'Concatenate', [18], [4, 5]));
  layers.push(dense('dense_joined', 16, [6]));
  layers.push(dropout('dropout_joined', 0.25, layers[7] as NetworkLayer, 7));
  layers.push(dense('output', 3, [8], 'softmax'));
  return layers;
}

/** Branches of different length and a connection past the middle ones. */
function branched(): NetworkLayer[] {
  const layers = [input(10), dense('stem', 16, [0])];
  layers.push(dropout('dropout_stem', 0.2, layers[1] as NetworkLayer, 1));
  layers.push(dense('left_1', 12, [2]), dense('left_2', 12, [3]), dense('right', 24, [2]));
  layers.push(dropout('dropout_right', 0.5, layers[5] as NetworkLayer, 5));
  layers.push({ ...dense('join', 52, [4, 6, 1]), className: 'Concatenate' });
  layers.push(dense('output', 2, [7], 'softmax'));
  return layers;
}

function convolutions(): NetworkLayer[] {
  const layers: NetworkLayer[] = [
    { ...input(1), kind: 'channels', shape: [28, 28, 1], units: 1 },
    conv('conv2d_1', 12, 16, [0]),
  ];
  layers.push({
    ...dropout('spatial_dropout', 0.25, layers[1] as NetworkLayer, 1),
    className: 'SpatialDropout2D',
  });
  layers.push(conv('conv2d_2', 5, 32, [2]));
  layers.push(dropout('dropout', 0.3, layers[3] as NetworkLayer, 3));
  layers.push(other('flatten', 'Flatten', [800], [4]));
  layers.push(dense('dense', 64, [5]));
  layers.push(dropout('dropout_dense', 0.5, layers[6] as NetworkLayer, 6));
  layers.push(dense('output', 10, [7], 'softmax'));
  return layers;
}

const deep = (width: (layer: number) => number): NetworkLayer[] =>
  chain(
    [12, ...Array.from({ length: 48 }, (_, layer) => width(layer)), 3],
    Array.from({ length: 48 }, (_, layer) => (layer % 4 === 1 ? 0.3 : null)),
  );

/** A payload with some parts replaced, as a damaged file or a diverged training leaves it. */
function broken(change: (payload: DropoutPayload) => void): DropoutPayload {
  const payload = sketchDropout({ layers: chain([4, 8, 1], [0.3]) });
  change(payload);
  return payload;
}
const firstLayer = (payload: DropoutPayload) => payload.layers[0] as DropoutPayload['layers'][number];
const firstWeights = (payload: DropoutPayload) =>
  payload.network.weights[0] as DropoutPayload['network']['weights'][number];

/** Named payloads: the gallery shows them, the picture tests keep them. Those named `bad-…` are not to be drawn. */
export const dropoutExamples: Record<string, () => DropoutPayload> = {
  lecture,
  titanic: () => sketchDropout({ name: 'Titanic', layers: chain([8, 16, 8, 1], [0.3, 0.2]), steps: 60 }),
  'one-layer': () =>
    sketchDropout({
      layers: [input(6), dropout('dropout', 0.2, input(6), 0), dense('output', 1, [1], 'sigmoid')],
    }),
  'one-unit': () => sketchDropout({ layers: chain([1, 1, 1], [0.5]) }),
  'full-32': () => sketchDropout({ layers: chain([32, 32, 32, 10], [0.5, 0.5]) }),
  'full-64': () => sketchDropout({ layers: chain([64, 64, 32, 10], [0.5, 0.3]) }),
  'wide-65': () => sketchDropout({ layers: chain([65, 65, 65], [0.4]) }),
  'wide-512': () =>
    sketchDropout({ layers: chain([64, 512, 512, 512, 10], [0.5, 0.5, 0.5]), steps: 6, samples: 1 }),
  'wide-4096': () => sketchDropout({ layers: chain([128, 4096, 10], [0.5]), steps: 4, samples: 1 }),
  convolutions: () => sketchDropout({ layers: convolutions(), spatial: [2], steps: 8 }),
  'two-inputs': () =>
    sketchDropout({
      layers: twoInputs(),
      weights: [
        [1, 2],
        [0, 4],
        [3, 5],
        [6, 7],
        [8, 9],
      ],
    }),
  branched: () =>
    sketchDropout({
      layers: branched(),
      weights: [
        [0, 1],
        [1, 3],
        [3, 4],
        [1, 5],
        [7, 8],
      ],
    }),
  'fifty-layers': () => sketchDropout({ layers: deep(() => 12) }),
  'fifty-wide-layers': () =>
    sketchDropout({
      layers: deep((at) => [16, 64, 256, 1024][at % 4] as number),
      weights: [],
      steps: 4,
      samples: 1,
    }),
  'rate-0': () => sketchDropout({ layers: chain([6, 12, 2], [0]) }),
  'rate-99': () => sketchDropout({ layers: chain([6, 24, 2], [0.99]) }),
  'rate-1': () =>
    broken((payload) => {
      const layer = firstLayer(payload);
      layer.rate = 1;
      layer.masks.bits = layer.masks.bits.replace(/[A-Za-z0-9+/]/g, '/');
      layer.counts.kept = { ...layer.counts.kept, float32: '' };
      layer.counts.draws = [];
      Object.assign(layer, { steps: [], epochs: [], samples: [], batch: [], kept: [] });
      layer.masks = { rows: 0, columns: 8, bits: '' };
      layer.counts.kept.rows = 0;
    }),
  'before-first-step': () => sketchDropout({ layers: chain([6, 12, 2], [0.3]), steps: 0, status: 'running' }),
  'odd-names': () =>
    sketchDropout({
      name: `"Quotes" & 'more' <script>alert(1)</script> 타이타닉`,
      layers: chain([5, 9, 2], [0.4]).map((layer) => ({ ...layer, name: `<b>${layer.name}</b>&"층"` })),
    }),
  'bad-version': () => broken((payload) => Object.assign(payload, { version: 4 })),
  'bad-no-dropout': () => broken((payload) => payload.layers.pop()),
  'bad-zero-width': () =>
    broken((payload) => Object.assign(payload.network.layers[1] as object, { units: 0, shape: [0] })),
  'bad-truncated-masks': () =>
    broken((payload) => {
      const { masks } = firstLayer(payload);
      masks.bits = masks.bits.slice(0, -7);
    }),
  'bad-truncated-weights': () =>
    broken((payload) => {
      const { values } = firstWeights(payload);
      values.int8 = values.int8.slice(0, 12);
    }),
  'bad-nan-weights': () =>
    broken((payload) => Object.assign(firstWeights(payload).values, { scale: Number.NaN })),
  'bad-infinite-weights': () =>
    broken((payload) => Object.assign(firstWeights(payload).values, { scale: Number.POSITIVE_INFINITY })),
  'bad-nan-counts': () =>
    broken((payload) =>
      Object.assign(firstLayer(payload).counts, { draws: payload.layers[0]?.steps.map(() => Number.NaN) }),
    ),
  'bad-order': () => broken((payload) => Object.assign(payload.network.layers[1] as object, { from: [9] })),
};
