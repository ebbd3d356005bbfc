import {
  axis,
  bool,
  complex,
  float,
  int,
  list,
  options,
  plain,
  type Row,
  row,
  rows,
  sizes,
  word,
  x,
} from '../signature.js';

const UNARY = `
  abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor isFinite isInf isNaN leakyRelu log log1p
  logSigmoid neg onesLike reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softplus sqrt square step tan
  tanh zerosLike clone print
  Tensor.toBool Tensor.toFloat Tensor.toInt Tensor.variable Tensor.array Tensor.arraySync Tensor.data Tensor.dataSync
  Tensor.bytes Tensor.buffer Tensor.bufferSync Tensor.toString Tensor.flatten Tensor.as1D Tensor.asScalar
`;

const BINARY = `
  add atan2 div divNoNan equal floorDiv greater greaterEqual less lessEqual maximum minimum mod mul notEqual pow sub
  squaredDifference losses.absoluteDifference losses.hingeLoss losses.huberLoss losses.logLoss
  losses.meanSquaredError
`;

export const elementwiseRows: readonly Row[] = [
  ...rows(UNARY, [x(2, 3)], [x()]),
  ...rows(BINARY, [x(2, 3), x(2, 3)], [x(2, 3), x(3)], [x(2, 1), x(1, 3)], [x(), x(4)]),
  ...rows('logicalAnd logicalOr logicalXor', [bool(2, 3), bool(2, 3)], [bool(2, 1), bool(3)]),
  row('logicalNot', [bool(2, 3)]),
  row('bitwiseAnd', [int([2, 3]), int([2, 3])]),
  row('prelu', [x(2, 3), x(3)], [x(2, 4, 3), x(4, 3)]),
  row('clipByValue', [x(2, 3), plain(-1), plain(1)], [x(4), plain(1), plain(-1)]),
  row('cast', [x(2, 3), word('int32')]),
  row('Tensor.asType', [x(2, 3), word('int32')]),
  row('where', [bool(2, 3), x(2, 3), x(2, 3)], [bool(2, 3), x(3), x()]),
  row('Tensor.where', [x(2, 3), bool(2, 3), x(2, 3)]),
  row('addN', [list(x(2, 3), x(2, 3), x(2, 3))]),
  row('movingAverage', [x(2, 3), x(2, 3), plain(0.9)]),
  row('complex', [x(2, 3), x(2, 3)]),
  ...rows('real imag', [complex(2, 3)]),
  row('dropout', [x(2, 3), plain(0), plain([2, 3]), plain(1)], [x(4), plain(1.5)], [x(4), plain(-0.1)]),
  row('losses.computeWeightedLoss', [x(2, 3), x(2, 3)], [x(2, 3), x()]),
  row('losses.cosineDistance', [x(2, 3), x(2, 3), axis(1, 2)]),
  ...rows(
    'losses.sigmoidCrossEntropy losses.softmaxCrossEntropy',
    [x(2, 3), x(2, 3)],
    [x(2, 3), x(2, 3), x()],
  ),
  row('softmax', [x(2, 3)], [x(2, 3), axis(1, 2)]),
  row('logSoftmax', [x(2, 3)], [x(2, 3), axis(1, 2)]),
  row('broadcastTo', [x(1, 3), sizes([2, 3])], [x(3), sizes([2, 3])]),
  row('broadcastArgs', [int([2], [1, 3]), int([2], [2, 3])]),
  row('ensureShape', [x(2, 3), sizes([2, 3])]),
  row('Tensor.reshapeAs', [x(2, 3), x(3, 2)]),
  row('sumOutType', [word('bool')]),
  row('upcastType', [word('float32'), word('int32')]),
  row(
    'batchNorm',
    [x(2, 4), x(4), x(4), x(4), x(4)],
    [x(2, 2, 2, 3), x(3), x(3)],
    [x(2, 4), x(2, 4), x(2, 4)],
    [x(2, 3, 2), x(1, 3, 1), x(1, 3, 1)],
  ),
  row('batchNorm2d', [x(2, 4), x(4), x(4), x(4), x(4)], [x(2, 4), x(2, 4), x(2, 4)]),
  row('batchNorm3d', [x(2, 2, 4), x(4), x(4), x(4), x(4)]),
  row('batchNorm4d', [x(2, 2, 2, 4), x(4), x(4), x(4), x(4)]),
  row('localResponseNormalization', [x(2, 2, 2, 4), sizes(2), plain(1), plain(1), plain(0.5)], [x(2, 2, 4)]),
  row('bincount', [int([4], [0, 1, 1, 3]), x(4), sizes(4)], [int([3], [0, -1, 9]), float([0], []), sizes(4)]),
  row(
    'denseBincount',
    [int([4], [0, 1, 1, 3]), x(4), sizes(4)],
    [int([2, 3], [0, 1, 1, 3, 2, 0]), x(2, 3), sizes(4)],
  ),
  row('fused.matMul', [options({ a: x(2, 3), b: x(3, 4), bias: x(4), activation: word('relu') })]),
];
