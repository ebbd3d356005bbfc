import type * as converter from '@tensorflow/tfjs-converter';
import type * as core from '@tensorflow/tfjs-core';
import type * as data from '@tensorflow/tfjs-data';
import type * as layers from '@tensorflow/tfjs-layers';
import type { FileSystemIO } from './files/file-system-io.js';
import type { NodeNamespace } from './node/node-namespace.js';
import type { KerasTrain } from './optimizers/train-namespace.js';

/** Versions of the packages that the engine is made of, by package name without its scope. */
export type TfVersions = Record<string, string>;

/** The API of `@tensorflow/tfjs-node`: all of `@tensorflow/tfjs`, `tf.node`, and `tf.io` with the file system. */
export type TfNamespace = Omit<typeof core, 'io' | 'train' | 'default'> &
  Omit<typeof layers, 'default'> &
  Omit<typeof converter, 'default'> & {
    data: typeof data;
    io: typeof core.io & FileSystemIO;
    node: NodeNamespace;
    train: KerasTrain & typeof core.train;
    version: TfVersions;
  };
