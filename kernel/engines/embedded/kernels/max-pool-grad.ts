import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { floats, wasmKernel } from '../wasm-heap.js';
import { windowAxes } from './filter-window.js';

interface PoolAttrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of max pooling goes to the place of each window's maximum, the first one of equals. The backend's own
 * loses it where the maximum is negative, so without a ReLU before the pooling.
 */
export const maxPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttrs>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = input.shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const { rows, columns } = windowAxes(info);
    const channels = info.inChannels;
    const out = backend.makeOutput(input.shape, 'float32');
    const x = floats(backend, input);
    const gradient = floats(backend, dy);
    const dx = floats(backend, out);
    dx.fill(0);
    let from = 0;
    for (let image = 0; image < info.batchSize; image++)
      for (let row = 0; row < rows.output; row++) {
        const top = row * rows.stride - rows.pad;
        const first = Math.max(0, top);
        const last = Math.min(rows.input, top + rows.filter);
        for (let column = 0; column < columns.output; column++) {
          const left = column * columns.stride - columns.pad;
          const start = Math.max(0, left);
          const end = Math.min(columns.input, left + columns.filter);
          for (let channel = 0; channel < channels; channel++, from++) {
            let place = ((image * rows.input + first) * columns.input + start) * channels + channel;
            let best = x[place] as number;
            for (let y = first; y < last; y++) {
              let at = ((image * rows.input + y) * columns.input + start) * channels + channel;
              for (let c = start; c < end; c++, at += channels)
                if ((x[at] as number) > best) {
                  best = x[at] as number;
                  place = at;
                }
            }
            dx[place] = (dx[place] as number) + (gradient[from] as number);
          }
        }
      }
    return out;
  },
);
