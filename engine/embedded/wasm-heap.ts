import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** What a kernel of the embedded engine is called with. */
export interface WasmKernelArgs<Inputs, Attrs = NamedAttrMap> {
  inputs: Inputs;
  attrs: Attrs;
  backend: BackendWasm;
}

/** A kernel written for the WebAssembly backend, in the form that tfjs-core registers. */
export function wasmKernel<Inputs, Attrs>(
  kernelName: string,
  run: (args: WasmKernelArgs<Inputs, Attrs>) => TensorInfo | TensorInfo[],
): KernelConfig {
  return { kernelName, backendName: 'wasm', kernelFunc: run as unknown as KernelFunc };
}

/**
 * The values of a float32 tensor where they lie, without a copy. Any allocation can move WebAssembly's memory, so take
 * views after the last one, and do not keep them.
 */
export const floats = (backend: BackendWasm, tensor: TensorInfo): Float32Array =>
  backend.typedArrayFromHeap(tensor) as Float32Array;

/** As `floats`, for int32. */
export const ints = (backend: BackendWasm, tensor: TensorInfo): Int32Array =>
  backend.typedArrayFromHeap(tensor) as Int32Array;

/** Where the values of a tensor lie in the backend's memory, in bytes. As `floats`, only until the next allocation. */
export const address = (backend: BackendWasm, tensor: TensorInfo): number =>
  backend.dataIdMap.get(tensor.dataId).memoryOffset;

/** Frees a tensor that a kernel made for itself. */
export const free = (backend: BackendWasm, ...tensors: TensorInfo[]): void => {
  for (const { dataId } of tensors) backend.disposeData(dataId);
};
