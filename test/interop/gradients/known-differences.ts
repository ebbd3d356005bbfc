import type { EngineName } from '../../conformance/start-engine.js';

/** A gradient that is left as it is, and why. One that has become TensorFlow's fails the test. */
interface KnownDifference {
  /** Without one: on every engine. */
  engine?: EngineName;
  /** Fits the operation and the point: "relu: NaN and infinities". */
  which: RegExp;
  why: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    which: /^relu: NaN/,
    why: 'A NaN stays one, where TensorFlow sends back 0: the loss is NaN in both, and another operation would cost time in every step.',
  },
  {
    which: /^(acosh|rsqrt): NaN/,
    why: 'At −Infinity, where there is no value, the gradient is 0, and NaN in TensorFlow.',
  },
  {
    which: /^div: a row to a matrix/,
    why: 'Of several divisions by one 0 the products are added up before they are divided: an infinity, where TensorFlow adds up infinities of both signs.',
  },
  { which: /^prelu: NaN/, why: 'A slope that is no number counts for negative values only.' },
  {
    which: /^logSumExp: NaN/,
    why: 'Of rows with an infinity TensorFlow takes another value for the largest.',
  },
  {
    which: /^image.cropAndResize: /,
    why: 'TensorFlow.js has no gradient of it, and says so.',
  },
  {
    which: /^losses.softmaxCrossEntropy: by the labels/,
    why: 'Labels are what is given; their gradient in tfjs-core is that of the logits, mirrored.',
  },
  {
    engine: 'native',
    which: /^conv3d: .*dilation [23]/,
    why: 'The TensorFlow in tfjs-node 4.22 has no dilated convolution over volumes, and says so.',
  },
  {
    engine: 'cpu',
    which: /^(abs|elu|pow): NaN/,
    why: 'The plain kernels have a sign of 0 for NaN, and NaN for NaN to the power of 0.',
  },
  {
    engine: 'cpu',
    which: /^matMul: .*batches repeated/,
    why: 'The plain kernel repeats the first batch only.',
  },
  {
    engine: 'cpu',
    which: /^maxPool3d: /,
    why: "The plain gradient takes a window's height for its width, and goes to one of equal values.",
  },
  {
    engine: 'cpu',
    which: /^avgPool(3d)?: equal values, same/,
    why: 'The plain gradient of an average is shared among the padding too.',
  },
  {
    engine: 'cpu',
    which: /^image.resize(Bilinear|NearestNeighbor): /,
    why: 'The plain gradients of resizing are wrong where height and width differ.',
  },
];

/** Operations with a gradient that no function of `tf` asks for, and why. */
export const neverAsked: Readonly<Record<string, string>> = {
  BroadcastTo: '`broadcastTo` is made of `tile`.',
  ComplexAbs: 'TensorFlow.js sends no gradient through complex numbers.',
  LogSoftmax: '`logSoftmax` brings a gradient of its own.',
};
