import type { Side } from './run-engine.js';

/** A call of which we decide otherwise than TensorFlow.js on TensorFlow, and why. */
interface KnownDifference {
  /** Fits the call: "slice/0 argument 1: 1.5 at 0". */
  which: RegExp;
  /** Whose outcome differs. Default: all of ours. */
  sides?: readonly Side[];
  /**
   * What must become of it instead. `either`: as TensorFlow has it, or refused; `unlike`: another value, also where
   * TensorFlow gives none.
   */
  right: 'refused' | 'either' | 'unlike';
  /** Refused, it leaves tensors behind. */
  leaves?: true;
  why: string;
}

const PLAIN: readonly Side[] = ['embedded', 'cpu'];

export const knownDifferences: readonly KnownDifference[] = [
  {
    which: /^Tensor\.toString\//,
    right: 'unlike',
    why: 'Tensors are shown with the digits that tell their values apart.',
  },
  {
    which: /argument \d+: .*\b(1\.5|NaN|0\.5)\b/,
    right: 'refused',
    why: 'TensorFlow.js cuts fractions off on the way to TensorFlow and takes NaN for 0; TensorFlow itself refuses both.',
  },
  {
    which: /^(Tensor\.)?booleanMaskAsync\/\d argument 0: of complex64$/,
    sides: PLAIN,
    right: 'refused',
    leaves: true,
    why: 'The plain kernels gather no complex numbers; tfjs-core does not tidy up behind a function that gives a promise.',
  },
  {
    which: /of complex64$/,
    sides: PLAIN,
    right: 'either',
    why: 'Few of the plain kernels compute with complex numbers; the others say so.',
  },
  {
    which: /^tensor\/8 as it is/,
    right: 'refused',
    why: 'Numbers among texts, which TensorFlow.js takes for texts.',
  },
  {
    which: /^(Tensor\.)?round\/\d argument 0: of int32/,
    right: 'unlike',
    why: 'tfjs-node makes 0 of whole numbers that are rounded. They stay what they are.',
  },
  {
    which: /^image\.threshold\/2 /,
    right: 'unlike',
    why: "tfjs-node: the histogram that Otsu's method needs is rounded to 0.",
  },
  {
    which: /^(Tensor\.)?clipByValue\/0 argument 0: of bool/,
    right: 'refused',
    why: 'tfjs-node clips bool into int32 and gives 1 for every value.',
  },
  {
    which: /^(Tensor\.)?floorDiv\/[123] argument/,
    sides: ['embedded'],
    right: 'unlike',
    why: 'Of empty tensors the type is that of the plain kernel, int32.',
  },
  {
    which: /^(Tensor\.)?floorDiv\//,
    sides: ['cpu'],
    right: 'unlike',
    why: 'The plain kernel gives whole numbers in an int32 tensor.',
  },
  {
    which: /^(Tensor\.)?batchNorm(2d)?\/[123] argument \d: of (int32|bool)/,
    right: 'refused',
    why: 'tfjs-node converts the types where the statistics have several axes, and refuses them where they have one.',
  },
  {
    which: /^batchNorm\/1 argument 0: of shape \[2, 2, 2, 2, 3\]/,
    sides: PLAIN,
    right: 'unlike',
    why: 'Keras normalizes tensors of five axes; TensorFlow.js on TensorFlow has no kernel for them.',
  },
  {
    which: /^batchNorm\/3 /,
    sides: ['cpu'],
    right: 'unlike',
    why: 'The plain kernel takes statistics with several axes one after the other along the flat values.',
  },
  {
    which: /^(Tensor\.)?(mean|max|min|logSumExp|all|moments)\/\d argument 0: of shape \[.*\b0\b/,
    sides: ['cpu'],
    right: 'unlike',
    why: 'The plain kernels give 0, NaN and false for no values at all.',
  },
  {
    which: /^(Tensor\.)?(cumsum|cumprod)\/\d argument 1: axis -1/,
    sides: ['cpu'],
    right: 'unlike',
    why: 'The plain kernel takes no axis that is counted from the end.',
  },
  {
    which: /^(Tensor\.)?unsortedSegmentSum\/\d argument (0: of int32|1: of shape \[\])/,
    sides: ['cpu'],
    right: 'unlike',
    why: 'The plain kernel gives float32, and adds up all rows where there is one id.',
  },
  {
    which: /^(Tensor\.)?gather\/[12] argument 2: axis -1/,
    right: 'unlike',
    why: 'tfjs-node finds no place along an axis that is counted from the end.',
  },
  {
    which: /^range\/2 /,
    right: 'refused',
    why: 'Steps that lead away from the end: tfjs-core gives nothing for whole numbers, TensorFlow refuses them.',
  },
  {
    which: /^tensor(2d)?\/2 as it is/,
    right: 'refused',
    why: 'Rows of unequal length: TensorFlow.js looks at the first alone.',
  },
  {
    which: /^(Tensor\.)?(fft|ifft|irfft|spectral\.(fft|ifft|irfft))\/\d argument 0: of shape \[(2, )?0\]/,
    right: 'either',
    why: 'tfjs-core divides by the number of values.',
  },
  {
    which: /^((Tensor\.|spectral\.)?rfft\/2 argument 1: -1|signal\.(frame|stft)\/\d argument [13]: (0|-1))$/,
    right: 'refused',
    why: 'Frames and spectra of no length, or less.',
  },
  {
    which: /^TensorBuffer\.(set|locToIndex|indexToLoc)\/0 /,
    right: 'either',
    why: 'Places outside a buffer: TensorFlow.js writes to another place, or counts on.',
  },
  {
    which: /^image\.nonMaxSuppression\w*Async\/\d argument 2: -[12]$/,
    right: 'refused',
    why: 'The synchronous function refuses it; here TensorFlow is not asked.',
  },
  {
    which: /^einsum\/3 argument 1: of shape \[(0, 3|2, 0)\]/,
    right: 'refused',
    why: 'A letter that no tensor has; with other shapes tfjs-node ends the process.',
  },
  {
    which: /^image\.cropAndResize\/\d argument 0: of shape \[2, 4, 4, 0\]/,
    right: 'refused',
    why: 'Images without channels.',
  },
  {
    which: /^image\.cropAndResize\/1 argument 3: 8 at 1/,
    sides: PLAIN,
    right: 'unlike',
    why: 'Places in the middle between two pixels are rounded to the other.',
  },
  {
    which:
      /^(Tensor\.)?(fused\.)?(conv[123]d|depthwiseConv2d|separableConv2d)\/\d argument 0: (x )?of shape \[.*\b0\b/,
    right: 'unlike',
    why: 'tfjs-node gives an empty input back as it is, with the wrong shape.',
  },
  {
    which: /^(Tensor\.)?conv[23]dTranspose\/0 argument (\d: .*\b0\b|2: -1 at 0)/,
    right: 'refused',
    why: 'tfjs-node gives an empty tensor where anything is empty, whether shapes fit or not.',
  },
  {
    which: /^(Tensor\.)?dilation2d\/\d argument (1: of shape .*\b0\b|4: (0|-1|-2) at)/,
    right: 'refused',
    why: 'TensorFlow takes an empty filter, and windows that are spread by 0 or backwards.',
  },
  {
    which: /^(Tensor\.)?dilation2d\/1 argument 4: 6 at/,
    sides: PLAIN,
    right: 'unlike',
    why: 'Windows that lie on padding alone hold the smallest number of another type.',
  },
  {
    which:
      /^(Tensor\.)?(maxPool|avgPool|pool|maxPool3d|avgPool3d)\/0 argument (0: of shape \[1, .*\b0, |1: 7)/,
    right: 'refused',
    why: 'A window larger than its image. TensorFlow gives an empty tensor; Keras refuses it.',
  },
  {
    which: /^(Tensor\.)?(maxPool3d|avgPool3d|conv3d)\/1 argument 2: [67]/,
    right: 'unlike',
    why: 'Where strides leave gaps between windows, one of them moves its windows (see test/conformance).',
  },
  {
    which: /^(Tensor\.)?depthwiseConv2d\/1 argument 2: [26] at/,
    right: 'either',
    why: 'Strides and dilations together: the plain kernels refuse them, and TensorFlow takes some.',
  },
];

/** Calls that end, or never end, a process with tfjs-node, and are not made on it. All of ours refuse them. */
export const endsTheProcess: readonly RegExp[] = [
  /signal\.(frame|stft)\/\d argument 2: (0|-1|-2)$/,
  /conv[23]dTranspose\/0 argument 2: -[12] at/,
  /einsum\/3 (as it is|argument 1: (of shape \[3, 3\]|of shape \[2, 4\]|of int32|of complex64))/,
];

export const knownDifference = (side: Side, id: string): KnownDifference | undefined =>
  knownDifferences.find(({ which, sides }) => which.test(id) && (!sides || sides.includes(side)));
