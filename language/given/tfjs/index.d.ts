// What cells get under the names of TensorFlow.js: `TfNamespace` of the engine, with the types that its packages export.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import type { TfNamespace } from 'epochbook-engine/tf-namespace';

export * from '@tensorflow/tfjs-converter';
export * from '@tensorflow/tfjs-core';
export * as data from '@tensorflow/tfjs-data';
export * from '@tensorflow/tfjs-layers';
export * as io from './io';
export * as node from './node';

/** Losses as functions, and those of Keras with options, for `compile`. */
export declare const losses: TfNamespace['losses'];
/** Metrics as functions, and those of Keras with options, for `compile`. */
export declare const metrics: TfNamespace['metrics'];
/** The optimizers of TensorFlow.js and those of Keras, with its options, and learning-rate schedules. */
export declare const train: TfNamespace['train'];
/** Versions of the packages that the engine is made of. */
export declare const version: TfNamespace['version'];

declare const all: typeof import('./index');
export default all;
