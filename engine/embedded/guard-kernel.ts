import type { DataType, KernelConfig, NamedAttrMap, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs-core';
import { cpuFallback } from './cpu-fallback.js';

/** What a kernel of tfjs-backend-wasm computes rightly. */
export interface NativeCases {
  /** Types of its inputs. */
  types: readonly DataType[];
  /** A further condition on a call. */
  when?: (inputs: Record<string, Tensor>, attrs: NamedAttrMap) => boolean;
}

/**
 * Runs a kernel of tfjs-backend-wasm only on what it was written for: non-empty tensors of certain types. On others
 * many of these kernels print a warning and leave their result unwritten, or write past its end and so break the
 * memory of the whole process; here those calls go to the plain JavaScript kernel.
 */
export function guardKernel(kernel: KernelConfig, { types, when }: NativeCases): KernelConfig {
  const fallback = cpuFallback(kernel.kernelName);
  return {
    ...kernel,
    kernelFunc: (args) =>
      fits(args.inputs, types) &&
      args.attrs?.dtype !== 'string' &&
      (!when || when(args.inputs as Record<string, Tensor>, args.attrs ?? {}))
        ? kernel.kernelFunc(args)
        : fallback.kernelFunc(args),
  };
}

function fits(inputs: NamedTensorInfoMap, types: readonly DataType[]): boolean {
  for (const name in inputs) {
    const input = inputs[name] as Tensor | undefined;
    if (input != null && (input.size === 0 || !types.includes(input.dtype))) return false;
  }
  return true;
}
