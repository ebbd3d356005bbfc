import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';

/** A part of a tensor's memory as a tensor of its own, without a copy. End it with `endView`, never with `free`. */
export function viewOf(backend: BackendWasm, tensor: TensorInfo, start: number, shape: number[]): TensorInfo {
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId);
  const offset = memoryOffset + start * util.bytesPerElement(tensor.dtype);
  return backend.makeOutput(shape, tensor.dtype, offset);
}

/** Forgets a view; the memory stays with the tensor that it is a part of. */
export function endView(backend: BackendWasm, view: TensorInfo): void {
  backend.wasm.tfjs.disposeData(backend.dataIdMap.get(view.dataId).id);
  backend.dataIdMap.delete(view.dataId);
}
