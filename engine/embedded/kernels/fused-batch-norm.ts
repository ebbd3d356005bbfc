import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, floats, free, wasmKernel } from '../wasm-heap.js';

interface Inputs {
  x: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  offset?: TensorInfo;
  scale?: TensorInfo;
}

/** Batch normalization where the statistics are one value per channel, the last axis; others go to the backend's own. */
export const fusedBatchNorm = (other: KernelConfig): KernelConfig =>
  wasmKernel<Inputs, { varianceEpsilon: number }>('FusedBatchNorm', ({ inputs, attrs, backend }) => {
    const { x, mean, variance, offset, scale } = inputs;
    const channels = x.shape[x.shape.length - 1] ?? 0;
    const statistics = [mean, variance, offset, scale].filter((tensor) => tensor != null);
    const perChannel = statistics.every(
      ({ shape, dtype }) => dtype === 'float32' && shape.length === 1 && shape[0] === channels,
    );
    const size = util.sizeFromShape(x.shape);
    if (!perChannel || x.dtype !== 'float32' || size === 0)
      return other.kernelFunc({ inputs: { ...inputs }, attrs: { ...attrs }, backend });
    const out = backend.makeOutput(x.shape, 'float32');
    const factor = backend.makeOutput([channels], 'float32');
    const shift = backend.makeOutput([channels], 'float32');
    const factors = floats(backend, factor);
    const variances = floats(backend, variance);
    const scales = scale && floats(backend, scale);
    for (let c = 0; c < channels; c++)
      factors[c] = (scales?.[c] ?? 1) / Math.sqrt((variances[c] as number) + attrs.varianceEpsilon);
    if (offset) floats(backend, shift).set(floats(backend, offset));
    else floats(backend, shift).fill(0);
    simd().normalizeRows(
      address(backend, out),
      address(backend, x),
      size / channels,
      channels,
      address(backend, mean),
      address(backend, factor),
      address(backend, shift),
    );
    free(backend, factor, shift);
    return out;
  });
