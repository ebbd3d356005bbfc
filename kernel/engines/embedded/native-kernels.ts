import { getKernel, type KernelFunc } from '@tensorflow/tfjs-core';

const NAMES = ['BatchMatMul', 'Transpose', 'Sum', 'Mean'] as const;
export type NativeKernelName = (typeof NAMES)[number];

const kernels = new Map<NativeKernelName, KernelFunc>();

/** Keeps the kernels of tfjs-backend-wasm that our own are composed of, before ours replace them. */
export function keepNativeKernels(): void {
  for (const name of NAMES) if (!kernels.has(name)) kernels.set(name, getKernel(name, 'wasm').kernelFunc);
}

/** A kernel of tfjs-backend-wasm, as it was. */
export function nativeKernel(name: NativeKernelName): KernelFunc {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`The kernel ${name} was asked for before the embedded engine was loaded.`);
  return kernel;
}
