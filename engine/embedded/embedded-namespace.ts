import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as converter from '@tensorflow/tfjs-converter';
import * as core from '@tensorflow/tfjs-core';
import * as data from '@tensorflow/tfjs-data';
import * as layers from '@tensorflow/tfjs-layers';
import { fileSystemIO, registerFileSystem } from '../files/file-system-io.js';
import { nodeNamespace } from '../node/node-namespace.js';
import type { TfNamespace } from '../tf-namespace.js';

/** What `@tensorflow/tfjs-node` exports, composed of the packages of the embedded engine. */
export function embeddedNamespace(): TfNamespace {
  registerFileSystem(core.io);
  return {
    ...core,
    ...layers,
    ...converter,
    // The patches put functions around theirs; the packages' own objects cannot be written to.
    layers: { ...layers.layers },
    regularizers: { ...layers.regularizers },
    constraints: { ...layers.constraints },
    initializers: { ...layers.initializers },
    data,
    // Keras' come with the patches.
    losses: core.losses as TfNamespace['losses'],
    metrics: layers.metrics as TfNamespace['metrics'],
    train: core.train as TfNamespace['train'],
    io: { ...core.io, ...fileSystemIO(core.io) },
    node: nodeNamespace,
    version: {
      'tfjs-core': core.version_core,
      'tfjs-backend-cpu': version_cpu,
      'tfjs-backend-wasm': version_wasm,
      'tfjs-data': data.version_data,
      'tfjs-layers': layers.version_layers,
      'tfjs-converter': converter.version_converter,
      tfjs: core.version_core,
    },
  };
}
