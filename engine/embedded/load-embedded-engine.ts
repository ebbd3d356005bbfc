import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../words/index.js';
import { applyChecks } from '../checks/index.js';
import { compileEvaluation, compileSteps, driveEpochs, Sessions } from '../compiled/index.js';
import { applyPatches } from '../patches/index.js';
import { refuseNonsense } from '../refusals/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { chainOps } from './chained-ops.js';
import { completeKernels } from './complete-kernels.js';
import { embeddedNamespace } from './embedded-namespace.js';
import { quietCpuBackend } from './quiet-cpu-backend.js';
import { SIMD_FILE } from './simd/simd-module.js';
import { startWasm } from './start-wasm.js';

interface EmbeddedEngine {
  info: { name: 'embedded'; backend: string; label: string };
  tf: TfNamespace;
}

let loading: Promise<EmbeddedEngine> | undefined;

/**
 * TensorFlow.js on WebAssembly, completed for training. See `loadEngine`.
 */
export function loadEmbeddedEngine({ wasmFolder }: { wasmFolder: string }): Promise<EmbeddedEngine> {
  loading ??= load(wasmFolder).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(wasmFolder: string): Promise<EmbeddedEngine> {
  for (const file of ['tfjs-backend-wasm-simd.wasm', SIMD_FILE]) await mustExist(wasmFolder, file);
  chainOps();
  quietCpuBackend();
  const backend = await startWasm(wasmFolder);
  completeKernels(backend);
  const tf = embeddedNamespace();
  const sessions = new Sessions(tf, backend);
  // In the place of the loop around which patches lie.
  driveEpochs(tf, backend, sessions);
  applyPatches(tf);
  // Around all that the patches do in a step.
  compileSteps(tf, backend, sessions);
  compileEvaluation(tf, backend, sessions);
  applyChecks(tf);
  return {
    info: {
      name: 'embedded',
      backend: tf.getBackend(),
      label: 'embedded (WebAssembly SIMD)',
    },
    tf: refuseNonsense(tf),
  };
}

async function mustExist(folder: string, file: string): Promise<void> {
  const path = join(folder, file);
  const bytes = await readFile(path).catch(() => null);
  if (!bytes)
    throw new Error(
      say(
        `The embedded engine cannot start: there is no ${file} in ${folder}. Reinstall Epochbook.`,
        `내장 엔진을 시작할 수 없습니다: ${folder}에 ${file} 파일이 없습니다. Epochbook을 다시 설치하세요.`,
      ),
    );
  if (bytes.toString('latin1', 0, 4) !== '\0asm')
    throw new Error(
      say(
        `The embedded engine cannot start: ${path} is no WebAssembly file. Reinstall Epochbook.`,
        `내장 엔진을 시작할 수 없습니다: ${path}은(는) WebAssembly 파일이 아닙니다. Epochbook을 다시 설치하세요.`,
      ),
    );
}
