import * as core from '@tensorflow/tfjs-core';
// Types of `tensor.add(…)` and its like.
import type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';

/** Operations that every tensor has as methods, itself being the first argument. */
const SAME_NAME = `
  abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND
  broadcastTo cast ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace
  depthwiseConv2d dilation2d div divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor
  floorDiv gather greater greaterEqual ifft irfft isFinite isInf isNaN leakyRelu less lessEqual
  localResponseNormalization log log1p logicalAnd logicalNot logicalOr logicalXor logSigmoid logSoftmax
  logSumExp matMul max maximum maxPool mean min minimum mirrorPad mod mul neg norm notEqual oneHot onesLike
  pad pool pow prelu prod reciprocal relu relu6 reshape reverse rfft round rsqrt selu separableConv2d
  sigmoid sign sin sinh slice softmax softplus spaceToBatchND split sqrt square squaredDifference squeeze
  step stridedSlice sub sum tan tanh tile topk transpose unique unsortedSegmentSum unstack zerosLike
`
  .trim()
  .split(/\s+/);

type Method = (this: core.Tensor, ...args: never[]) => unknown;
type Operation = (x: core.Tensor, ...args: unknown[]) => unknown;

/** Methods that are more than the operation of the same name. */
const OTHERS: Record<string, Method> = {
  as1D() {
    return this.reshape([this.size]);
  },
  flatten() {
    return this.reshape([this.size]);
  },
  as2D(...shape: number[]) {
    return this.reshape(shape);
  },
  as3D(...shape: number[]) {
    return this.reshape(shape);
  },
  as4D(...shape: number[]) {
    return this.reshape(shape);
  },
  as5D(...shape: number[]) {
    return this.reshape(shape);
  },
  asScalar() {
    core.util.assert(this.size === 1, () => `asScalar needs a tensor of one element; this has ${this.size}.`);
    return this.reshape([]);
  },
  asType(dtype: core.DataType) {
    return core.cast(this, dtype);
  },
  toBool() {
    return core.cast(this, 'bool');
  },
  toFloat() {
    return core.cast(this, 'float32');
  },
  toInt() {
    return core.cast(this, 'int32');
  },
  reshapeAs(like: core.Tensor) {
    return this.reshape(like.shape);
  },
  concat(others: core.Tensor | core.Tensor[], axis?: number) {
    return core.concat([this, ...[others].flat()], axis);
  },
  stack(others: core.Tensor | core.Tensor[], axis?: number) {
    return core.stack([this, ...[others].flat()], axis);
  },
  resizeBilinear(size: [number, number], ...rest: boolean[]) {
    return core.image.resizeBilinear(this as core.Tensor3D, size, ...rest);
  },
  resizeNearestNeighbor(size: [number, number], ...rest: boolean[]) {
    return core.image.resizeNearestNeighbor(this as core.Tensor3D, size, ...rest);
  },
  where(condition: core.Tensor, otherwise: core.Tensor) {
    return core.where(condition, this, otherwise);
  },
};

/**
 * Gives tensors their methods (`x.add(y)`). The package `@tensorflow/tfjs` does that; tfjs-core's build for Node, which
 * the engine is made of, does not, and its own registration would bring a second copy of tfjs-core.
 */
export function chainOps(): void {
  const prototype = core.Tensor.prototype as unknown as Record<string, unknown>;
  const operations = core as unknown as Record<string, Operation>;
  for (const name of SAME_NAME) {
    const operation = operations[name];
    if (operation)
      define(prototype, name, function (...args) {
        return operation(this, ...args);
      });
  }
  for (const [name, method] of Object.entries(OTHERS)) define(prototype, name, method);
}

function define(prototype: Record<string, unknown>, name: string, method: Method): void {
  prototype[name] = function (this: core.Tensor, ...args: never[]) {
    (this as unknown as { throwIfDisposed(): void }).throwIfDisposed();
    return method.apply(this, args);
  };
}
