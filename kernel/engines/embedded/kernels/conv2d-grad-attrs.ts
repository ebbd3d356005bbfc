/** What the kernels of a convolution's gradients are told. */
export interface Conv2DGradAttrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Most values of the unfolded input that are held at once: 8 MB. */
export const CHUNK = 2 ** 21;
