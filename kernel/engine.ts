import {
  type Engine,
  type EngineOptions,
  loadEngine as load,
  loadNative as loadNativeEngine,
} from '../engine/index.js';
import { registerModelFiles } from '../library/model-files/index.js';

export {
  type Engine,
  NoNativeEngineError,
  probeEngine,
  type TfNamespace,
  timeModel,
} from '../engine/index.js';

/** The engine of cells: `loadEngine` of `engine/`, which also saves and loads the model files of Keras. */
export async function loadEngine(options: EngineOptions): Promise<Engine> {
  const engine = await load(options);
  registerModelFiles(engine.tf);
  return engine;
}

/** The same for one native engine. */
export async function loadNative(
  ...args: Parameters<typeof loadNativeEngine>
): ReturnType<typeof loadNativeEngine> {
  const engine = await loadNativeEngine(...args);
  registerModelFiles(engine.tf);
  return engine;
}
