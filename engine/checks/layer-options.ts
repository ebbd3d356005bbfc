import { camelCase, type Domain, domains, either, oneOf } from '../options/index.js';

const { anything, boolean, finite, list, notNegative, positive, positiveCount, positiveCounts, text } =
  domains;

const sizes: Domain = {
  en: 'a list of sizes of one row, as in [4] or [28, 28, 1],',
  ko: '[4], [28, 28, 1]처럼 한 행의 크기를 담은 배열',
  allows: (value) =>
    Array.isArray(value) && value.every((size) => size === null || (Number.isInteger(size) && size >= 0)),
};

const rate: Domain = {
  en: 'a share from 0 to below 1',
  ko: '0 이상 1 미만의 비율',
  allows: (value) => typeof value === 'number' && value >= 0 && value < 1,
};

const fromZeroToOne: Domain = {
  en: 'a number from 0 to 1',
  ko: '0에서 1까지의 수',
  allows: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

const wholeNumbers: Domain = {
  en: 'a whole number, or a list of such',
  ko: '정수나 정수의 목록',
  allows: (value) => [value].flat(3).every(Number.isInteger),
};

/** One of these words, also as Keras spells it: `channels_last`. */
const word = (...words: string[]): Domain => {
  const domain = oneOf(...words);
  return { ...domain, allows: (value) => typeof value === 'string' && domain.allows(camelCase(value)) };
};

const paddings = word('valid', 'same', 'causal');
const spread = either(positive, list);

/** What an option may be, whichever layer has it. */
const options: Readonly<Record<string, Domain>> = {
  inputShape: sizes,
  batchInputShape: sizes,
  batchSize: positiveCount,
  name: text,
  trainable: boolean,
  units: positiveCount,
  filters: positiveCount,
  kernelSize: positiveCounts,
  strides: positiveCounts,
  dilationRate: positiveCounts,
  poolSize: positiveCounts,
  depthMultiplier: positiveCount,
  padding: either(paddings, wholeNumbers),
  dataFormat: word('channelsLast', 'channelsFirst'),
  useBias: boolean,
  rate,
  dropout: rate,
  recurrentDropout: rate,
  stddev: notNegative,
  seed: either(finite, text),
  inputDim: positiveCount,
  outputDim: positiveCount,
  inputLength: either(positiveCount, list),
  maskZero: boolean,
  maskValue: finite,
  momentum: fromZeroToOne,
  epsilon: notNegative,
  center: boolean,
  axis: either(wholeNumbers, list),
  axes: wholeNumbers,
  returnSequences: boolean,
  returnState: boolean,
  goBackwards: boolean,
  stateful: boolean,
  unroll: boolean,
  resetAfter: boolean,
  unitForgetBias: boolean,
  n: positiveCount,
  targetShape: wholeNumbers,
  dims: positiveCounts,
  size: spread,
  cropping: wholeNumbers,
  alpha: finite,
  theta: finite,
  maxValue: notNegative,
  sparse: boolean,
  sharedAxes: wholeNumbers,
  height: positiveCount,
  width: positiveCount,
  numTokens: positiveCount,
  normalize: boolean,
  mergeMode: word('sum', 'mul', 'concat', 'ave'),
  // Also says whether a GRU resets after its product (RESET_AFTER).
  implementation: anything,
};

const base =
  'inputShape batchInputShape batchSize dtype name trainable weights inputDType activityRegularizer customObjects';
const three = (part: string): string => `${part}Initializer ${part}Regularizer ${part}Constraint`;
const kernelAndBias = `activation useBias ${three('kernel')} ${three('bias')}`;
const window = 'poolSize strides padding';
const convolution = `filters kernelSize strides padding dataFormat dilationRate ${kernelAndBias}`;
const recurrent =
  'returnSequences returnState goBackwards stateful unroll inputDim inputLength zeroOutputForMask';
const cell = `units ${kernelAndBias} ${three('recurrent')} dropout recurrentDropout dropoutFunc seed`;
const gated = 'recurrentActivation implementation';

/** The options of each layer beside those that all have; before `|` what it cannot do without. */
const layers: Readonly<Record<string, string>> = {
  inputLayer: '| sparse',
  elu: '| alpha',
  reLU: '| maxValue negativeSlope threshold',
  leakyReLU: '| alpha negativeSlope',
  prelu: `| ${three('alpha')} sharedAxes`,
  softmax: '| axis',
  thresholdedReLU: '| theta',
  conv1d: `filters kernelSize | ${convolution}`,
  conv2d: `filters kernelSize | ${convolution}`,
  conv2dTranspose: `filters kernelSize | ${convolution}`,
  conv3d: `filters kernelSize | ${convolution}`,
  conv3dTranspose: `filters kernelSize | ${convolution}`,
  separableConv2d: `filters kernelSize | ${convolution} depthMultiplier ${three('depthwise')} ${three('pointwise')}`,
  depthwiseConv2d: `kernelSize | ${convolution.replace('filters ', '')} depthMultiplier ${three('depthwise')}`,
  cropping2D: 'cropping | dataFormat',
  upSampling2d: '| size dataFormat interpolation',
  zeroPadding2d: '| padding dataFormat',
  activation: 'activation |',
  dense: `units | ${kernelAndBias} inputDim`,
  dropout: 'rate | noiseShape seed',
  spatialDropout1d: 'rate | seed',
  gaussianDropout: 'rate | seed',
  gaussianNoise: 'stddev | seed',
  alphaDropout: 'rate | noiseShape seed',
  flatten: '| dataFormat',
  repeatVector: 'n |',
  reshape: 'targetShape |',
  permute: 'dims |',
  embedding: `inputDim outputDim | ${three('embeddings')} maskZero inputLength`,
  add: '|',
  average: '|',
  maximum: '|',
  minimum: '|',
  multiply: '|',
  concatenate: '| axis',
  dot: 'axes | normalize',
  batchNormalization: `| axis momentum epsilon center scale ${three('beta')} ${three('gamma')} movingMeanInitializer movingVarianceInitializer`,
  layerNormalization: `| axis epsilon center scale ${three('beta')} ${three('gamma')}`,
  averagePooling1d: `| ${window}`,
  averagePooling2d: `| ${window} dataFormat`,
  averagePooling3d: `| ${window} dataFormat`,
  maxPooling1d: `| ${window}`,
  maxPooling2d: `| ${window} dataFormat`,
  maxPooling3d: `| ${window} dataFormat`,
  globalAveragePooling1d: '|',
  globalMaxPooling1d: '|',
  globalAveragePooling2d: '| dataFormat',
  globalMaxPooling2d: '| dataFormat',
  gru: `units | ${recurrent} ${cell} ${gated} resetAfter`,
  lstm: `units | ${recurrent} ${cell} ${gated} unitForgetBias`,
  simpleRNN: `units | ${recurrent} ${cell}`,
  gruCell: `units | ${cell} ${gated} resetAfter`,
  lstmCell: `units | ${cell} ${gated} unitForgetBias`,
  simpleRNNCell: `units | ${cell}`,
  convLstm2d: `filters kernelSize | ${convolution} ${recurrent} ${cell.replace('units ', '')} ${gated} unitForgetBias`,
  convLstm2dCell: `filters kernelSize | ${convolution} ${cell.replace('units ', '')} ${gated} unitForgetBias`,
  rnn: `cell | ${recurrent}`,
  stackedRNNCells: 'cells |',
  bidirectional: 'layer | mergeMode',
  timeDistributed: 'layer |',
  masking: '| maskValue',
  rescaling: 'scale | offset',
  resizing: 'height width | interpolation cropToAspectRatio',
  centerCrop: 'height width |',
  categoryEncoding: 'numTokens | outputMode',
  randomWidth: 'factor | interpolation seed autoVectorize',
};

/** What Keras has and TensorFlow.js has not: the layer refuses these itself, where they are not as usual. */
const refusedByLayers: Readonly<Record<string, string>> = {
  inputLayer: 'ragged',
  dense: 'loraRank loraAlpha quantizationConfig',
  embedding: 'loraRank loraAlpha quantizationConfig sparse',
  conv1d: 'groups',
  conv2d: 'groups',
  conv3d: 'groups',
  conv2dTranspose: 'groups outputPadding',
  conv3dTranspose: 'groups outputPadding',
  depthwiseConv2d: 'groups',
  separableConv2d: 'groups',
  maxPooling1d: 'dataFormat',
  averagePooling1d: 'dataFormat',
  globalMaxPooling1d: 'keepdims keepDims dataFormat',
  globalAveragePooling1d: 'keepdims keepDims dataFormat',
  globalMaxPooling2d: 'keepdims keepDims',
  globalAveragePooling2d: 'keepdims keepDims',
  batchNormalization: 'renorm renormClipping virtualBatchSize adjustment',
  layerNormalization: 'rmsScaling',
  simpleRNN: 'timeMajor',
  gru: 'timeMajor',
  lstm: 'timeMajor',
  rnn: 'timeMajor',
  bidirectional: 'backwardLayer',
  categoryEncoding: 'sparse',
  centerCrop: 'dataFormat',
  resizing: 'padToAspectRatio antialias dataFormat',
};

const otherNames: Readonly<Record<string, string>> = {
  avgPool1d: 'averagePooling1d',
  avgPooling1d: 'averagePooling1d',
  avgPool2d: 'averagePooling2d',
  avgPooling2d: 'averagePooling2d',
  avgPool3d: 'averagePooling3d',
  avgPooling3d: 'averagePooling3d',
  maxPool1d: 'maxPooling1d',
  maxPool2d: 'maxPooling2d',
  globalMaxPool1d: 'globalMaxPooling1d',
  globalMaxPool2d: 'globalMaxPooling2d',
};

export interface LayerOptions {
  allowed: Readonly<Record<string, Domain>>;
  required: readonly string[];
}

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

/** The options of a layer of `tf.layers`; undefined for one that nobody has listed. */
export function layerOptions(layer: string): LayerOptions | undefined {
  const own = otherNames[layer] ?? layer;
  const line = layers[own];
  if (line === undefined) return undefined;
  const [required = '', further = ''] = line.split('|');
  const names = [...words(required), ...words(further), ...words(base), ...words(refusedByLayers[own] ?? '')];
  return {
    required: words(required),
    allowed: Object.fromEntries(names.map((name) => [name, options[name] ?? anything])),
  };
}
