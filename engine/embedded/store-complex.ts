import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { util } from '@tensorflow/tfjs-core';

/**
 * Lets the backend hold complex64 tensors, as float32 pairs (real, imaginary) in a row. It can allocate and free them
 * as it is; only reading does not know the type.
 */
export function storeComplex(backend: BackendWasm): void {
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (dataId, start = 0, end?) => {
    const { dtype, memoryOffset, shape } = backend.dataIdMap.get(dataId);
    if (dtype !== 'complex64') return readSync(dataId, start, end);
    const first = (memoryOffset >>> 2) + start * 2;
    return new Float32Array(heap(backend)).slice(
      first,
      first + ((end ?? util.sizeFromShape(shape)) - start) * 2,
    );
  };
}

const heap = (backend: BackendWasm): ArrayBuffer =>
  (backend.wasm as unknown as { HEAPU8: Uint8Array<ArrayBuffer> }).HEAPU8.buffer;
