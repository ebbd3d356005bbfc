/** Where the window of a convolution lies over its input, along one axis of it. */
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

/** The two axes of an image, from what tfjs-core's `computeConv2DInfo` gives. */
export function windowAxes(info: ConvInfo): { rows: WindowAxis; columns: WindowAxis } {
  return {
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
  };
}

interface ConvInfo {
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
