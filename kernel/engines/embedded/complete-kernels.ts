import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { cpuFallback } from './cpu-fallback.js';
import { fallbackKernels, ownKernels } from './kernel-table.js';

/** Registers every kernel that tfjs-backend-wasm lacks or that we have a better one for. */
export function completeKernels(backend: BackendWasm): void {
  for (const kernel of ownKernels) {
    replaceKernel(kernel);
    kernel.setupFunc?.(backend);
  }
  for (const name of fallbackKernels) replaceKernel(cpuFallback(name));
}

/** Registers a kernel in place of the one that has its name, without tfjs-core's warning. */
export function replaceKernel(kernel: KernelConfig): void {
  if (getKernel(kernel.kernelName, kernel.backendName))
    unregisterKernel(kernel.kernelName, kernel.backendName);
  registerKernel(kernel);
}
