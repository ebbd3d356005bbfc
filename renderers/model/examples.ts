import type { ModelPayload } from '../../protocol/index.js';
import { batchNorm, conv, dense, input, plain, type SketchedLayer, sketchModel } from './sketch.js';

const titanic = (): ModelPayload =>
  sketchModel('titanic', 'Sequential', [
    input('Input 1', 13),
    dense('Dense 1', 13, 32, 'relu'),
    dense('Dense 2', 32, 16, 'relu'),
    dense('Dense 3', 16, 1, 'sigmoid'),
  ]);

const regularized = (): ModelPayload => ({
  ...sketchModel('sequential_1', 'Sequential', [
    input('Input 1', 13),
    dense('Dense 1', 13, 64, undefined, { regularizers: ['L2 0.001'] }),
    batchNorm('BatchNormalization 1', 64),
    plain('Activation 1', 'Activation', [64], { activation: 'relu' }),
    plain('Dropout 1', 'Dropout', [64], { rate: 0.3 }),
    dense('Dense 2', 64, 16, 'relu', { regularizers: ['L2 0.001'] }),
    plain('Dropout 2', 'Dropout', [16], { rate: 0.2 }),
    dense('Dense 3', 16, 1, 'sigmoid'),
  ]),
  run: 'run-7',
});

const convolutions = (): ModelPayload =>
  sketchModel('digits', 'Sequential', [
    input('Input 1', 28, 28, 1),
    conv('Conv2D 1', 28, 1, 16, 'relu'),
    plain('MaxPooling2D 1', 'MaxPooling2D', [14, 14, 16], { detail: '2×2' }),
    conv('Conv2D 2', 14, 16, 32, 'relu'),
    plain('MaxPooling2D 2', 'MaxPooling2D', [7, 7, 32], { detail: '2×2' }),
    plain('Flatten 1', 'Flatten', [1568]),
    dense('Dense 1', 1568, 64, 'relu'),
    plain('Dropout 1', 'Dropout', [64], { rate: 0.5 }),
    dense('Dense 2', 64, 10, 'softmax'),
  ]);

const branches = (): ModelPayload =>
  sketchModel('houses', 'Functional', [
    input('rooms', 12),
    input('picture', 32, 32, 3),
    { ...dense('Dense 1', 12, 32, 'relu'), from: ['rooms'] },
    { ...conv('Conv2D 1', 32, 3, 16, 'relu'), from: ['picture'] },
    { ...conv('Conv2D 2', 32, 16, 16, 'relu'), from: ['Conv2D 1'] },
    { ...plain('Add 1', 'Add', [32, 32, 16]), from: ['Conv2D 1', 'Conv2D 2'] },
    plain('GlobalAveragePooling2D 1', 'GlobalAveragePooling2D', [16]),
    { ...plain('Concatenate 1', 'Concatenate', [48]), from: ['Dense 1', 'GlobalAveragePooling2D 1'] },
    dense('Dense 2', 48, 24, 'relu'),
    { ...dense('price', 24, 1), from: ['Dense 2'] },
    { ...dense('district', 24, 5, 'softmax'), from: ['Dense 2'] },
  ]);

const shared = (): ModelPayload =>
  sketchModel('twins', 'Functional', [
    input('left', 64),
    input('right', 64),
    { ...dense('eye', 64, 32, 'relu'), from: ['left'] },
    { ...plain('Dropout 1', 'Dropout', [32], { rate: 0.2 }), from: ['eye'] },
    { ...dense('eye', 64, 32, 'relu'), from: ['right'] },
    { ...plain('Concatenate 1', 'Concatenate', [64]), from: ['Dropout 1', 'eye'] },
    dense('same', 64, 1, 'sigmoid'),
  ]);

const nested = (): ModelPayload =>
  sketchModel('autoencoder', 'Functional', [
    input('Input 1', 784),
    {
      name: 'encoder',
      className: 'Sequential',
      shape: [16],
      layers: [dense('Dense 1', 784, 128, 'relu'), dense('Dense 2', 128, 16, 'tanh')],
    },
    plain('GaussianNoise 1', 'GaussianNoise', [16], { rate: 0.1 }),
    {
      name: 'decoder',
      className: 'Sequential',
      shape: [784],
      layers: [
        { ...dense('Dense 3', 16, 128, 'relu'), frozen: true },
        { ...dense('Dense 4', 128, 784, 'sigmoid'), frozen: true },
      ],
    },
  ]);

function residualBlock(at: number, side: number, channels: number, before: string): SketchedLayer[] {
  return [
    { ...conv(`conv_${at}a`, side, channels, channels), from: [before] },
    batchNorm(`norm_${at}a`, side, side, channels),
    plain(`relu_${at}a`, 'ReLU', [side, side, channels]),
    conv(`conv_${at}b`, side, channels, channels),
    batchNorm(`norm_${at}b`, side, side, channels),
    { ...plain(`add_${at}`, 'Add', [side, side, channels]), from: [`norm_${at}b`, before] },
    plain(`relu_${at}b`, 'ReLU', [side, side, channels]),
  ];
}

/** So many residual blocks of seven layers. */
export function residual(blocks: number): ModelPayload {
  const layers = [input('image', 32, 32, 3), conv('stem', 32, 3, 16)];
  for (let at = 1; at <= blocks; at += 1)
    layers.push(...residualBlock(at, 32, 16, at === 1 ? 'stem' : `relu_${at - 1}b`));
  layers.push(plain('pool', 'GlobalAveragePooling2D', [16]), dense('classes', 16, 10, 'softmax'));
  return sketchModel('residual', 'Functional', layers);
}

const recurrent = (): ModelPayload =>
  sketchModel('reviews', 'Sequential', [
    input('Input 1', null),
    { ...plain('Embedding 1', 'Embedding', [null, 32]), weights: { embeddings: [10_000, 32] } },
    {
      ...plain('Bidirectional 1', 'Bidirectional', [128], { detail: 'LSTM', activation: 'tanh' }),
      weights: {
        'forward kernel': [32, 256],
        'forward recurrent_kernel': [64, 256],
        'forward bias': [256],
        'backward kernel': [32, 256],
        'backward recurrent_kernel': [64, 256],
        'backward bias': [256],
      },
      multiplyAdds: null,
    },
    plain('Dropout 1', 'Dropout', [128], { rate: 0.5 }),
    dense('Dense 1', 128, 1, 'sigmoid'),
  ]);

/** A weight that became NaN, one that is gone, a layer of the student's own. */
function spoilt(): ModelPayload {
  const payload = sketchModel('spoilt', 'Sequential', [
    input('Input 1', 4),
    dense('Dense 1', 4, 8, 'relu'),
    { ...plain('Antirectifier 1', 'Antirectifier', [16]), multiplyAdds: null },
    dense('Dense 2', 16, 3, 'softmax'),
  ]);
  const [, first, , last] = payload.layers;
  const [kernel] = first?.weights ?? [];
  if (kernel?.values) kernel.values = { ...kernel.values, nan: 12, infinite: 1 };
  for (const weight of last?.weights ?? []) delete weight.values;
  return payload;
}

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const modelExamples: Record<string, () => ModelPayload> = {
  titanic,
  regularized,
  convolutions,
  branches,
  shared,
  nested,
  residual: () => residual(9),
  recurrent,
  spoilt,
  empty: () => ({ version: 1, name: 'nothing', className: 'Sequential', layers: [], nodes: [] }),
  'odd-names': () => ({
    ...sketchModel('<script>alert(1)</script>', 'Sequential', [
      input('입력 "하나"', 3),
      dense("<b>o'layer</b> & a very long name that does not fit into its box", 3, 4, '<i>relu</i>'),
      { ...plain('나만의 층', '아주긴이름을가진나만의층클래스', [4]), multiplyAdds: null },
      dense('출력\u0000', 4, 1, 'sigmoid'),
    ]),
    title: '"모델" <한 번 더>',
  }),
};
