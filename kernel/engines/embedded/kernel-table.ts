import type { KernelConfig } from '@tensorflow/tfjs-core';

/** Kernels of our own. Each replaces the one of tfjs-backend-wasm where that has one. */
export const ownKernels: readonly KernelConfig[] = [];

/** Kernels that tfjs-backend-wasm lacks and training does not lean on: they run as plain JavaScript over copies. */
export const fallbackKernels: readonly string[] = [
  'Complex',
  'ComplexAbs',
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'Draw',
  'Einsum',
  'FFT',
  'IFFT',
  'Imag',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'Real',
  'StaticRegexReplace',
  'UnsortedSegmentSum',
];
