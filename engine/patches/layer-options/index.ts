import type { TfNamespace } from '../../tf-namespace.js';
import { registerActivations } from '../named-values/activations.js';
import { kindOf, resolveValue } from '../named-values/resolve-value.js';
import { patchValueOptions } from '../named-values/value-options.js';
import { patchBilinearUpSampling } from './bilinear-up-sampling.js';
import { patchCausalConvolution } from './causal-convolution.js';
import { keepOption, keptOptions, patchKeptOptions } from './kept-options.js';
import { inTfjsSpelling } from './keras-spelling.js';
import { aroundMadeLayers, type LayerOptions, type MadeLayer } from './made-layers.js';
import { patchNormalizationConstraints } from './normalization-constraints.js';
import { patchRectifiers } from './rectifiers.js';
import { refuseOptions } from './refused-options.js';
import { patchSeededNoise, seedRecurrent } from './seeded-noise.js';
import { patchShapes } from './shapes.js';

const SEQUENCES = ['SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D', 'RNN'];

/**
 * Each option of a layer does what it does in Keras, or is refused by its name: values under all names that Keras has for
 * them, options that tfjs-layers lacks and a patch gives, and those that it would leave out without a word. For layers of
 * `tf.layers` and of files alike.
 */
export function patchLayerOptions(tf: TfNamespace): void {
  registerActivations(tf);
  patchValueOptions(tf);
  patchKeptOptions(tf);
  keepOption(SEQUENCES, 'zeroOutputForMask', false);
  patchRectifiers(tf);
  patchSeededNoise(tf);
  patchCausalConvolution(tf);
  patchBilinearUpSampling(tf);
  patchNormalizationConstraints(tf);
  patchShapes(tf);
  aroundMadeLayers(tf, 'options of layers', {
    before: (className, options) => {
      const layer = shownLayer(className, options);
      const own = inTfjsSpelling(className, options);
      const custom = (options.customObjects ?? {}) as Record<string, unknown>;
      for (const [option, value] of Object.entries(own)) {
        const kind = kindOf(option);
        if (kind) own[option] = resolveValue(tf, kind, { layer, option, own: custom }, value);
      }
      refuseOptions(layer, className, own);
      // Its constructor refuses every other than 1.
      if (className === 'ELU' && own.alpha !== undefined)
        return { ...own, alpha: undefined, anyAlpha: own.alpha };
      return own;
    },
    after: setOptions,
  });
}

const shownLayer = (className: string, { name }: LayerOptions): string =>
  typeof name === 'string' ? `${className} "${name}"` : className;

function setOptions(layer: MadeLayer, options: LayerOptions): void {
  for (const [option, usual] of keptOptions(layer.getClassName()))
    layer[option] = options[option] ?? layer[option] ?? usual;
  if (options.anyAlpha !== undefined) layer.alpha = options.anyAlpha;
  for (const option of ['activityRegularizer', 'gammaConstraint', 'betaConstraint'])
    if (options[option]) layer[option] = options[option];
  // Wrappers pass it by.
  if (options.trainable === false) layer.trainable = false;
  seedRecurrent(layer);
}
