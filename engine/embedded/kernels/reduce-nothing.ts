import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

interface ReduceAttrs {
  /** Of `Max` and `Min`. */
  reductionIndices?: number | number[];
  axis?: number | number[];
  keepDims: boolean;
}

/** What TensorFlow makes of no values at all; the plain kernels give 0 and NaN. */
const OF_NOTHING: Readonly<Record<string, number>> = {
  All: 1,
  Max: Number.NEGATIVE_INFINITY,
  Mean: Number.NaN,
  Min: Number.POSITIVE_INFINITY,
};

/** A reduction, over no values too: the mean of nothing is NaN, its largest −∞, and all of it is true. */
export const reduceNothing = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, ReduceAttrs>(other.kernelName, ({ inputs, attrs, backend }) => {
    const { x } = inputs;
    const axes = util.parseAxisParam((attrs.reductionIndices ?? attrs.axis) as number, x.shape);
    const [shape, reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    if (util.sizeFromShape(reduced) > 0 || x.dtype === 'int32')
      return other.kernelFunc({ inputs: { ...inputs }, attrs: { ...attrs }, backend });
    const out = backend.makeOutput(
      attrs.keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape,
      x.dtype,
    );
    backend.typedArrayFromHeap(out).fill(OF_NOTHING[other.kernelName] ?? 0);
    return out;
  });
