import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { endView, viewOf } from '../tensor-view.js';
import { floats, free, wasmKernel } from '../wasm-heap.js';
import { CHUNK, type Conv2DGradAttrs } from './conv2d-grad-attrs.js';
import { positionsInside, type WindowAxis, windowAxes } from './filter-window.js';
import { multiply, withTransposed } from './multiply-matrices.js';

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
      const rowsAtOnce = Math.max(1, Math.floor(CHUNK / (columns.output * taps)));
      const flat = viewOf(backend, filter, 0, [taps, outChannels]);
      withTransposed(backend, flat, (transposedFilter) => {
        for (let row = 0; row < outRows; row += rowsAtOnce) {
          const count = Math.min(rowsAtOnce, outRows - row);
          const positions = count * columns.output;
          const dyPart = viewOf(backend, dy, row * columns.output * outChannels, [positions, outChannels]);
          const sent = multiply(backend, dyPart, transposedFilter);
          scatterTaps(floats(backend, sent), floats(backend, out), row, count, inChannels, rows, columns);
          endView(backend, dyPart);
          free(backend, sent);
        }
      });
      endView(backend, flat);
      return out;
    },
  );
}

/** Adds sent[position][tap] to the input value under that tap of the filter. */
function scatterTaps(
  sent: Float32Array,
  dx: Float32Array,
  firstRow: number,
  count: number,
  channels: number,
  rows: WindowAxis,
  columns: WindowAxis,
): void {
  const taps = rows.filter * columns.filter * channels;
  for (let i = 0; i < count; i++) {
    const image = Math.floor((firstRow + i) / rows.output);
    const top = ((firstRow + i) % rows.output) * rows.stride - rows.pad;
    for (let r = 0; r < rows.filter; r++) {
      const y = top + r;
      if (y < 0 || y >= rows.input) continue;
      const line = (image * rows.input + y) * columns.input;
      for (let c = 0; c < columns.filter; c++) {
        const [from, to] = positionsInside(columns, c);
        const tap = (r * columns.filter + c) * channels;
        for (let position = from; position < to; position++) {
          let at = (i * columns.output + position) * taps + tap;
          let to_ = (line + position * columns.stride + c - columns.pad) * channels;
          for (let channel = 0; channel < channels; channel++, at++, to_++)
            dx[to_] = (dx[to_] as number) + (sent[at] as number);
        }
      }
    }
  }
}
