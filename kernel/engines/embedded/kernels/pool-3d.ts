import type { TensorInfo } from '@tensorflow/tfjs-core';
import { floats, type WasmKernelArgs, wasmKernel } from '../wasm-heap.js';
import { type Axes, forEachWindow, imageAxes, type PoolAttrs, volumeAxes } from './window-3d.js';

type Volume = PoolAttrs<[number, number, number]>;
type Forward = WasmKernelArgs<{ x: TensorInfo }, Volume>;
type Backward<Attrs> = WasmKernelArgs<{ dy: TensorInfo; input: TensorInfo }, Attrs>;

function pooled(
  { inputs: { x }, attrs, backend }: Forward,
  pool: (from: Float32Array, inputs: readonly number[], channel: number, channels: number) => number,
): TensorInfo {
  const axes = volumeAxes(x.shape, attrs);
  const [batch = 0, channels = 0] = [x.shape[0], x.shape[4]];
  const out = backend.makeOutput([batch, ...axes.map(({ output }) => output), channels], 'float32');
  const [from, to] = [floats(backend, x), floats(backend, out)];
  forEachWindow(batch, axes, (output, inputs) => {
    for (let c = 0; c < channels; c++) to[output * channels + c] = pool(from, inputs, c, channels);
  });
  return out;
}

/** The backend's own takes 0 for the maximum of values below zero, and moves windows where strides leave gaps. */
export const maxPool3D = wasmKernel<{ x: TensorInfo }, Volume>('MaxPool3D', (args) =>
  pooled(args, (from, inputs, channel, channels) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (const at of inputs) {
      const value = from[at * channels + channel] as number;
      if (value > largest) largest = value;
    }
    return largest;
  }),
);

export const avgPool3D = wasmKernel<{ x: TensorInfo }, Volume>('AvgPool3D', (args) =>
  pooled(args, (from, inputs, channel, channels) => {
    let sum = 0;
    for (const at of inputs) sum += from[at * channels + channel] as number;
    return sum / inputs.length;
  }),
);

/** tfjs-core's plain kernel takes a window's height for its width. */
export const maxPool3DGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, Volume>(
  'MaxPool3DGrad',
  (args) =>
    sentBack(
      args,
      volumeAxes(args.inputs.input.shape, args.attrs),
      (to, dy, inputs, channel, channels, x) => {
        let largest = inputs[0] as number;
        for (const at of inputs)
          if ((x[at * channels + channel] as number) > (x[largest * channels + channel] as number))
            largest = at;
        to[largest * channels + channel] = (to[largest * channels + channel] as number) + dy;
      },
    ),
);

/** tfjs-core's kernels share a gradient among a whole window, its padding too, of which the forward average knows nothing. */
export const avgPool3DGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, Volume>(
  'AvgPool3DGrad',
  (args) => sentBack(args, volumeAxes(args.inputs.input.shape, args.attrs), share),
);

/** As `avgPool3DGrad`, over images. */
export const avgPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttrs<[number, number]>>(
  'AvgPoolGrad',
  (args) => sentBack(args, imageAxes(args.inputs.input.shape, args.attrs), share),
);

type SendBack = (
  to: Float32Array,
  dy: number,
  inputs: readonly number[],
  channel: number,
  channels: number,
  x: Float32Array,
) => void;

const share: SendBack = (to, dy, inputs, channel, channels) => {
  const part = dy / inputs.length;
  for (const at of inputs) to[at * channels + channel] = (to[at * channels + channel] as number) + part;
};

function sentBack<Attrs>(
  { inputs: { dy, input }, backend }: Backward<Attrs>,
  axes: Axes,
  send: SendBack,
): TensorInfo {
  const [batch = 0, channels = 0] = [input.shape[0], input.shape.at(-1)];
  const out = backend.makeOutput(input.shape, 'float32');
  const [to, from, x] = [floats(backend, out), floats(backend, dy), floats(backend, input)];
  to.fill(0);
  forEachWindow(batch, axes, (output, inputs) => {
    for (let c = 0; c < channels; c++)
      send(to, from[output * channels + c] as number, inputs, c, channels, x);
  });
  return out;
}
