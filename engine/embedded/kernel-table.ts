import type { DataType, KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import type { NativeCases } from './guard-kernel.js';
import { batchMatMul } from './kernels/batch-mat-mul.js';
import { broadcastBinary } from './kernels/broadcast-binary.js';
import { cast } from './kernels/cast.js';
import { clipByValue } from './kernels/clip-by-value.js';
import { conv2D, conv2DBackpropFilter, conv2DBackpropInput } from './kernels/conv2d.js';
import { conv3D, conv3DBackpropFilter, conv3DBackpropInput } from './kernels/conv3d.js';
import {
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
} from './kernels/depthwise-conv2d-grads.js';
import { fusedBatchNorm } from './kernels/fused-batch-norm.js';
import { gather } from './kernels/gather.js';
import { identity } from './kernels/identity.js';
import { eluGrad, maximum, minimum, relu6, sign } from './kernels/keeping-nan.js';
import { maxPool, maxPoolGrad } from './kernels/max-pool.js';
import { avgPool3D, avgPool3DGrad, avgPoolGrad, maxPool3D, maxPool3DGrad } from './kernels/pool.js';
import { mean, sum } from './kernels/reduce.js';
import { reduceNothing } from './kernels/reduce-nothing.js';
import { resizeBilinearGrad, resizeNearestNeighborGrad } from './kernels/resize-grads.js';
import { cumprod, cumsum } from './kernels/scan.js';
import { slice } from './kernels/slice.js';
import { tile } from './kernels/tile.js';
import { transpose } from './kernels/transpose.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';
import { windowCases } from './window-cases.js';

/**
 * Kernels of our own. Each replaces the one of tfjs-backend-wasm where that has one.
 *
 * @param guarded Gives the backend's own kernel, guarded, for the cases that ours leaves to it.
 */
export const ownKernels = (guarded: (name: string) => KernelConfig): readonly KernelConfig[] => [
  avgPool3D,
  avgPool3DGrad,
  avgPoolGrad,
  batchMatMul(),
  broadcastBinary(guarded('Add'), 'addRows'),
  broadcastBinary(guarded('Multiply'), 'multiplyRows'),
  broadcastBinary(guarded('RealDiv'), 'divideRows'),
  broadcastBinary(guarded('Sub'), 'subtractRows'),
  cast(),
  clipByValue,
  conv2D(guarded('Conv2D')),
  conv2DBackpropFilter(),
  conv2DBackpropInput(),
  conv3D(),
  conv3DBackpropFilter,
  conv3DBackpropInput,
  cumprod,
  cumsum,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  eluGrad,
  fusedBatchNorm(guarded('FusedBatchNorm')),
  gather(),
  identity,
  maximum(guarded('Maximum')),
  maxPool(guarded('MaxPool')),
  maxPool3D,
  maxPool3DGrad,
  maxPoolGrad,
  mean(reduceNothing(guarded('Mean'))),
  minimum(guarded('Minimum')),
  reduceNothing(guarded('All')),
  reduceNothing(guarded('Max')),
  reduceNothing(guarded('Min')),
  relu6,
  resizeBilinearGrad,
  resizeNearestNeighborGrad,
  sign,
  slice(guarded('Slice')),
  sum(guarded('Sum')),
  tile(guarded('Tile')),
  transpose(guarded('Transpose')),
  unsortedSegmentSum,
];

/**
 * Kernels that tfjs-backend-wasm lacks, or computes wrongly, and that few nets lean on: they run as plain JavaScript over
 * copies of their inputs.
 */
export const fallbackKernels: readonly string[] = [
  // Wrong results.
  'Dilation2D',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
  'MaxPoolWithArgmax',
  'Transform',
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
  ...each(['float32', 'int32', 'bool'], ['Transpose', 'Slice', 'Concat', 'SplitV', 'Unpack', 'Pack']),
  ...each(['float32', 'int32', 'bool'], ['GatherNd', 'ZerosLike']),
  ...each(['float32', 'int32', 'bool'], ['OnesLike', 'PadV2', 'MirrorPad']),
  ...each(['float32', 'int32'], ['Add', 'Sub', 'Multiply', 'Maximum', 'Minimum', 'SquaredDifference']),
  ...each(['float32', 'int32'], ['Reverse', 'ScatterNd']),
  ...each(['float32', 'int32'], ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual']),
  ...each(['float32', 'int32'], ['Sum', 'Max', 'Min', 'Prod', 'ArgMax', 'ArgMin', 'Mean', 'TopK']),
  ...each(['bool'], ['LogicalAnd', 'LogicalOr', 'LogicalXor', 'LogicalNot', 'All', 'Any']),
  ...windows([
    'Conv2D',
    'FusedConv2D',
    'DepthwiseConv2dNative',
    'FusedDepthwiseConv2D',
    'MaxPool',
    'AvgPool',
  ]),
  // Writes the bits of whole numbers, whatever the type of its result.
  OneHot: { types: ['int32'], when: (_, { dtype }) => dtype === 'int32' },
  // With a transposed factor it adds the bias once for each 48 of the shared dimension.
  // Repeats matrices of one batch wrongly over another, and takes a bias of one axis alone.
  _FusedMatMul: {
    types: ['float32'],
    when: ({ a, b, bias }, { transposeA, transposeB }) =>
      !transposeA && !transposeB && sameBatch(a, b) && (bias == null || bias.rank === 1),
  },
  // Repeats alpha along the flat values of x.
  Prelu: { types: ['float32'], when: ({ x, alpha }) => endsWith(x?.shape, alpha?.shape) },
  // The condition is bool; a bool result would be written as four bytes each.
  Select: { types: ['float32', 'int32', 'bool'], when: ({ t }) => t?.dtype !== 'bool' },
};

function each(types: readonly DataType[], names: readonly string[]): Record<string, NativeCases> {
  return Object.fromEntries(names.map((name) => [name, { types }]));
}

const sameBatch = (a?: Tensor, b?: Tensor): boolean =>
  a?.shape.slice(0, -2).join() === b?.shape.slice(0, -2).join();

/** Whether a shape, its leading ones left away, is the end of another. */
function endsWith(shape: readonly number[] = [], end: readonly number[] = []): boolean {
  const first = end.findIndex((dimension) => dimension !== 1);
  const rest = first < 0 ? [] : end.slice(first);
  return (
    end.length <= shape.length &&
    rest.every((dimension, i) => dimension === shape[shape.length - rest.length + i])
  );
}

function windows(names: readonly string[]): Record<string, NativeCases> {
  return Object.fromEntries(names.map((name) => [name, windowCases(name)]));
}
