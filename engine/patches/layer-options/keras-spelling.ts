import { RESET_AFTER } from '../reset-after-gru.js';
import type { LayerOptions } from './made-layers.js';

const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Options whose values are words, which Keras spells `channels_last`. */
const WORDS = new Set(['dataFormat', 'padding', 'interpolation', 'mergeMode']);

/** The options of a layer as tfjs-layers takes them, from those that Keras names or spells otherwise. */
export function inTfjsSpelling(className: string, options: LayerOptions): LayerOptions {
  const own: LayerOptions = { ...options };
  for (const [option, value] of Object.entries(own))
    if (WORDS.has(option) && typeof value === 'string') own[option] = camel(value);
  const { axis, negativeSlope, resetAfter } = own;
  if (className === 'BatchNormalization' && Array.isArray(axis) && axis.length === 1) own.axis = axis[0];
  // tfjs-layers takes the second dimension where nothing is said, and its kernel the last one alone.
  if (className === 'Softmax') own.axis ??= -1;
  if (className === 'LeakyReLU' && negativeSlope !== undefined) {
    own.alpha ??= negativeSlope;
    delete own.negativeSlope;
  }
  if ((className === 'GRU' || className === 'GRUCell') && resetAfter) {
    own.implementation = RESET_AFTER;
    delete own.resetAfter;
  }
  return own;
}
