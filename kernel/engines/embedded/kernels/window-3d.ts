import { backend_util } from '@tensorflow/tfjs-core';
import { type WindowAxis, windowAxes } from './filter-window.js';

type Triple = [number, number, number];
type Shape5D = [number, number, number, number, number];

/** Attributes of pooling kernels, over images and over volumes. */
export interface PoolAttrs<Size> {
  filterSize: number | Size;
  strides: number | Size;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The three axes along which windows move: depth, rows, columns. Images have a depth of 1. */
export type Axes = readonly [WindowAxis, WindowAxis, WindowAxis];

const FLAT: WindowAxis = { input: 1, filter: 1, output: 1, stride: 1, dilation: 1, pad: 0 };

export function imageAxes(shape: number[], attrs: PoolAttrs<[number, number]>): Axes {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { rows, columns } = windowAxes(info);
  return [FLAT, rows, columns];
}

/**
 * tfjs-core takes a padding below zero where strides leave gaps between windows, and moves every window by it; TensorFlow,
 * and the two axes of its own images, then have none.
 */
export function volumeAxes(shape: number[], attrs: PoolAttrs<Triple>): Axes {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool3DInfo(shape as Shape5D, filterSize, strides, 1, pad, dimRoundingMode);
  const { rows, columns } = windowAxes(info);
  const depth = {
    input: info.inDepth,
    filter: info.filterDepth,
    output: info.outDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    pad: info.padInfo.front,
  };
  const notBelowZero = (axis: WindowAxis): WindowAxis => ({ ...axis, pad: Math.max(0, axis.pad) });
  return [notBelowZero(depth), notBelowZero(rows), notBelowZero(columns)];
}

/**
 * Walks over all windows.
 *
 * @param visit Gets the number of the window's output position, and the positions in the input that it covers, both counted
 * over the batch and all three axes; the list is used again for the next.
 */
export function forEachWindow(
  batch: number,
  [depth, rows, columns]: Axes,
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
