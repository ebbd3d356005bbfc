import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, free, wasmKernel } from '../wasm-heap.js';
import { CHUNK, type Conv2DGradAttrs } from './conv2d-grad-attrs.js';
import { windowAxes } from './filter-window.js';
import { transposed } from './transpose.js';

type Shape4D = [number, number, number, number];

/**
 * The gradient of a convolution's input, and the forward pass of a transposed convolution: the output's gradient times
 * the filter gives what each output position sends to each tap; those are summed where taps overlap.
 */
export function conv2DBackpropInput(): KernelConfig {
  const fallback = cpuFallback('Conv2DBackpropInput');
  return wasmKernel<{ dy: TensorInfo; filter: TensorInfo }, Conv2DGradAttrs & { inputShape: Shape4D }>(
    'Conv2DBackpropInput',
    ({ inputs: { dy, filter }, attrs, backend }) => {
      const { strides, pad, dimRoundingMode, inputShape, dataFormat } = attrs;
      if (dataFormat !== 'NHWC' || dy.dtype !== 'float32' || filter.dtype !== 'float32')
        return fallback.kernelFunc({ inputs: { dy, filter }, attrs: { ...attrs }, backend });
      const info = backend_util.computeConv2DInfo(
        inputShape,
        filter.shape as Shape4D,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const { rows, columns } = windowAxes(info);
      const { inChannels, outChannels } = info;
      const taps = rows.filter * columns.filter * inChannels;
      const out = backend.makeOutput(inputShape, 'float32');
      floats(backend, out).fill(0);
      const outRows = info.batchSize * rows.output;
      if (taps * outChannels * outRows === 0) return out;
      const rowsAtOnce = Math.min(outRows, Math.max(1, Math.floor(CHUNK / (columns.output * taps))));
      const upright = transposed(backend, { ...filter, shape: [taps, outChannels] });
      const sent = backend.makeOutput([rowsAtOnce * columns.output, taps], 'float32');
      for (let row = 0; row < outRows; row += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, outRows - row);
        simd().multiply(
          address(backend, sent),
          address(backend, dy) + 4 * row * columns.output * outChannels,
          address(backend, upright),
          count * columns.output,
          outChannels,
          taps,
          outChannels,
          1,
        );
        simd().scatterTaps(
          address(backend, sent),
          address(backend, out),
          row,
          count,
          inChannels,
          ...axisArguments(rows, columns),
        );
      }
      free(backend, upright, sent);
      return out;
    },
  );
}
