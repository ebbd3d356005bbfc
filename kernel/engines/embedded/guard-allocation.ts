import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { memory } from '@tensorflow/tfjs-core';

/**
 * The backend does not look at what `malloc` returns: when memory is full that is address 0, and the next write would
 * silently overwrite WebAssembly's own data. With the guard, allocation fails with a sentence instead.
 */
export function guardAllocation(backend: BackendWasm): void {
  const wasm = backend.wasm as typeof backend.wasm & {
    _malloc(bytes: number): number;
    _free(at: number): void;
  };
  // Emscripten puts the real function in place of a stub on its first call, and would undo the guard then.
  wasm._free(wasm._malloc(8));
  const malloc = wasm._malloc;
  wasm._malloc = (bytes: number) => {
    // A larger number would be taken modulo 2 ** 32.
    const address = bytes < MOST_BYTES ? malloc(bytes) : 0;
    if (address === 0 && bytes > 0) throw outOfMemory(bytes);
    return address;
  };
}

/** The address space of WebAssembly. */
const MOST_BYTES = 2 ** 32;

function outOfMemory(bytes: number): RangeError {
  const { numBytes, numTensors } = memory();
  return new RangeError(
    `The embedded engine is out of memory: ${numTensors} tensors hold ${megabytes(numBytes)}, and ` +
      `${megabytes(bytes)} more do not fit into WebAssembly's 4 GB. Use a smaller batch size, or free tensors with ` +
      'tf.tidy and dispose().',
  );
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
