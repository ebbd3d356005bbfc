import type { DataType, KernelConfig } from '@tensorflow/tfjs-core';
import type { NativeCases } from './guard-kernel.js';
import { batchMatMul } from './kernels/batch-mat-mul.js';
import { cast } from './kernels/cast.js';
import { clipByValue } from './kernels/clip-by-value.js';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input.js';
import {
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
} from './kernels/depthwise-conv2d-grads.js';
import { identity } from './kernels/identity.js';
import { maxPoolGrad } from './kernels/max-pool-grad.js';
import { cumprod, cumsum } from './kernels/scan.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';

/** Kernels of our own. Each replaces the one of tfjs-backend-wasm where that has one. Made after `keepNativeKernels`. */
export const ownKernels = (): readonly KernelConfig[] => [
  batchMatMul(),
  cast(),
  clipByValue,
  conv2DBackpropFilter(),
  conv2DBackpropInput(),
  cumprod,
  cumsum,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  identity,
  maxPoolGrad,
  unsortedSegmentSum,
];

/**
 * Kernels that tfjs-backend-wasm lacks, or computes wrongly, and that few nets lean on: they run as plain JavaScript over
 * copies of their inputs.
 */
export const fallbackKernels: readonly string[] = [
  // Wrong results: the input's gradient of a 3D convolution, and 3D pooling over negative values.
  'Conv3DBackpropInputV2',
  'MaxPool3D',
  'MaxPool3DGrad',
  // Lacking.
  'Complex',
  'ComplexAbs',
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
];

/** The cases that kernels of tfjs-backend-wasm compute rightly, where these are not just float32. */
export const nativeCases: Readonly<Record<string, NativeCases>> = {
  ...each(['float32', 'int32', 'bool', 'string', 'complex64'], ['Reshape', 'ExpandDims']),
  ...each(['float32', 'int32', 'bool'], ['Transpose', 'Tile', 'Slice', 'Concat', 'SplitV', 'Unpack', 'Pack']),
  ...each(['float32', 'int32', 'bool'], ['GatherNd', 'ZerosLike']),
  ...each(['float32', 'int32', 'bool'], ['OnesLike', 'PadV2', 'MirrorPad']),
  ...each(['float32', 'int32'], ['Add', 'Sub', 'Multiply', 'Maximum', 'Minimum', 'SquaredDifference']),
  ...each(['float32', 'int32'], ['Reverse', 'ScatterNd']),
  ...each(['float32', 'int32'], ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual']),
  ...each(['float32', 'int32'], ['Sum', 'Max', 'Min', 'Prod', 'ArgMax', 'ArgMin', 'Mean', 'TopK']),
  ...each(['bool'], ['LogicalAnd', 'LogicalOr', 'LogicalXor', 'LogicalNot', 'All', 'Any']),
  // The condition is bool; a bool result would be written as four bytes each.
  // Writes the bits of whole numbers, whatever the type of its result.
  OneHot: { types: ['int32'], when: (_, { dtype }) => dtype === 'int32' },
  // With batch dimensions it reads outside its memory.
  GatherV2: { types: ['float32', 'int32', 'bool'], when: (_, { batchDims }) => !batchDims },
  // With a transposed factor it adds the bias once for each 48 of the shared dimension.
  _FusedMatMul: { types: ['float32'], when: (_, { transposeA, transposeB }) => !transposeA && !transposeB },
  // Repeats alpha along the flat values of x.
  Prelu: { types: ['float32'], when: ({ x, alpha }) => endsWith(x?.shape, alpha?.shape) },
  Select: { types: ['float32', 'int32', 'bool'], when: ({ t }) => t?.dtype !== 'bool' },
};

function each(types: readonly DataType[], names: readonly string[]): Record<string, NativeCases> {
  return Object.fromEntries(names.map((name) => [name, { types }]));
}

/** Whether a shape, its leading ones left away, is the end of another. */
function endsWith(shape: readonly number[] = [], end: readonly number[] = []): boolean {
  const first = end.findIndex((dimension) => dimension !== 1);
  const rest = first < 0 ? [] : end.slice(first);
  return (
    end.length <= shape.length &&
    rest.every((dimension, i) => dimension === shape[shape.length - rest.length + i])
  );
}
