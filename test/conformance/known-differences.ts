import { type Case, idOf, type Phase } from './case.js';
import type { EngineName } from './start-engine.js';

/** A difference between the engines that is known, with its cause. One that is no longer there fails the suite. */
interface KnownDifference {
  /** Whose results are not as they should be. */
  engine: EngineName;
  /** Fits phase, row and name: "backward avgPool: [3 6 7 4] …". */
  which: RegExp;
  why: string;
}

const SAME_3D =
  /^\w+ (layers\.)?(conv3d|conv3dTranspose|maxPool3d|avgPool3d|maxPooling3d|averagePooling3d): .*same/;

export const knownDifferences: readonly KnownDifference[] = [
  {
    engine: 'native',
    which: /^(forward|backward) conv2d: a padding of its own/,
    why: "tfjs-node has 'same' and 'valid' only, and says so. No layer has a padding of its own.",
  },
  {
    engine: 'native',
    which: /^\w+ (layers\.maxPooling3d|maxPool3d): .*strides .*3.*same/,
    why: 'Where strides leave gaps of two between windows, MaxPool3D of TensorFlow moves its windows, and its gradient is 0.',
  },
  {
    engine: 'cpu',
    which: /^backward elu: of NaN/,
    why: 'The gradient of NaN is NaN there, and the incoming gradient in TensorFlow.',
  },
  {
    engine: 'cpu',
    which: /^(forward|backward) maxPool: with NaN/,
    why: 'The plain kernel gives NaN for a window with a NaN, where TensorFlow passes it over.',
  },
  { engine: 'cpu', which: /^(forward sign|backward abs): of NaN/, why: 'The plain kernel gives 0 for NaN.' },
  {
    engine: 'cpu',
    which: /^\w+ cumsum: along -1/,
    why: 'The plain kernel takes no axis that is counted from the end.',
  },
  {
    engine: 'cpu',
    which: SAME_3D,
    why: 'tfjs-core finds a padding below zero where strides leave gaps between windows, and moves them.',
  },
  {
    engine: 'cpu',
    which:
      /^(backward|trained) (layers\.averagePooling[12]d|avgPool|layers\.averagePooling3d|avgPool3d): .*same/,
    why: 'The plain gradient of an average is shared among the padding too.',
  },
  {
    engine: 'cpu',
    which: /^(backward|trained) (layers\.maxPooling3d|maxPool3d): /,
    why: "The plain gradient takes a window's height for its width.",
  },
  {
    engine: 'cpu',
    which:
      /^(backward|trained) (resizeBilinear|resizeNearestNeighbor|layers\.upSampling2d|layers\.resizing|layers\.randomWidth): /,
    why: 'The plain gradients of resizing are wrong where height and width differ.',
  },
];

export const knownDifference = (engine: EngineName, test: Case, phase: Phase): KnownDifference | undefined =>
  knownDifferences.find((known) => known.engine === engine && known.which.test(`${phase} ${idOf(test)}`));
