import type { TfNamespace } from '../../tf-namespace.js';
import type { LayerParts } from '../layer-parts.js';
import { wrapMethod } from '../wrap-method.js';

/** A layer's options, by their names in TensorFlow.js. */
export type LayerOptions = Record<string, unknown>;

export interface MadeLayer extends LayerParts {
  [option: string]: unknown;
}

interface Around {
  /** Gives the options that the layer is made with. */
  before?(className: string, options: LayerOptions): LayerOptions;
  /** Gets the layer, and the options that it was made with. */
  after?(layer: MadeLayer, options: LayerOptions): void;
}

type Factory = (...args: unknown[]) => unknown;
type FromConfig = (cls: unknown, config: LayerOptions, ...more: unknown[]) => MadeLayer;

/** Other names of factories, where they are not their class's. */
const CLASS_OF: Record<string, string> = {
  avgPool1d: 'AveragePooling1D',
  avgPool2d: 'AveragePooling2D',
  avgPool3d: 'AveragePooling3D',
  avgPooling1d: 'AveragePooling1D',
  avgPooling2d: 'AveragePooling2D',
  avgPooling3d: 'AveragePooling3D',
  maxPool1d: 'MaxPooling1D',
  maxPool2d: 'MaxPooling2D',
  globalMaxPool1d: 'GlobalMaxPooling1D',
  globalMaxPool2d: 'GlobalMaxPooling2D',
};

/**
 * Does something before and after every layer of the library is made, by `tf.layers.…(options)` and from the configuration
 * in a file or of another layer alike.
 */
export function aroundMadeLayers(tf: TfNamespace, patch: string, { before, after }: Around): void {
  const classes = tf.serialization.SerializationMap.getMap().classNameMap as unknown as Record<
    string,
    [{ prototype: object }, FromConfig]
  >;
  const isLayer = (name: string): boolean =>
    classes[name]?.[0].prototype instanceof tf.layers.Layer && !(classes[name][0].prototype instanceof model);
  const model = Object.getPrototypeOf(tf.LayersModel) as new () => object;
  const around = (className: string, options: LayerOptions, make: (options: LayerOptions) => unknown) => {
    const own = before?.(className, { ...options }) ?? options;
    const layer = make(own);
    after?.(layer as MadeLayer, own);
    return layer;
  };

  const lower = new Map(Object.keys(classes).map((name) => [name.toLowerCase(), name]));
  const factories = tf.layers as unknown as Record<string, Factory>;
  for (const name of Object.keys(factories)) {
    const className = CLASS_OF[name] ?? lower.get(name.toLowerCase());
    if (!className || className === name || !isLayer(className)) continue;
    wrapMethod<unknown, unknown[], unknown>(factories, name, patch, (original) => (options, ...more) => {
      const given = options ?? {};
      // The layers that merge are called with tensors at once too; what is no object is the layer's to refuse.
      if (typeof given !== 'object' || Array.isArray(given))
        return original.call(factories, options, ...more);
      return around(className, given as LayerOptions, (own) => original.call(factories, own, ...more));
    });
  }
  for (const [className, entry] of Object.entries(classes)) {
    if (!isLayer(className)) continue;
    wrapMethod<unknown, Parameters<FromConfig>, unknown>(
      entry,
      '1',
      patch,
      (original) =>
        (cls, config, ...more) =>
          around(className, config, (own) => original.call(cls, cls, own, ...more)),
    );
  }
}
