import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../library/model-structure/model-parts.js';
import { type CostQuery, multiplyAdds } from '../../../library/model-structure/multiply-adds.js';

const cost = (
  className: string,
  config: Record<string, unknown>,
  input: Shape | Shape[],
  output: Shape,
  inner?: CostQuery['inner'],
) =>
  multiplyAdds({
    className,
    config,
    inputs: Array.isArray(input[0]) ? (input as Shape[]) : [input as Shape],
    outputs: [output],
    ...(inner && { inner }),
  });

const lstm = { className: 'LSTM', config: { units: 64 } };

/** Computed by hand: the formula stands in words beside each. */
const rows: [what: string, found: () => number | null, wanted: number | null][] = [
  ['dense: inputs × units', () => cost('Dense', { units: 32 }, [null, 13], [null, 32]), 13 * 32],
  [
    'dense over a sequence: for each place',
    () => cost('Dense', { units: 5 }, [null, 7, 3], [null, 7, 5]),
    7 * 3 * 5,
  ],
  [
    'dense over a sequence of any length',
    () => cost('Dense', { units: 5 }, [null, null, 3], [null, null, 5]),
    null,
  ],
  [
    'convolution: places × window × channels × filters',
    () => cost('Conv2D', { kernelSize: [3, 3], filters: 16 }, [null, 28, 28, 1], [null, 26, 26, 16]),
    26 * 26 * 9 * 1 * 16,
  ],
  [
    'convolution, channels first',
    () =>
      cost(
        'Conv2D',
        { kernelSize: [3, 3], filters: 16, dataFormat: 'channelsFirst' },
        [null, 4, 28, 30],
        [null, 16, 26, 28],
      ),
    26 * 28 * 9 * 4 * 16,
  ],
  [
    'convolution in one dimension',
    () => cost('Conv1D', { kernelSize: [5] }, [null, 100, 8], [null, 96, 32]),
    96 * 5 * 8 * 32,
  ],
  [
    'convolution in three',
    () => cost('Conv3D', { kernelSize: [2, 2, 2] }, [null, 8, 8, 8, 3], [null, 7, 7, 7, 4]),
    7 ** 3 * 8 * 3 * 4,
  ],
  [
    'transposed convolution: each input meets the window',
    () => cost('Conv2DTranspose', { kernelSize: [3, 3] }, [null, 7, 7, 64], [null, 14, 14, 32]),
    49 * 9 * 64 * 32,
  ],
  [
    'depthwise: no sum over channels',
    () =>
      cost(
        'DepthwiseConv2D',
        { kernelSize: [3, 3], depthMultiplier: 2 },
        [null, 10, 10, 8],
        [null, 10, 10, 16],
      ),
    100 * 9 * 8 * 2,
  ],
  [
    'separable: depthwise, then 1×1',
    () =>
      cost(
        'SeparableConv2D',
        { kernelSize: [3, 3], depthMultiplier: 1 },
        [null, 10, 10, 8],
        [null, 10, 10, 16],
      ),
    100 * 9 * 8 + 100 * 8 * 16,
  ],
  [
    'a map of any size',
    () => cost('Conv2D', { kernelSize: [3, 3] }, [null, null, null, 3], [null, null, null, 8]),
    null,
  ],
  [
    'simple recurrent: steps × units × (inputs + units)',
    () => cost('SimpleRNN', { units: 8 }, [null, 10, 4], [null, 8]),
    10 * 8 * 12,
  ],
  ['GRU: three gates', () => cost('GRU', { units: 8 }, [null, 10, 4], [null, 10, 8]), 10 * 3 * 8 * 12],
  ['LSTM: four gates', () => cost('LSTM', { units: 64 }, [null, 100, 32], [null, 64]), 100 * 4 * 64 * 96],
  ['LSTM over texts of any length', () => cost('LSTM', { units: 64 }, [null, null, 32], [null, 64]), null],
  [
    'both directions',
    () => cost('Bidirectional', {}, [null, 100, 32], [null, 128], [lstm]),
    2 * 100 * 4 * 64 * 96,
  ],
  [
    'a layer at each step',
    () =>
      cost(
        'TimeDistributed',
        {},
        [null, 10, 6],
        [null, 10, 4],
        [{ className: 'Dense', config: { units: 4 } }],
      ),
    10 * 24,
  ],
  [
    'a model at each step',
    () =>
      cost('TimeDistributed', {}, [null, 10, 6], [null, 10, 4], [{ className: 'Sequential', config: {} }]),
    null,
  ],
  [
    'cells one above the other',
    () =>
      cost(
        'RNN',
        {},
        [null, 10, 4],
        [null, 6],
        [
          { className: 'LSTMCell', config: { units: 8 } },
          { className: 'GRUCell', config: { units: 6 } },
        ],
      ),
    10 * (4 * 8 * 12 + 3 * 6 * 14),
  ],
  [
    'a cell of their own',
    () => cost('RNN', {}, [null, 10, 4], [null, 6], [{ className: 'MyCell', config: { units: 6 } }]),
    null,
  ],
  [
    'ConvLSTM2D: steps × places × four gates × window × (channels + filters)',
    () => cost('ConvLSTM2D', { kernelSize: [3, 3], filters: 6 }, [null, 5, 9, 9, 2], [null, 7, 7, 6]),
    5 * 49 * 4 * 6 * 9 * 8,
  ],
  [
    'embedding: a look-up',
    () => cost('Embedding', { inputDim: 100, outputDim: 8 }, [null, 12], [null, 12, 8]),
    0,
  ],
  ['embedding of any length', () => cost('Embedding', {}, [null, null], [null, null, 8]), 0],
  [
    'batch normalization: one for each value',
    () => cost('BatchNormalization', {}, [null, 5, 5, 3], [null, 5, 5, 3]),
    75,
  ],
  [
    'dot: a sum along the axis',
    () =>
      cost(
        'Dot',
        { axes: 1 },
        [
          [null, 30],
          [null, 30],
        ],
        [null, 1],
      ),
    30,
  ],
  ['dropout is nothing in inference', () => cost('Dropout', { rate: 0.5 }, [null, 9], [null, 9]), 0],
  ['pooling', () => cost('MaxPooling2D', {}, [null, 4, 4, 2], [null, 2, 2, 2]), 0],
  [
    'a sum of two',
    () =>
      cost(
        'Add',
        {},
        [
          [null, 4],
          [null, 4],
        ],
        [null, 4],
      ),
    0,
  ],
  ["a layer of one's own is never 0 in silence", () => cost('Antirectifier', {}, [null, 4], [null, 8]), null],
  ['attention', () => cost('MultiHeadAttention', {}, [null, 4, 8], [null, 4, 8]), null],
];

test.each(rows)('%s', (_, found, wanted) => {
  expect(found()).toBe(wanted);
});

const conv = (side: number, into: number, out: number, window = 3) =>
  cost('Conv2D', { kernelSize: [window, window] }, [null, side, side, into], [null, side, side, out]) ??
  Number.NaN;
const dense = (into: number, out: number) => cost('Dense', {}, [null, into], [null, out]) ?? Number.NaN;

describe('known nets', () => {
  test('VGG16 takes 15.47 thousand million multiply-adds', () => {
    const convolutions: [number, number, number][] = [
      [224, 3, 64],
      [224, 64, 64],
      [112, 64, 128],
      [112, 128, 128],
      [56, 128, 256],
      [56, 256, 256],
      [56, 256, 256],
      [28, 256, 512],
      [28, 512, 512],
      [28, 512, 512],
      [14, 512, 512],
      [14, 512, 512],
      [14, 512, 512],
    ];
    const maps = convolutions.reduce((all, [side, into, out]) => all + conv(side, into, out), 0);
    expect(maps).toBe(15_346_630_656);
    expect(maps + dense(25_088, 4096) + dense(4096, 4096) + dense(4096, 1000)).toBe(15_470_264_320);
  });

  test('MobileNet takes 569 million (Howard et al. 2017)', () => {
    const pairs: [side: number, into: number, out: number][] = [
      [112, 32, 64],
      [56, 64, 128],
      [56, 128, 128],
      [28, 128, 256],
      [28, 256, 256],
      [14, 256, 512],
      ...Array.from({ length: 5 }, (): [number, number, number] => [14, 512, 512]),
      [7, 512, 1024],
      [7, 1024, 1024],
    ];
    const separable = pairs.reduce((all, [side, into, out]) => {
      const depthwise = cost(
        'DepthwiseConv2D',
        { kernelSize: [3, 3] },
        [null, side, side, into],
        [null, side, side, into],
      );
      return all + (depthwise ?? Number.NaN) + conv(side, into, out, 1);
    }, 0);
    expect(conv(112, 3, 32) + separable + dense(1024, 1000)).toBe(568_740_352);
  });
});
