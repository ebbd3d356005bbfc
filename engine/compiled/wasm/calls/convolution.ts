import { partRows } from '../../../embedded/kernels/convolution.js';
import type { FilterWindow } from '../../../embedded/kernels/filter-window.js';
import { axisArguments } from '../../../embedded/simd/simd-module.js';
import { type Node, sizeOf } from '../../graph/graph.js';
import { tapsOf, windowOf } from '../../graph/window.js';
import type { FunctionWriter } from '../function-writer.js';
import { I32, V128 } from '../opcodes.js';
import { addressOf, type CallCode, callLoop, clear, pointer } from './call-context.js';

// As the engine's own kernels do it: what each tap of the filter sees is unfolded, a part of the output rows at a time.

/** Bytes in which the largest part is unfolded. */
export const unfoldedBytes = (node: Node): number => {
  const window = windowOf(node);
  return 4 * partRows(window) * window.columns.output * tapsOf(window) * window.inChannels;
};

/** The same, and a part of the gradient where there are several. */
export const filterGradientBytes = (node: Node): number =>
  padded(unfoldedBytes(node)) + 4 * sizeOf(node.shape);

const padded = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Goes through the parts: `row`, a local, is the first output row of each. */
function inParts(
  f: FunctionWriter,
  window: FilterWindow,
  each: (row: number, count: number, positions: number) => void,
): void {
  const rows = window.batch * window.depth.output * window.rows.output;
  const count = partRows(window);
  const row = f.local(I32);
  const part = (size: number): void => {
    each(row, size, size * window.columns.output);
    f.advance(row, size);
  };
  f.repeat(Math.floor(rows / count), () => part(count));
  if (rows % count > 0) part(rows % count);
}

/** The convolution of x with a filter. */
export const convolution: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const { inChannels, outChannels } = window;
  const taps = tapsOf(window) * inChannels;
  const [x, filter] = node.inputs.map((id) => pointer(f, context, addressOf(context, id)));
  const to = pointer(f, context, addressOf(context, node.id));
  const seen = pointer(f, context, context.scratch);
  const [from, weights, unfolded, out] = locals(x, filter, seen, to);
  inParts(f, window, (row, count, positions) => {
    callLoop(f, 'gatherTaps', from, unfolded, { local: row }, count, inChannels, ...axisArguments(window));
    callLoop(f, 'multiply', out, unfolded, weights, positions, taps, outChannels, taps, 1);
    f.advance(to, 4 * positions * outChannels);
  });
};

/** The gradient of the filter, from x and the gradient of the output. */
export const filterGradient: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const { inChannels, outChannels, batch, depth, rows } = window;
  const taps = tapsOf(window) * inChannels;
  const whole = partRows(window) === batch * depth.output * rows.output;
  const [x, dy] = node.inputs.map((id) => pointer(f, context, addressOf(context, id)));
  const to = addressOf(context, node.id);
  const seen = pointer(f, context, context.scratch);
  const part = pointer(f, context, whole ? to : context.scratch + padded(unfoldedBytes(node)));
  const [from, gradient, unfolded, product] = locals(x, dy, seen, part);
  const bytes = 4 * sizeOf(node.shape);
  if (!whole) clear(f, context, to, bytes);
  inParts(f, window, (row, count, positions) => {
    callLoop(f, 'gatherTaps', from, unfolded, { local: row }, count, inChannels, ...axisArguments(window));
    callLoop(f, 'multiply', product, unfolded, gradient, taps, positions, outChannels, 1, taps);
    f.advance(dy as number, 4 * positions * outChannels);
    if (!whole) addTo(f, pointer(f, context, to), part, bytes);
  });
};

/** The gradient of x, from that of the output and the filter with taps along its rows: also a transposed convolution. */
export const inputGradient: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const { inChannels, outChannels } = window;
  const taps = tapsOf(window) * inChannels;
  const [dy, filter] = node.inputs.map((id) => pointer(f, context, addressOf(context, id)));
  const address = addressOf(context, node.id);
  const to = pointer(f, context, address);
  const [gradient, weights, sent, out] = locals(dy, filter, pointer(f, context, context.scratch), to);
  clear(f, context, address, 4 * sizeOf(node.shape));
  inParts(f, window, (row, count, positions) => {
    callLoop(f, 'multiply', sent, gradient, weights, positions, outChannels, taps, outChannels, 1);
    callLoop(f, 'scatterTaps', sent, out, { local: row }, count, inChannels, ...axisArguments(window));
    f.advance(dy as number, 4 * positions * outChannels);
  });
};

type Four<T> = readonly [T, T, T, T];

const locals = (...given: Four<number | undefined>): Four<{ local: number }> =>
  given.map((local) => ({ local: local as number })) as unknown as Four<{ local: number }>;

/** to[i] += from[i]; both have room for whole vectors. */
function addTo(f: FunctionWriter, to: number, from: number, bytes: number): void {
  const [sum, read] = [f.local(V128), f.local(I32)];
  f.get(from);
  f.set(read);
  f.repeat(Math.ceil(bytes / 16), () => {
    f.get(to);
    f.load(0);
    f.get(read);
    f.load(0);
    f.simd('f32x4_add');
    f.set(sum);
    f.get(to);
    f.get(sum);
    f.store(0);
    f.advance(to, 16);
    f.advance(read, 16);
  });
}
