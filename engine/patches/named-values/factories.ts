import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import type { Kind } from './known-names.js';

type Factory = (options?: Record<string, unknown>) => unknown;

/** The functions of a kind: `tf.regularizers` and so on. */
export const factoriesOf = (tf: TfNamespace, kind: Exclude<Kind, 'activation'>): Record<string, Factory> =>
  tf[`${kind}s`] as unknown as Record<string, Factory>;

/** `tf.constraints.unitNorm()` and its like fail in tfjs-layers where they get no options at all. */
export function patchConstraintsWithoutOptions(tf: TfNamespace): void {
  const factories = factoriesOf(tf, 'constraint');
  for (const name of Object.keys(factories))
    wrapMethod<unknown, [options?: Record<string, unknown>], unknown>(
      factories,
      name,
      'no options',
      (original) =>
        (options = {}) =>
          original.call(factories, options),
    );
}
