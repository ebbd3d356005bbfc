import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type FilterWindow, imageWindow, volumeWindow } from './filter-window.js';

/** How a window of a size lies over what is pooled. */
interface PoolAttrs<Size> {
  filterSize: number | Size;
  strides: number | Size;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export type ImagePool = PoolAttrs<[number, number]>;
export type VolumePool = PoolAttrs<[number, number, number]>;

/** The window over a batch of images, [batch][rows][columns][channels]. */
export function imagePoolWindow(
  { shape }: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: ImagePool,
): FilterWindow {
  const images = shape as [number, number, number, number];
  return imageWindow(backend_util.computePool2DInfo(images, filterSize, strides, 1, pad, dimRoundingMode));
}

/** The window over a batch of volumes, [batch][depth][rows][columns][channels]. */
export function volumePoolWindow(
  { shape }: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: VolumePool,
): FilterWindow {
  const volumes = shape as [number, number, number, number, number];
  return volumeWindow(backend_util.computePool3DInfo(volumes, filterSize, strides, 1, pad, dimRoundingMode));
}
