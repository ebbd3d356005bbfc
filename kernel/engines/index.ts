import type { EngineInfo } from '../../protocol/index.js';
import { loadEmbeddedEngine } from './embedded/load-embedded-engine.js';
import type { TfNamespace } from './tf-namespace.js';

export type { TfNamespace } from './tf-namespace.js';

/** A TensorFlow.js that is ready to train. */
export interface Engine {
  info: EngineInfo;
  /** What cells get from `import * as tf from '@tensorflow/tfjs-node'`. */
  tf: TfNamespace;
}

export interface EngineOptions {
  /** Absolute path of the folder that holds `tfjs-backend-wasm.wasm` and `tfjs-backend-wasm-simd.wasm`. */
  wasmFolder: string;
}

/**
 * Loads the engine of this process. TensorFlow.js keeps its state per process, so every call gives the same engine.
 *
 * @throws Error when the WebAssembly files are missing or do not start; a later call tries again.
 */
export const loadEngine = (options: EngineOptions): Promise<Engine> => loadEmbeddedEngine(options);
