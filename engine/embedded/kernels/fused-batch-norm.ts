import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, floats, free, wasmKernel } from '../wasm-heap.js';
import { repeatedPlaces } from './repeated-places.js';

interface Inputs {
  x: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  offset?: TensorInfo;
  scale?: TensorInfo;
}

/**
 * Batch normalization where the statistics are one value per channel, the last axis, or of a shape that is repeated to the
 * input's. The backend's own takes them one after the other along the flat values of x.
 */
export const fusedBatchNorm = (other: KernelConfig): KernelConfig =>
  wasmKernel<Inputs, { varianceEpsilon: number }>('FusedBatchNorm', ({ inputs, attrs, backend }) => {
    const { x, mean, variance, offset, scale } = inputs;
    const channels = x.shape[x.shape.length - 1] ?? 0;
    const statistics = [mean, variance, offset, scale].filter((tensor) => tensor != null);
    const perChannel = statistics.every(
      ({ shape, dtype }) => dtype === 'float32' && shape.length === 1 && shape[0] === channels,
    );
    const size = util.sizeFromShape(x.shape);
    if (!perChannel && x.dtype === 'float32') return repeated(inputs, attrs.varianceEpsilon, backend);
    if (x.dtype !== 'float32' || size === 0)
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

/** With statistics for some axes, each repeated along the others. */
function repeated(inputs: Inputs, epsilon: number, backend: BackendWasm): TensorInfo {
  const { x, mean, variance, offset, scale } = inputs;
  const out = backend.makeOutput(x.shape, 'float32');
  const [to, from] = [floats(backend, out), floats(backend, x)];
  const along = (statistic: TensorInfo | undefined, otherwise: number): ((at: number) => number) => {
    if (statistic == null) return () => otherwise;
    const place = repeatedPlaces(statistic.shape, x.shape);
    const values = floats(backend, statistic);
    return (at) => values[place(at)] as number;
  };
  const [center, spread, shift, factor] = [
    along(mean, 0),
    along(variance, 1),
    along(offset, 0),
    along(scale, 1),
  ];
  for (let at = 0; at < to.length; at++)
    to[at] = (((from[at] as number) - center(at)) * factor(at)) / Math.sqrt(spread(at) + epsilon) + shift(at);
  return out;
}
