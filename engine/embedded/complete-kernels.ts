import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  getKernel,
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { cpuFallback } from './cpu-fallback.js';
import { guardKernel } from './guard-kernel.js';
import { fallbackKernels, nativeCases, ownKernels } from './kernel-table.js';

/** Registers every kernel that tfjs-backend-wasm lacks or that we have a better one for, and guards the rest. */
export function completeKernels(backend: BackendWasm): void {
  for (const kernel of getKernelsForBackend('wasm'))
    if (getKernel(kernel.kernelName, 'cpu'))
      replaceKernel(guardKernel(kernel, nativeCases[kernel.kernelName] ?? { types: ['float32'] }));
  for (const name of fallbackKernels) replaceKernel(cpuFallback(name));
  for (const kernel of ownKernels((name) => getKernel(name, 'wasm'))) {
    replaceKernel(kernel);
    kernel.setupFunc?.(backend);
  }
}

/** Registers a kernel in place of the one that has its name, without tfjs-core's warning. */
function replaceKernel(kernel: KernelConfig): void {
  if (getKernel(kernel.kernelName, kernel.backendName))
    unregisterKernel(kernel.kernelName, kernel.backendName);
  registerKernel(kernel);
}
