import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { memory } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';

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
    say(
      `The embedded engine is out of memory: ${numTensors} tensors hold ${megabytes(numBytes)}, and ` +
        `${megabytes(bytes)} more do not fit into WebAssembly's 4 GB. Use a smaller batch size, or free tensors with ` +
        'tf.tidy and dispose().',
      `내장 엔진의 메모리가 모자랍니다: 텐서 ${numTensors}개가 ${megabytes(numBytes)}을(를) 쓰고 있고, WebAssembly의 4 GB에 ` +
        `${megabytes(bytes)}을(를) 더 담을 수 없습니다. 배치 크기를 줄이거나 tf.tidy와 dispose()로 텐서를 정리하세요.`,
    ),
  );
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
