import { backend_util } from '@tensorflow/tfjs-core';
import {
  type FilterWindow,
  imageWindow,
  isDilated,
  volumeWindow,
} from '../../embedded/kernels/filter-window.js';
import { positionsOf, tapsOf, windowAttributes } from '../graph/window.js';
import { biasAndActivation } from './bias-and-activation.js';
import {
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  NotCompiled,
  outputShape,
} from './lowering.js';

type Shape = readonly number[];
type Rank = 2 | 3;

/** Most values that a pooling or a depthwise convolution may unfold at once. */
const MOST_UNFOLDED = 2 ** 20;

type WindowAttributes = Record<'strides' | 'dilations' | 'pad' | 'dimRoundingMode' | 'filterSize', never> & {
  dataFormat?: string;
};

/** @param filter Its shape; pooling has none. */
function windowFor(call: KernelCall, rank: Rank, x: Shape, filter: Shape | undefined): FilterWindow {
  const { kernel } = call;
  const given = call.attrs as WindowAttributes;
  const { strides, pad, dimRoundingMode: rounding, filterSize, dataFormat = 'NHWC' } = given;
  if (!['NHWC', 'NDHWC'].includes(dataFormat))
    throw new NotCompiled(`${kernel} with channels in front`, `채널이 앞에 있는 ${kernel}`);
  const gaps = given.dilations ?? (1 as never);
  const depthwise = /^Depthwise/.test(kernel);
  const [from, by] = [x as never, filter as never];
  const { computeConv2DInfo, computeConv3DInfo, computePool2DInfo, computePool3DInfo } = backend_util;
  const ofImages = () =>
    filter
      ? computeConv2DInfo(from, by, strides, gaps, pad, rounding, depthwise)
      : computePool2DInfo(from, filterSize, strides, 1, pad, rounding);
  const ofVolumes = () =>
    filter
      ? computeConv3DInfo(from, by, strides, gaps, pad)
      : computePool3DInfo(from, filterSize, strides, 1, pad, rounding);
  const window = rank === 2 ? imageWindow(ofImages()) : volumeWindow(ofVolumes());
  if (isDilated(window))
    throw new NotCompiled(`${kernel} of a filter with gaps`, `간격이 있는 필터의 ${kernel}`);
  return window;
}

const onlyFloats = ({ graph, inputs, kernel }: KernelCall): void => {
  if (Object.values(inputs).some((id) => graph.node(id).type !== 'float32'))
    throw new NotCompiled(`${kernel} of whole numbers`, `정수의 ${kernel}`);
};

const convolution =
  (rank: Rank): Lowering =>
  (call) => {
    onlyFloats(call);
    const { graph } = call;
    const [x, filter] = [input(call, 'x'), input(call, 'filter')];
    const window = windowFor(call, rank, graph.shapeOf(x), graph.shapeOf(filter));
    return graph.add('convolution', [x, filter], outputShape(call), 'float32', windowAttributes(window));
  };

/** As `fused` layers have it outside of a training, and the patched gradients within. */
const fused: Lowering = (call) => biasAndActivation(call, convolution(2)(call) as number);

const filterGradient =
  (rank: Rank): Lowering =>
  (call) => {
    onlyFloats(call);
    const { graph, attrs } = call;
    const [x, dy] = [input(call, 'x'), input(call, 'dy')];
    const window = windowFor(call, rank, graph.shapeOf(x), attrs.filterShape as Shape);
    return graph.add('filterGradient', [x, dy], outputShape(call), 'float32', windowAttributes(window));
  };

const inputGradient =
  (rank: Rank): Lowering =>
  (call) => {
    onlyFloats(call);
    const { graph, attrs } = call;
    const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
    const window = windowFor(call, rank, attrs.inputShape as Shape, graph.shapeOf(filter));
    const taps = tapsOf(window) * window.inChannels;
    const flat = graph.reshape(filter, [taps, window.outChannels]);
    const upright = graph.add('transpose', [flat], [window.outChannels, taps], 'float32', { order: [1, 0] });
    return graph.add('inputGradient', [dy, upright], outputShape(call), 'float32', windowAttributes(window));
  };

/** What the taps of a window see, [positions][taps][channels]. */
function unfolded(call: KernelCall, x: number, window: FilterWindow): number {
  const shape = [positionsOf(window), tapsOf(window), window.inChannels];
  checkSize(call, shape);
  return call.graph.add('unfold', [x], shape, 'float32', windowAttributes(window));
}

function checkSize({ kernel }: KernelCall, shape: Shape): void {
  if (shape.reduce((product, length) => product * length, 1) <= MOST_UNFOLDED) return;
  throw new NotCompiled(`${kernel} over so many values`, `값이 너무 많은 ${kernel}`);
}

/** How many values of the input lie under the window at each position. */
function counts(call: KernelCall, window: FilterWindow): number {
  const { batch, depth, rows, columns } = window;
  const along = ({ output, stride, pad, filter, input }: FilterWindow['rows']): number[] =>
    Array.from({ length: output }, (_, i) => {
      const from = i * stride - pad;
      return Math.min(input, from + filter) - Math.max(0, from);
    });
  const one = along(depth).flatMap((d) => along(rows).flatMap((r) => along(columns).map((c) => d * r * c)));
  const all = Float32Array.from({ length: batch * one.length }, (_, i) => one[i % one.length] as number);
  return call.graph.constant(all, [all.length, 1], 'float32');
}

const averagePool =
  (rank: Rank): Lowering =>
  (call) => {
    onlyFloats(call);
    const { graph } = call;
    const x = input(call, 'x');
    const window = windowFor(call, rank, graph.shapeOf(x), undefined);
    const sums = graph.reduce('sum', unfolded(call, x, window), [1], false);
    return graph.reshape(graph.map('div', [sums, counts(call, window)]), outputShape(call));
  };

const averagePoolGrad =
  (rank: Rank): Lowering =>
  (call) => {
    onlyFloats(call);
    const { graph } = call;
    const dy = input(call, 'dy');
    const window = windowFor(call, rank, graph.shapeOf(input(call, 'input')), undefined);
    const [positions, taps, channels] = [positionsOf(window), tapsOf(window), window.inChannels];
    checkSize(call, [positions, taps, channels]);
    const flat = graph.reshape(dy, [positions, channels]);
    const each = graph.map('div', [flat, counts(call, window)]);
    const spread = graph.add(
      'copy',
      [graph.reshape(each, [positions, 1, channels])],
      [positions, taps, channels],
    );
    return graph.add('fold', [spread], outputShape(call), 'float32', windowAttributes(window));
  };

const maxPool: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const x = input(call, 'x');
  const window = windowFor(call, 2, graph.shapeOf(x), undefined);
  return graph.add('maxPool', [x], outputShape(call), 'float32', windowAttributes(window));
};

const maxPoolGrad: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const [x, dy] = [input(call, 'input'), input(call, 'dy')];
  const window = windowFor(call, 2, graph.shapeOf(x), undefined);
  return graph.add('maxPoolGrad', [x, dy], outputShape(call), 'float32', windowAttributes(window));
};

/** Each channel with filters of its own: [positions][taps][channels][multiplier], summed up over the taps. */
const depthwise: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const [x, filter] = [input(call, 'x'), input(call, 'filter')];
  const window = windowFor(call, 2, graph.shapeOf(x), graph.shapeOf(filter));
  const { seen, weights } = depthwiseParts(call, window, { x, filter });
  const sums = graph.reduce('sum', graph.map('mul', [seen, weights]), [1], false);
  return graph.reshape(sums, outputShape(call));
};

const depthwiseFilterGrad: Lowering = (call) => {
  onlyFloats(call);
  const { graph, attrs } = call;
  const [x, dy] = [input(call, 'x'), input(call, 'dy')];
  const window = windowFor(call, 2, graph.shapeOf(x), attrs.filterShape as Shape);
  const { seen, gradient } = depthwiseParts(call, window, { x, dy });
  const sums = graph.reduce('sum', graph.map('mul', [seen, gradient]), [0], false);
  return graph.reshape(sums, outputShape(call));
};

const depthwiseInputGrad: Lowering = (call) => {
  onlyFloats(call);
  const { graph, attrs } = call;
  const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
  const window = windowFor(call, 2, attrs.inputShape as Shape, graph.shapeOf(filter));
  checkSize(call, [positionsOf(window), tapsOf(window), window.outChannels]);
  const { gradient, weights } = depthwiseParts(call, window, { dy, filter });
  const sent = graph.reduce('sum', graph.map('mul', [gradient, weights]), [3], false);
  return graph.add('fold', [sent], outputShape(call), 'float32', windowAttributes(window));
};

/** The parts of a depthwise convolution as [positions][taps][channels][multiplier], with 1 where a part has no such axis. */
function depthwiseParts(
  call: KernelCall,
  window: FilterWindow,
  { x, filter, dy }: { x?: number; filter?: number; dy?: number },
): { seen: number; weights: number; gradient: number } {
  const { graph } = call;
  const [positions, taps, channels] = [positionsOf(window), tapsOf(window), window.inChannels];
  const multiplier = window.outChannels / channels;
  const shaped = (id: number | undefined, shape: Shape): number =>
    id === undefined ? -1 : graph.reshape(id, shape);
  return {
    seen: shaped(x === undefined ? x : unfolded(call, x, window), [positions, taps, channels, 1]),
    weights: shaped(filter, [1, taps, channels, multiplier]),
    gradient: shaped(dy, [positions, 1, channels, multiplier]),
  };
}

/** Convolutions and pooling, of images and of volumes. */
export const windows: Lowerings = {
  Conv2D: convolution(2),
  FusedConv2D: fused,
  Conv2DBackpropFilter: filterGradient(2),
  Conv2DBackpropInput: inputGradient(2),
  Conv3D: convolution(3),
  Conv3DBackpropFilterV2: filterGradient(3),
  Conv3DBackpropInputV2: inputGradient(3),
  DepthwiseConv2dNative: depthwise,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGrad,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGrad,
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGrad,
  AvgPool: averagePool(2),
  AvgPoolGrad: averagePoolGrad(2),
  AvgPool3D: averagePool(3),
  AvgPool3DGrad: averagePoolGrad(3),
};
