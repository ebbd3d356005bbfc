import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';

/** A registered kernel whose results are made wrong on purpose. */
export interface Fault {
  kernel: string;
  factor: number;
}

/** Notes which kernels of the current backend are called, and puts a fault into one of them. */
export function watchKernels(tf: TfNamespace, fault?: Fault): Set<string> {
  const called = new Set<string>();
  const kernels = tf.getKernelsForBackend(tf.getBackend());
  if (fault && !kernels.some(({ kernelName }) => kernelName === fault.kernel))
    throw new Error(`${tf.getBackend()} has no kernel ${fault.kernel} to put a fault into.`);
  for (const kernel of kernels) {
    const { kernelFunc } = kernel;
    const watched: KernelConfig = {
      ...kernel,
      // It has run when the engine was loaded.
      setupFunc: undefined,
      kernelFunc: (args) => {
        called.add(kernel.kernelName);
        const result = kernelFunc(args);
        if (kernel.kernelName === fault?.kernel) spoil(args.backend as Heap, result, fault.factor);
        return result;
      },
    };
    tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    tf.registerKernel(watched);
  }
  return called;
}

/** What the backend of the embedded engine gives of its memory. */
interface Heap {
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

function spoil(backend: Heap, results: TensorInfo | TensorInfo[], factor: number): void {
  for (const result of [results].flat()) {
    const values = backend.typedArrayFromHeap(result);
    for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
  }
}
