import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, free, wasmKernel } from '../wasm-heap.js';
import { CHUNK, type Conv2DGradAttrs } from './conv2d-grad-attrs.js';
import { windowAxes } from './filter-window.js';

type Shape4D = [number, number, number, number];

/**
 * The gradient of a convolution's filter, as a product of matrices: what each tap of the filter saw, at all output
 * positions, times the output's gradient. A chunk of output rows at a time, so memory stays small for any batch.
 */
export function conv2DBackpropFilter(): KernelConfig {
  const fallback = cpuFallback('Conv2DBackpropFilter');
  return wasmKernel<{ x: TensorInfo; dy: TensorInfo }, Conv2DGradAttrs & { filterShape: Shape4D }>(
    'Conv2DBackpropFilter',
    ({ inputs: { x, dy }, attrs, backend }) => {
      const { strides, pad, dimRoundingMode, filterShape, dataFormat } = attrs;
      if (dataFormat !== 'NHWC' || x.dtype !== 'float32' || dy.dtype !== 'float32')
        return fallback.kernelFunc({ inputs: { x, dy }, attrs: { ...attrs }, backend });
      const info = backend_util.computeConv2DInfo(
        x.shape as Shape4D,
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const { rows, columns } = windowAxes(info);
      const { inChannels, outChannels } = info;
      const taps = rows.filter * columns.filter * inChannels;
      const outRows = info.batchSize * rows.output;
      const out = backend.makeOutput(filterShape, 'float32');
      if (util.sizeFromShape(filterShape) === 0) return out;
      const rowsAtOnce = Math.min(outRows, Math.max(1, Math.floor(CHUNK / (columns.output * taps))));
      const seen = backend.makeOutput([Math.max(1, rowsAtOnce * columns.output * taps)], 'float32');
      const part = backend.makeOutput(filterShape, 'float32');
      const total = new Float64Array(taps * outChannels);
      for (let row = 0; row < outRows; row += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, outRows - row);
        const positions = count * columns.output;
        simd().gatherTaps(
          address(backend, x),
          address(backend, seen),
          row,
          count,
          inChannels,
          ...axisArguments(rows, columns),
        );
        simd().multiply(
          address(backend, part),
          address(backend, seen),
          address(backend, dy) + 4 * row * columns.output * outChannels,
          taps,
          positions,
          outChannels,
          1,
          taps,
        );
        addTo(total, floats(backend, part));
      }
      floats(backend, out).set(total);
      free(backend, seen, part);
      return out;
    },
  );
}

function addTo(total: Float64Array, part: Float32Array): void {
  for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (part[i] as number);
}
