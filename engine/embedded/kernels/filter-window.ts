/** Where the window of a convolution or a pool lies over its input, along one axis of it. */
export interface WindowAxis {
  /** Size of the input, of the filter and of the output. */
  input: number;
  filter: number;
  output: number;
  stride: number;
  dilation: number;
  /** Padding before the input. */
  pad: number;
}

/** The window of an image, whose depth is 1, or of a volume. */
export interface FilterWindow {
  /** Images or volumes. */
  batch: number;
  depth: WindowAxis;
  rows: WindowAxis;
  columns: WindowAxis;
  inChannels: number;
  outChannels: number;
}

/** From what tfjs-core's `computeConv2DInfo` and `computePool2DInfo` give. */
export const imageWindow = (info: Info2D): FilterWindow => ({
  batch: info.batchSize,
  depth: { input: 1, filter: 1, output: 1, stride: 1, dilation: 1, pad: 0 },
  ...plane(info),
});

/**
 * From what tfjs-core's `computeConv3DInfo` and `computePool3DInfo` give. Where strides leave gaps between windows they
 * find a padding below zero, which would move every window; TensorFlow, as tfjs-core over images, then pads nothing.
 */
export function volumeWindow(info: Info3D): FilterWindow {
  const { rows, columns, ...channels } = plane(info);
  const depth: WindowAxis = {
    input: info.inDepth,
    filter: info.filterDepth,
    output: info.outDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    pad: info.padInfo.front,
  };
  const padded = (axis: WindowAxis): WindowAxis => ({ ...axis, pad: Math.max(0, axis.pad) });
  return {
    batch: info.batchSize,
    depth: padded(depth),
    rows: padded(rows),
    columns: padded(columns),
    ...channels,
  };
}

const plane = (info: Info2D): Omit<FilterWindow, 'batch' | 'depth'> => ({
  rows: {
    input: info.inHeight,
    filter: info.filterHeight,
    output: info.outHeight,
    stride: info.strideHeight,
    dilation: info.dilationHeight,
    pad: info.padInfo.top,
  },
  columns: {
    input: info.inWidth,
    filter: info.filterWidth,
    output: info.outWidth,
    stride: info.strideWidth,
    dilation: info.dilationWidth,
    pad: info.padInfo.left,
  },
  inChannels: info.inChannels,
  outChannels: info.outChannels,
});

export const isDilated = ({ depth, rows, columns }: FilterWindow): boolean =>
  [depth, rows, columns].some(({ dilation }) => dilation > 1);

interface Info2D {
  batchSize: number;
  inChannels: number;
  outChannels: number;
  inHeight: number;
  inWidth: number;
  outHeight: number;
  outWidth: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padInfo: { top: number; left: number };
}

interface Info3D extends Info2D {
  inDepth: number;
  outDepth: number;
  filterDepth: number;
  strideDepth: number;
  dilationDepth: number;
  padInfo: Info2D['padInfo'] & { front: number };
}

/** The output positions [from, to) at which one tap of the filter lies on the input and not on its padding. */
export function positionsInside(
  { input, output, stride, dilation, pad }: WindowAxis,
  tap: number,
): [number, number] {
  const offset = tap * dilation - pad;
  const from = Math.max(0, Math.ceil(-offset / stride));
  const to = Math.min(output, Math.floor((input - 1 - offset) / stride) + 1);
  return [from, Math.max(from, to)];
}
