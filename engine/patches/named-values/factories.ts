import type { TfNamespace } from '../../tf-namespace.js';
import type { Kind } from './known-names.js';

type Factory = (options?: Record<string, unknown>) => unknown;

/** The functions of a kind: `tf.regularizers` and so on. */
export const factoriesOf = (tf: TfNamespace, kind: Exclude<Kind, 'activation'>): Record<string, Factory> =>
  tf[`${kind}s`] as unknown as Record<string, Factory>;
