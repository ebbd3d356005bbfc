import { sep } from 'node:path';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { backend, env, setBackend } from '@tensorflow/tfjs-core';
import { guardAllocation } from './guard-allocation.js';
import { storeComplex } from './store-complex.js';

/**
 * Starts the WebAssembly backend and makes it the current one.
 *
 * @param wasmFolder Absolute path of the folder with the `.wasm` files.
 */
export async function startWasm(wasmFolder: string): Promise<{ backend: BackendWasm; simd: boolean }> {
  setWasmPaths(wasmFolder.endsWith(sep) ? wasmFolder : wasmFolder + sep);
  const restore = rememberListeners();
  try {
    if (!(await setBackend('wasm')))
      throw new Error(
        `The embedded engine cannot start: WebAssembly refused the files in ${wasmFolder}. Reinstall Epochbook.`,
      );
  } finally {
    restore();
  }
  const started = backend() as BackendWasm;
  guardAllocation(started);
  storeComplex(started);
  return { backend: started, simd: await env().getAsync('WASM_HAS_SIMD_SUPPORT').then(Boolean) };
}

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Emscripten's start-up code makes every unhandled rejection of the whole process fatal. The kernel reports those
 * itself and lives on, so what was added while starting, and only rethrows, is taken off again.
 */
function rememberListeners(): () => void {
  const before = EVENTS.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  return () => {
    EVENTS.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException'))
        if (!before[i]?.has(listener) && onlyRethrows(listener)) process.removeListener(event, listener);
    });
  };
}

const onlyRethrows = (listener: (...args: never[]) => unknown): boolean => {
  const text = listener.toString();
  return text.length < 200 && /throw\s/.test(text);
};
