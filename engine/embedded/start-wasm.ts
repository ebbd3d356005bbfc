import { sep } from 'node:path';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { backend, env, setBackend } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { guardAllocation } from './guard-allocation.js';
import { keepListenersAtDispose, refuseRethrowingListeners } from './keep-listeners.js';
import { loadSimd } from './simd/simd-module.js';
import { type WasmMemory, webAssembly } from './simd/web-assembly.js';
import { storeComplex } from './store-complex.js';

/**
 * Starts the WebAssembly backend and makes it the current one.
 *
 * @param wasmFolder Absolute path of the folder with the `.wasm` files.
 */
export async function startWasm(wasmFolder: string): Promise<BackendWasm> {
  setWasmPaths(wasmFolder.endsWith(sep) ? wasmFolder : wasmFolder + sep);
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error(
      say(
        'The embedded engine cannot start: it needs WebAssembly SIMD, and this processor or Node does not have it. ' +
          'Use Node 20 or later, or the native engine.',
        '내장 엔진을 시작할 수 없습니다: 이 프로세서나 Node에 없는 WebAssembly SIMD가 필요합니다. ' +
          'Node 20 이상이나 네이티브 엔진을 쓰세요.',
      ),
    );
  const allow = refuseRethrowingListeners();
  const memory = watchMemory();
  try {
    if (!(await setBackend('wasm')))
      throw new Error(
        say(
          `The embedded engine cannot start: WebAssembly refused the files in ${wasmFolder}. Reinstall Epochbook.`,
          `내장 엔진을 시작할 수 없습니다: WebAssembly가 ${wasmFolder}의 파일을 받지 않았습니다. Epochbook을 다시 설치하세요.`,
        ),
      );
  } finally {
    allow();
    memory.restore();
  }
  const started = backend() as BackendWasm;
  guardAllocation(started);
  storeComplex(started);
  keepListenersAtDispose(started);
  await loadSimd(wasmFolder, memory.found());
  return started;
}

/** The backend does not give its memory away; it is caught when WebAssembly makes it. */
function watchMemory(): { restore(): void; found(): WasmMemory } {
  const { instantiate } = webAssembly;
  let memory: WasmMemory | undefined;
  webAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    const exported = made.instance.exports.memory;
    if (exported instanceof webAssembly.Memory) memory = exported;
    return made;
  };
  return {
    restore: () => {
      webAssembly.instantiate = instantiate;
    },
    found: () => {
      if (!memory) throw new Error('The embedded engine cannot start: its memory was not found.');
      return memory;
    },
  };
}
