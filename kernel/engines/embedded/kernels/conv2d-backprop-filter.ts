import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { endView, viewOf } from '../tensor-view.js';
import { floats, free, wasmKernel } from '../wasm-heap.js';
import { CHUNK, type Conv2DGradAttrs } from './conv2d-grad-attrs.js';
import { positionsInside, type WindowAxis, windowAxes } from './filter-window.js';
import { multiply } from './multiply-matrices.js';

/**
 * The gradient of a convolution's filter, as a product of matrices: what each tap of the filter saw, at all output
 * positions, times the output's gradient. A chunk of output rows at a time, so memory stays small for any batch.
 */
export function conv2DBackpropFilter(): KernelConfig {
  const fallback = cpuFallback('Conv2DBackpropFilter');
  return wasmKernel<{ x: TensorInfo; dy: TensorInfo }, Conv2DGradAttrs & { filterShape: FilterShape }>(
    'Conv2DBackpropFilter',
    ({ inputs: { x, dy }, attrs, backend }) => {
      const { strides, pad, dimRoundingMode, filterShape, dataFormat } = attrs;
      if (dataFormat !== 'NHWC' || x.dtype !== 'float32' || dy.dtype !== 'float32')
        return fallback.kernelFunc({ inputs: { x, dy }, attrs: { ...attrs }, backend });
      const info = backend_util.computeConv2DInfo(
        x.shape as FilterShape,
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
      const total = new Float64Array(taps * outChannels);
      const rowsAtOnce = Math.max(1, Math.floor(CHUNK / (columns.output * taps)));
      for (let row = 0; row < outRows; row += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, outRows - row);
        const positions = count * columns.output;
        const seen = backend.makeOutput([taps, positions], 'float32');
        gatherTaps(floats(backend, x), floats(backend, seen), row, count, inChannels, rows, columns);
        const dyPart = viewOf(backend, dy, row * columns.output * outChannels, [positions, outChannels]);
        const part = multiply(backend, seen, dyPart);
        addTo(total, floats(backend, part));
        endView(backend, dyPart);
        free(backend, seen, part);
      }
      const out = backend.makeOutput(filterShape, 'float32');
      if (util.sizeFromShape(filterShape) > 0) floats(backend, out).set(total);
      return out;
    },
  );
}

type FilterShape = [number, number, number, number];

/** seen[tap][position] = the input value under that tap of the filter; 0 on padding. */
function gatherTaps(
  x: Float32Array,
  seen: Float32Array,
  firstRow: number,
  count: number,
  channels: number,
  rows: WindowAxis,
  columns: WindowAxis,
): void {
  seen.fill(0);
  const positions = count * columns.output;
  const step = columns.stride * channels;
  for (let r = 0; r < rows.filter; r++)
    for (let c = 0; c < columns.filter; c++) {
      const [from, to] = positionsInside(columns, c);
      const tap = (r * columns.filter + c) * channels;
      for (let i = 0; i < count; i++) {
        const image = Math.floor((firstRow + i) / rows.output);
        const y = ((firstRow + i) % rows.output) * rows.stride + r - rows.pad;
        if (y < 0 || y >= rows.input) continue;
        const start =
          ((image * rows.input + y) * columns.input + from * columns.stride + c - columns.pad) * channels;
        for (let channel = 0; channel < channels; channel++) {
          let at = start + channel;
          let to_ = (tap + channel) * positions + i * columns.output + from;
          for (let position = from; position < to; position++, at += step) seen[to_++] = x[at] as number;
        }
      }
    }
}

function addTo(total: Float64Array, part: Float32Array): void {
  for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (part[i] as number);
}
