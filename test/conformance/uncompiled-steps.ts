import { type Case, idOf } from './case.js';
import type { PhaseResult } from './runner/results.js';

/** Cases whose training steps run uncompiled, and what is said of them. All others compile. */
interface UncompiledSteps {
  /** Fits row and name. */
  which: RegExp;
  /** What stands behind "The training runs uncompiled:". */
  reason: RegExp;
}

export const uncompiledSteps: readonly UncompiledSteps[] = [
  { which: /^layers\.(simpleRNNCell|gruCell|lstmCell|stackedRNNCells): /, reason: /^RNN "[^"]+"$/ },
  { which: /^layers\.convLstm2d: /, reason: /^ConvLSTM2D "[^"]+"$/ },
  { which: /^layers\.maxPooling3d: /, reason: /^MaxPooling3D "[^"]+"$/ },
  { which: /^layers\.conv[12]d: dilated/, reason: /^Conv2D of a filter with gaps$/ },
  {
    which: /^layers\.depthwiseConv2d: dilated/,
    reason: /^DepthwiseConv2dNative of a filter with gaps$/,
  },
  { which: /^layers\.resizing: /, reason: /^Resizing "[^"]+"$/ },
  { which: /^layers\.gaussianNoise: /, reason: /^GaussianNoise "[^"]+"$/ },
  { which: /^layers\.gaussianDropout: /, reason: /^GaussianDropout "[^"]+"$/ },
];

/** The same of predictions: that, and layers that have nothing to train. */
export const predictsUncompiled = (id: string): boolean =>
  uncompiledSteps.some(({ which }) => which.test(id)) ||
  /^layers\.(centerCrop|categoryEncoding|randomWidth): /.test(id);

const SAID = /^The training runs uncompiled: (.*)\.$/;

/** What is wrong with how the training steps of a case were compiled, in a sentence; empty where nothing is. */
export function wrongCompilation(test: Case, { error, printed, compiled }: PhaseResult): string {
  // A training that must be refused has no steps.
  if (error) return '';
  const id = idOf(test);
  const expected = uncompiledSteps.find(({ which }) => which.test(id));
  const reasons = printed.map((line) => SAID.exec(line)?.[1] ?? line);
  if (!expected) {
    if (printed.length > 0) return `${id} compiles, but said: ${printed.join(' ')}`;
    return compiled > 0 ? '' : `${id} compiles, but none of its steps was compiled.`;
  }
  const told = reasons.length > 0 && reasons.every((reason) => expected.reason.test(reason));
  if (!told) return `${id} runs uncompiled because of ${expected.reason}, but said: ${printed.join(' ')}`;
  return compiled > 0 ? `${id} runs uncompiled, and some of its steps were compiled.` : '';
}
