import { arrangement } from './arrangement.js';
import { elementwise } from './elementwise.js';
import type { Lowerings } from './lowering.js';
import { normalization } from './normalization.js';
import { picks } from './picks.js';
import { products } from './products.js';
import { reductions } from './reductions.js';
import { shapes } from './shapes.js';
import { windows } from './windows.js';

export * from './lowering.js';

/** What the kernels of tfjs-core are in nodes of a graph. A kernel that is not here makes its model run uncompiled. */
export const lowerings: Lowerings = {
  ...arrangement,
  ...elementwise,
  ...normalization,
  ...picks,
  ...products,
  ...reductions,
  ...shapes,
  ...windows,
};
