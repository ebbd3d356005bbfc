import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import util from 'node:util';
import type { EngineInfo } from '../../protocol/index.js';
import { applyChecks } from '../checks/index.js';
import { applyPatches } from '../patches/index.js';
import { refuseNonsense } from '../refusals/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { NativeCandidate } from './find-native.js';
import { registerMissingKernels } from './missing-kernels.js';
import { NativeEngineError } from './native-engine-error.js';
import { repairKernels } from './repaired-kernels.js';
import { restoreUtil } from './restore-util.js';

interface NativeTf extends TfNamespace {
  ready(): Promise<void>;
  backend(): { binding?: { TF_Version?: string } } & ReturnType<TfNamespace['backend']>;
}

/**
 * Loads a tfjs-node into this process, with the repairs that the embedded engine has as well.
 *
 * @throws NativeEngineError with the cause; nothing of it then stays behind, so that another engine can be loaded.
 */
export async function loadNative(candidate: NativeCandidate): Promise<{ info: EngineInfo; tf: TfNamespace }> {
  const require = createRequire(join(candidate.path, 'package.json'));
  restoreUtil(util as unknown as Record<string, unknown>);
  // Read by TensorFlow when its library is loaded; it would print a page about the processor.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // Left alone, it takes oneDNN on some processors only. Its other kernels know no dilated depthwise convolution, and give a
  // wrong gradient of a transposed 3D convolution.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  try {
    // What it exports can only be read: a copy takes repairs of whole functions.
    const tf = { ...(require(candidate.path) as NativeTf) };
    await tf.ready();
    const backend = tf.getBackend();
    if (backend !== 'tensorflow') throw new Error(`its backend is "${backend}", not "tensorflow".`);
    quietCpu(tf);
    quietProgress(require(join(candidate.path, 'dist', 'callbacks.js')) as ProgressCallbacks);
    registerMissingKernels(tf);
    repairKernels(tf);
    applyPatches(tf);
    applyChecks(tf);
    const version = tf.backend().binding?.TF_Version;
    const label = version ? `native (TensorFlow ${version})` : 'native';
    return { info: { name: 'native', backend, label }, tf: refuseNonsense(tf) };
  } catch (error) {
    forget(require.cache);
    throw new NativeEngineError(candidate, error);
  }
}

/** The plain backend advises to install tfjs-node when it is first used. */
function quietCpu(tf: TfNamespace): void {
  const make = tf.findBackendFactory('cpu');
  if (!make) return;
  tf.removeBackend('cpu');
  tf.registerBackend(
    'cpu',
    () => {
      const backend = make();
      (backend as unknown as { firstUse: boolean }).firstUse = false;
      return backend;
    },
    1,
  );
}

interface ProgressCallbacks {
  progressBarHelper?: { ProgressBar: unknown; log: unknown };
}

/** tfjs-node draws a text bar for every `fit`; here the training picture stands in its place, on every engine. */
function quietProgress({ progressBarHelper }: ProgressCallbacks): void {
  if (!progressBarHelper) return;
  progressBarHelper.log = () => {};
  progressBarHelper.ProgressBar = class {
    tick(): void {}
  };
}

/** All copies of tfjs in a process share their state through two globals, so a broken copy must take its own along. */
function forget(cache: NodeJS.Dict<NodeJS.Module>): void {
  const globals = globalThis as { _tfengine?: unknown; _tfGlobals?: unknown };
  delete globals._tfengine;
  delete globals._tfGlobals;
  for (const path of Object.keys(cache)) {
    if (path.includes(`${sep}@tensorflow${sep}`)) delete cache[path];
  }
}
