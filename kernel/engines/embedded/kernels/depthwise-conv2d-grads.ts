import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { floats, wasmKernel } from '../wasm-heap.js';
import type { Conv2DGradAttrs } from './conv2d-grad-attrs.js';
import { positionsInside, windowAxes } from './filter-window.js';

type Shape4D = [number, number, number, number];

interface DepthwiseAttrs extends Conv2DGradAttrs {
  dilations: number | [number, number];
}

/** The gradient of a depthwise filter. Images are [batch, rows, columns, channels]; no other layout exists for it. */
export const depthwiseConv2dBackpropFilter = wasmKernel<
  { x: TensorInfo; dy: TensorInfo },
  DepthwiseAttrs & { filterShape: Shape4D }
>('DepthwiseConv2dNativeBackpropFilter', ({ inputs: { x, dy }, attrs, backend }) => {
  const { filterShape } = attrs;
  const out = backend.makeOutput(filterShape, 'float32');
  const total = new Float64Array(filterShape.reduce((product, size) => product * size, 1));
  const seen = floats(backend, x);
  const gradient = floats(backend, dy);
  visitTaps(x.shape as Shape4D, filterShape, attrs, (at, from, tap, channels, multiplier) => {
    for (let channel = 0; channel < channels; channel++) {
      const value = seen[at + channel] as number;
      for (let q = 0; q < multiplier; q++, from++, tap++)
        total[tap] = (total[tap] as number) + value * (gradient[from] as number);
    }
  });
  floats(backend, out).set(total);
  return out;
});

/** The gradient of the input of a depthwise convolution. */
export const depthwiseConv2dBackpropInput = wasmKernel<
  { dy: TensorInfo; filter: TensorInfo },
  DepthwiseAttrs & { inputShape: Shape4D }
>('DepthwiseConv2dNativeBackpropInput', ({ inputs: { dy, filter }, attrs, backend }) => {
  const out = backend.makeOutput(attrs.inputShape, 'float32');
  const dx = floats(backend, out);
  const gradient = floats(backend, dy);
  const weights = floats(backend, filter);
  dx.fill(0);
  visitTaps(attrs.inputShape, filter.shape as Shape4D, attrs, (at, from, tap, channels, multiplier) => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = dx[at + channel] as number;
      for (let q = 0; q < multiplier; q++, from++, tap++)
        sum += (gradient[from] as number) * (weights[tap] as number);
      dx[at + channel] = sum;
    }
  });
  return out;
});

/**
 * Calls `visit` for each output position and each tap of the filter that lies on the input, with the first index of the
 * channels in the input, in the output, and in the filter.
 */
function visitTaps(
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, dilations, pad, dimRoundingMode }: DepthwiseAttrs,
  visit: (input: number, output: number, filter: number, channels: number, multiplier: number) => void,
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
  const { rows, columns } = windowAxes(info);
  const channels = info.inChannels;
  const multiplier = filterShape[3];
  for (let r = 0; r < rows.filter; r++) {
    const [top, bottom] = positionsInside(rows, r);
    for (let c = 0; c < columns.filter; c++) {
      const [left, right] = positionsInside(columns, c);
      const tap = (r * columns.filter + c) * channels * multiplier;
      for (let image = 0; image < info.batchSize; image++)
        for (let row = top; row < bottom; row++) {
          const y = row * rows.stride + r * rows.dilation - rows.pad;
          const inputLine = (image * rows.input + y) * columns.input + c * columns.dilation - columns.pad;
          const outputLine = (image * rows.output + row) * columns.output;
          for (let column = left; column < right; column++)
            visit(
              (inputLine + column * columns.stride) * channels,
              (outputLine + column) * channels * multiplier,
              tap,
              channels,
              multiplier,
            );
        }
    }
  }
}
