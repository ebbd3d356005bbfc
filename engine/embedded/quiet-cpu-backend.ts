import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** A plain JavaScript backend that does not print its advice to install tfjs-node on first use. */
export function makeQuietCpuBackend(): MathBackendCPU {
  const backend = new MathBackendCPU();
  (backend as unknown as { firstUse: boolean }).firstUse = false;
  return backend;
}

/** Makes `tf.setBackend('cpu')` give a quiet backend. */
export function quietCpuBackend(): void {
  removeBackend('cpu');
  registerBackend('cpu', makeQuietCpuBackend, 1);
}
