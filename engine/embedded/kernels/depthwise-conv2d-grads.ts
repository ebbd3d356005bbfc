import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, floats, free, wasmKernel } from '../wasm-heap.js';
import { imageWindow, positionsInside } from './filter-window.js';

type Shape4D = [number, number, number, number];

interface DepthwiseAttrs {
  strides: number | [number, number];
  dilations: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The gradient of a depthwise filter. Images are [batch, rows, columns, channels]; no other layout exists for it. */
export const depthwiseConv2dBackpropFilter = wasmKernel<
  { x: TensorInfo; dy: TensorInfo },
  DepthwiseAttrs & { filterShape: Shape4D }
>('DepthwiseConv2dNativeBackpropFilter', ({ inputs: { x, dy }, attrs, backend }) => {
  const { filterShape } = attrs;
  const out = backend.makeOutput(filterShape, 'float32');
  const size = filterShape.reduce((product, side) => product * side, 1);
  // Totals in float64, two places of float32 each.
  const totals = backend.makeOutput([2 * size], 'float32');
  floats(backend, totals).fill(0);
  const [seen, gradient, total] = [address(backend, x), address(backend, dy), address(backend, totals)];
  visitTaps(x.shape as Shape4D, filterShape, attrs, (at, from, tap, run) =>
    simd().depthwiseTap(total + 8 * tap, seen + 4 * at, gradient + 4 * from, ...run),
  );
  const bytes = floats(backend, totals);
  floats(backend, out).set(new Float64Array(bytes.buffer, bytes.byteOffset, size));
  free(backend, totals);
  return out;
});

/** The gradient of the input of a depthwise convolution. */
export const depthwiseConv2dBackpropInput = wasmKernel<
  { dy: TensorInfo; filter: TensorInfo },
  DepthwiseAttrs & { inputShape: Shape4D }
>('DepthwiseConv2dNativeBackpropInput', ({ inputs: { dy, filter }, attrs, backend }) => {
  const out = backend.makeOutput(attrs.inputShape, 'float32');
  floats(backend, out).fill(0);
  const [to, gradient, weights] = [out, dy, filter].map((tensor) => address(backend, tensor)) as [
    number,
    number,
    number,
  ];
  visitTaps(attrs.inputShape, filter.shape as Shape4D, attrs, (at, from, tap, run) =>
    simd().depthwiseBack(to + 4 * at, gradient + 4 * from, weights + 4 * tap, ...run),
  );
  return out;
});

type Run = [count: number, step: number, channels: number, multiplier: number];

/**
 * Calls `visit` for each tap of the filter and each row of output positions at which it lies on the input, with the first
 * index in the input, in the output and in the filter, and the positions in a row: how many, how far apart in the input.
 */
function visitTaps(
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, dilations, pad, dimRoundingMode }: DepthwiseAttrs,
  visit: (input: number, output: number, filter: number, run: Run) => void,
): void {
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const { batch, rows, columns, inChannels: channels } = imageWindow(info);
  const multiplier = filterShape[3];
  for (let r = 0; r < rows.filter; r++) {
    const [top, bottom] = positionsInside(rows, r);
    for (let c = 0; c < columns.filter; c++) {
      const [left, right] = positionsInside(columns, c);
      if (right <= left) continue;
      const tap = (r * columns.filter + c) * channels * multiplier;
      const run: Run = [right - left, columns.stride * channels, channels, multiplier];
      for (let image = 0; image < batch; image++)
        for (let row = top; row < bottom; row++) {
          const y = row * rows.stride + r * rows.dilation - rows.pad;
          const column = left * columns.stride + c * columns.dilation - columns.pad;
          const input = ((image * rows.input + y) * columns.input + column) * channels;
          const output = ((image * rows.output + row) * columns.output + left) * channels * multiplier;
          visit(input, output, tap, run);
        }
    }
  }
}
