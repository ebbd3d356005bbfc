import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, free } from '../wasm-heap.js';
import type { FilterWindow } from './filter-window.js';
import { transposed } from './transpose.js';

// A convolution and its two gradients as products of matrices: what each tap of the filter sees at all output positions is
// unfolded, a chunk of output rows at a time, so that memory stays small for any batch. Filters are [taps][outChannels].

/** Most values of the unfolded input that are held at once: 4 MB, which stay in the cache. */
const CHUNK = 2 ** 20;

interface Part {
  /** The first output row, counted over the batch, and how many. */
  row: number;
  count: number;
  positions: number;
  /** Where the part begins in the output, in values. */
  start: number;
}

/** Output rows, counted over the batch, that are unfolded at once. */
export function partRows(window: FilterWindow): number {
  const { batch, depth, rows, columns } = window;
  const outRows = batch * depth.output * rows.output;
  return Math.min(outRows, Math.max(1, Math.floor(CHUNK / (columns.output * tapsOf(window)))));
}

function* parts(window: FilterWindow): Generator<Part> {
  const { batch, depth, rows, columns, outChannels } = window;
  const outRows = batch * depth.output * rows.output;
  const rowsAtOnce = partRows(window);
  for (let row = 0; row < outRows; row += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, outRows - row);
    yield { row, count, positions: count * columns.output, start: row * columns.output * outChannels };
  }
}

const tapsOf = ({ depth, rows, columns, inChannels }: FilterWindow): number =>
  depth.filter * rows.filter * columns.filter * inChannels;

const outputSize = ({ batch, depth, rows, columns, outChannels }: FilterWindow): number =>
  batch * depth.output * rows.output * columns.output * outChannels;

/** Space for the largest part. */
function makeUnfolded(backend: BackendWasm, window: FilterWindow): TensorInfo {
  const taps = tapsOf(window);
  const { value: first } = parts(window).next();
  return backend.makeOutput([(first?.positions ?? 1) * taps], 'float32');
}

/** Writes the convolution of x with a filter into `out`. */
export function convolve(
  backend: BackendWasm,
  out: TensorInfo,
  x: TensorInfo,
  filter: TensorInfo,
  window: FilterWindow,
): void {
  if (outputSize(window) === 0) return;
  const taps = tapsOf(window);
  const { outChannels } = window;
  const unfolded = makeUnfolded(backend, window);
  const [to, from, seen, weights] = addresses(backend, out, x, unfolded, filter);
  for (const { row, count, positions, start } of parts(window)) {
    simd().gatherTaps(from, seen, row, count, window.inChannels, ...axisArguments(window));
    simd().multiply(to + 4 * start, seen, weights, positions, taps, outChannels, taps, 1);
  }
  free(backend, unfolded);
}

/** Writes the gradient of the filter into `out`, from the input and the output's gradient. */
export function filterGradient(
  backend: BackendWasm,
  out: TensorInfo,
  x: TensorInfo,
  dy: TensorInfo,
  window: FilterWindow,
): void {
  const taps = tapsOf(window);
  const { outChannels } = window;
  const total = new Float64Array(taps * outChannels);
  if (total.length === 0) return;
  if (outputSize(window) > 0) {
    const unfolded = makeUnfolded(backend, window);
    const [part, from, seen, gradient] = addresses(backend, out, x, unfolded, dy);
    for (const { row, count, positions, start } of parts(window)) {
      simd().gatherTaps(from, seen, row, count, window.inChannels, ...axisArguments(window));
      simd().multiply(part, seen, gradient + 4 * start, taps, positions, outChannels, 1, taps);
      addTo(total, floats(backend, out));
    }
    free(backend, unfolded);
  }
  floats(backend, out).set(total);
}

/** Writes the gradient of the input into `out`, from the output's gradient; also a transposed convolution. */
export function inputGradient(
  backend: BackendWasm,
  out: TensorInfo,
  dy: TensorInfo,
  filter: TensorInfo,
  window: FilterWindow,
): void {
  const taps = tapsOf(window);
  const { outChannels } = window;
  floats(backend, out).fill(0);
  if (outputSize(window) * taps === 0) return;
  const upright = transposed(backend, { ...filter, shape: [taps, outChannels] });
  const unfolded = makeUnfolded(backend, window);
  const [to, gradient, sent, weights] = addresses(backend, out, dy, unfolded, upright);
  for (const { row, count, positions, start } of parts(window)) {
    simd().multiply(sent, gradient + 4 * start, weights, positions, outChannels, taps, outChannels, 1);
    simd().scatterTaps(sent, to, row, count, window.inChannels, ...axisArguments(window));
  }
  free(backend, upright, unfolded);
}

/** To be taken after the last allocation. */
const addresses = (backend: BackendWasm, ...tensors: Four<TensorInfo>): Four<number> =>
  tensors.map((tensor) => address(backend, tensor)) as Four<number>;

type Four<T> = [T, T, T, T];

function addTo(total: Float64Array, part: Float32Array): void {
  for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (part[i] as number);
}
