import type { TfNamespace } from '../../tf-namespace.js';

/** What TensorFlow.js and the engine themselves bring along, as it was before any code of the student ran. */
export interface BuiltIn {
  /** The methods that compute, by the prototypes of layers that do the same in each step. */
  readonly layers: ReadonlyMap<object, unknown>;
  /** Classes of activations, regularizers and constraints. */
  readonly classes: ReadonlySet<unknown>;
}

/**
 * Layers whose outputs follow from their inputs, weights and options alone, and from random numbers of a known stream. A layer
 * that is not here makes its model run uncompiled.
 */
function sameInEachStep({ layers, input, model, sequential }: TfNamespace): object[] {
  const name = 'prototype';
  const one = input({ shape: [1], name });
  return [
    layers.inputLayer({ inputShape: [1], name }),
    layers.dense({ units: 1, name }),
    layers.activation({ activation: 'relu', name }),
    layers.dropout({ rate: 0.5, name }),
    layers.batchNormalization({ name }),
    layers.flatten({ name }),
    layers.reshape({ targetShape: [1], name }),
    layers.reLU({ name }),
    layers.leakyReLU({ name }),
    layers.elu({ name }),
    layers.softmax({ name }),
    ...[layers.add, layers.multiply, layers.average, layers.maximum, layers.minimum].map((of) =>
      of({ name }),
    ),
    layers.concatenate({ name }),
    layers.dot({ axes: 1, name }),
    layers.embedding({ inputDim: 1, outputDim: 1, name }),
    layers.masking({ name }),
    layers.permute({ dims: [1], name }),
    layers.prelu({ name }),
    layers.repeatVector({ n: 1, name }),
    layers.rescaling({ scale: 1, name }),
    layers.alphaDropout({ rate: 0.5, name }),
    layers.spatialDropout1d({ rate: 0.5, name }),
    layers.thresholdedReLU({ name }),
    layers.layerNormalization({ name }),
    layers.timeDistributed({ layer: layers.inputLayer({ inputShape: [1] }), name }),
    ...[layers.simpleRNN, layers.lstm, layers.gru].map((of) => of({ units: 1, name })),
    ...[layers.simpleRNNCell, layers.lstmCell, layers.gruCell].map((of) => of({ units: 1, name })),
    layers.bidirectional({ layer: layers.simpleRNN({ units: 1 }), name } as never),
    ...overImages(layers, name),
    model({ inputs: one, outputs: one, name }),
    sequential({ name }),
  ];
}

function overImages(layers: TfNamespace['layers'], name: string): object[] {
  const filters = { filters: 1, kernelSize: 1, name };
  return [
    layers.conv1d(filters),
    layers.conv2d(filters),
    layers.conv3d(filters),
    layers.conv2dTranspose(filters),
    layers.conv3dTranspose(filters),
    layers.depthwiseConv2d({ kernelSize: 1, name }),
    layers.separableConv2d(filters),
    layers.averagePooling1d({ name }),
    layers.averagePooling2d({ name }),
    layers.averagePooling3d({ name }),
    layers.maxPooling1d({ name }),
    layers.maxPooling2d({ name }),
    layers.globalAveragePooling1d({ name }),
    layers.globalAveragePooling2d({ name }),
    layers.globalMaxPooling1d({ name }),
    layers.globalMaxPooling2d({ name }),
    layers.cropping2D({ cropping: 0, name }),
    layers.upSampling2d({ name }),
    layers.zeroPadding2d({ name }),
  ];
}

export function builtIn(tf: TfNamespace): BuiltIn {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const prototypes = sameInEachStep(tf).map((layer) => Object.getPrototypeOf(layer) as { call: unknown });
  return {
    layers: new Map(prototypes.map((prototype) => [prototype, prototype.call])),
    classes: new Set(Object.values(classNameMap).map(([type]) => type)),
  };
}
