import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import type { MadeLayer } from './made-layers.js';

/** Options that layers have in Keras and a patch gives them here, with what each is where nothing is said. */
const KEPT = new Map<string, Map<string, unknown>>();

/** Lets layers of a class have an option: it is a property of the layer, and a part of its configuration. */
export function keepOption(classNames: readonly string[], option: string, usual: unknown): void {
  for (const className of classNames) {
    const options = KEPT.get(className) ?? new Map<string, unknown>();
    KEPT.set(className, options.set(option, usual));
  }
}

/** The options that patches give a class. */
export const keptOptions = (className: string): ReadonlyMap<string, unknown> =>
  KEPT.get(className) ?? new Map();

/** Writes kept options into the configuration where they are not as usual, and the penalty of outputs. */
export function patchKeptOptions(tf: TfNamespace): void {
  wrapMethod<MadeLayer, [], Record<string, unknown>>(
    tf.layers.Layer.prototype,
    'getConfig',
    'kept options',
    (original) =>
      function () {
        const config = original.call(this);
        for (const [option, usual] of keptOptions(this.getClassName()))
          if (this[option] !== undefined && this[option] !== usual) config[option] = this[option];
        const penalty = this.activityRegularizer as unknown as {
          getClassName(): string;
          getConfig(): object;
        } | null;
        if (penalty)
          config.activityRegularizer = { className: penalty.getClassName(), config: penalty.getConfig() };
        return config;
      },
  );
}
