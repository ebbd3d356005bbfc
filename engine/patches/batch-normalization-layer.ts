import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** What the patches touch of tfjs-layers' BatchNormalization, whose class it does not export. */
export interface BatchNormalizationLayer {
  axis: number;
  trainable: boolean;
  gamma?: { read(): Tensor; trainable: boolean };
  beta?: { read(): Tensor; trainable: boolean };
  movingMean: { read(): Tensor };
}

export type BatchNormalizationCall = [inputs: Tensor | Tensor[], kwargs: { training?: boolean }];

/** The prototype of every BatchNormalization layer. */
export const batchNormalizationPrototype = (tf: TfNamespace): object =>
  Object.getPrototypeOf(tf.layers.batchNormalization({ name: 'prototype' }));
