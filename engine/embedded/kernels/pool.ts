import type { TensorInfo } from '@tensorflow/tfjs-core';
import { floats, type WasmKernelArgs, wasmKernel } from '../wasm-heap.js';
import type { FilterWindow, WindowAxis } from './filter-window.js';
import { type ImagePool, imagePoolWindow, type VolumePool, volumePoolWindow } from './pool-window.js';

type Backward = WasmKernelArgs<{ dy: TensorInfo; input: TensorInfo }, object>;

/** The backend's own takes 0 for the maximum of values below zero, and moves windows where strides leave gaps. */
export const maxPool3D = wasmKernel<{ x: TensorInfo }, VolumePool>('MaxPool3D', (args) =>
  pooled(args, (from, inputs, channel, channels) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (const at of inputs) largest = Math.max(largest, from[at * channels + channel] as number);
    return largest;
  }),
);

/** The backend's own moves windows where strides leave gaps. */
export const avgPool3D = wasmKernel<{ x: TensorInfo }, VolumePool>('AvgPool3D', (args) =>
  pooled(args, (from, inputs, channel, channels) => {
    let sum = 0;
    for (const at of inputs) sum += from[at * channels + channel] as number;
    return sum / inputs.length;
  }),
);

/**
 * An average's gradient is shared by what it is the average of. tfjs-core's kernels share it among the whole window, with
 * its padding, which the forward average leaves out.
 */
export const avgPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, ImagePool>(
  'AvgPoolGrad',
  (args) => shared(args, imagePoolWindow(args.inputs.input, args.attrs)),
);

/** As `avgPoolGrad`, over volumes. */
export const avgPool3DGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, VolumePool>(
  'AvgPool3DGrad',
  (args) => shared(args, volumePoolWindow(args.inputs.input, args.attrs)),
);

/** Over volumes TensorFlow gives each of equal maxima the whole gradient, where over images the first one has it. */
export const maxPool3DGrad = wasmKernel<Record<'dy' | 'input' | 'output', TensorInfo>, VolumePool>(
  'MaxPool3DGrad',
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const window = volumePoolWindow(input, attrs);
    const channels = window.inChannels;
    const out = backend.makeOutput(input.shape, 'float32');
    const [to, from] = [floats(backend, out), floats(backend, input)];
    const [back, largest] = [floats(backend, dy), floats(backend, output)];
    to.fill(0);
    forEachWindow(window, (place, inputs) => {
      for (const at of inputs)
        for (let c = 0; c < channels; c++)
          if (from[at * channels + c] === largest[place * channels + c])
            to[at * channels + c] =
              (to[at * channels + c] as number) + (back[place * channels + c] as number);
    });
    return out;
  },
);

function pooled(
  { inputs: { x }, attrs, backend }: WasmKernelArgs<{ x: TensorInfo }, VolumePool>,
  pool: (from: Float32Array, inputs: readonly number[], channel: number, channels: number) => number,
): TensorInfo {
  const window = volumePoolWindow(x, attrs);
  const { batch, depth, rows, columns, inChannels: channels } = window;
  const out = backend.makeOutput([batch, depth.output, rows.output, columns.output, channels], 'float32');
  const [from, to] = [floats(backend, x), floats(backend, out)];
  forEachWindow(window, (output, inputs) => {
    for (let c = 0; c < channels; c++) to[output * channels + c] = pool(from, inputs, c, channels);
  });
  return out;
}

function shared({ inputs: { dy, input }, backend }: Backward, window: FilterWindow): TensorInfo {
  const channels = window.inChannels;
  const out = backend.makeOutput(input.shape, 'float32');
  const [to, from] = [floats(backend, out), floats(backend, dy)];
  to.fill(0);
  forEachWindow(window, (output, inputs) => {
    for (const at of inputs)
      for (let c = 0; c < channels; c++)
        to[at * channels + c] =
          (to[at * channels + c] as number) + (from[output * channels + c] as number) / inputs.length;
  });
  return out;
}

/**
 * Walks over all windows.
 *
 * @param visit Gets the number of the window's output position, and the positions in the input that it covers, both counted
 * over the batch and all axes. The list is used again for the next window.
 */
function forEachWindow(
  { batch, depth, rows, columns }: FilterWindow,
  visit: (output: number, inputs: readonly number[]) => void,
): void {
  const inputs: number[] = [];
  let output = 0;
  for (let n = 0; n < batch; n++)
    for (let d = 0; d < depth.output; d++)
      for (let r = 0; r < rows.output; r++)
        for (let c = 0; c < columns.output; c++) {
          inputs.length = 0;
          const [d0, d1] = covered(depth, d);
          const [r0, r1] = covered(rows, r);
          const [c0, c1] = covered(columns, c);
          for (let i = d0; i < d1; i++)
            for (let j = r0; j < r1; j++) {
              const line = ((n * depth.input + i) * rows.input + j) * columns.input;
              for (let k = c0; k < c1; k++) inputs.push(line + k);
            }
          visit(output++, inputs);
        }
}

/** The positions [from, to) of the input under the window at an output position. */
function covered({ input, filter, stride, pad }: WindowAxis, output: number): [number, number] {
  const from = output * stride - pad;
  return [Math.max(0, from), Math.min(input, from + filter)];
}
