import type { io } from '@tensorflow/tfjs-core';
import { NodeFileSystem } from '../../engine/files/index.js';
import { wrapMethod } from '../../engine/patches/index.js';
import { filePath, isKerasFile, modelFormat } from './file-format.js';
import { kerasArtifacts, patchWeightLoading } from './load-model-file.js';
import { type SaveOptions, saveModelFile } from './save-model-file.js';
import type { FileModel, FileTf } from './tfjs-parts.js';

interface EngineTf extends FileTf {
  io: IO & { fileSystem(path: string): object };
}

type IO = typeof io;
type Artifacts = io.ModelArtifacts;

interface FileHandler {
  path: unknown;
}

/**
 * Makes `model.save('file://….h5')`, `.keras`, `tf.loadLayersModel` of such files, and `tf.io.fileSystem` with their
 * paths work on an engine, beside the folders that tfjs-node knows.
 */
export function registerModelFiles(engine: object): void {
  const tf = engine as EngineTf;
  const models = tf.LayersModel.prototype;
  wrapMethod<
    FileModel,
    [target: unknown, config?: SaveOptions & { trainableOnly?: boolean }],
    Promise<unknown>
  >(
    models,
    'save',
    'save Keras files',
    (original) =>
      async function (target, config) {
        if (typeof target !== 'string' || !target.startsWith('file://'))
          return original.call(this, target, config);
        if (modelFormat(filePath(target)) === 'folder') return original.call(this, target, config);
        const { bytes = 0 } = await saveModelFile(this, target, config);
        return {
          modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON', weightDataBytes: bytes },
        };
      },
  );
  patchWeightLoading(tf);
  const handlers = Object.getPrototypeOf(tf.io.fileSystem('model.h5')) as object;
  wrapMethod<FileHandler, [], Promise<unknown>>(
    handlers,
    'load',
    'load Keras files',
    (original) =>
      async function () {
        const { path } = this;
        return typeof path === 'string' && isKerasFile(path) ? kerasArtifacts(tf, path) : original.call(this);
      },
  );
  wrapMethod<FileHandler, [artifacts: object], Promise<unknown>>(
    handlers,
    'save',
    'save Keras files',
    (original) =>
      async function (artifacts) {
        const { path } = this;
        if (typeof path === 'string' && isKerasFile(path)) return saveArtifacts(tf, artifacts, path);
        // tfjs-node writes over the files that are there: a kill in the middle of it would leave neither model.
        return typeof path === 'string' && !(this instanceof NodeFileSystem)
          ? new NodeFileSystem(tf.io, path).save(artifacts as Artifacts)
          : original.call(this, artifacts);
      },
  );
}

/** A handler gets no model, but what one is made of. */
async function saveArtifacts(tf: EngineTf, artifacts: object, path: string): Promise<unknown> {
  const model = (await tf.loadLayersModel(tf.io.fromMemory(artifacts) as never)) as FileModel & {
    dispose(): void;
  };
  try {
    return await model.save(`file://${path}`, { includeOptimizer: 'trainingConfig' in artifacts });
  } finally {
    model.dispose();
  }
}
