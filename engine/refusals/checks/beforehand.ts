import { notWhole } from './check.js';

/** What an operation must not even begin with, by its public name: tfjs-core would never end. */
export const beforehand: Readonly<Record<string, (given: readonly unknown[]) => string | undefined>> = {
  'tf.signal.frame': ([, length, step]) => wholeSteps({ frameLength: length, frameStep: step }),
  'tf.signal.stft': ([, length, step]) => wholeSteps({ frameLength: length, frameStep: step }),
};

function wholeSteps(sizes: Record<string, unknown>): string | undefined {
  for (const [name, size] of Object.entries(sizes))
    if (!Number.isInteger(size) || (size as number) < 1) return notWhole(name, size as number, 1);
  return undefined;
}
