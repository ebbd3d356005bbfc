import type { ImageLayout } from '../../protocol/index.js';

/** Fewer pixels in a row or column are no image. */
const SMALLEST = 2;
const isColors = (channels: number | undefined): boolean =>
  channels === 1 || channels === 3 || channels === 4;

/**
 * How a tensor is seen as images: [h, w]; [h, w, c] where c is 1, 3 or 4, else n of [h, w]; [n, h, w, c]; of more axes all
 * before the last three count images. Undefined for other shapes.
 */
export function imageLayout(shape: readonly number[]): ImageLayout | undefined {
  const [height = 0, width = 0] = shape;
  const layout = ((): ImageLayout | undefined => {
    if (shape.length === 2) return { count: 1, height, width, channels: 1 };
    if (shape.length === 3 && isColors(shape[2])) return { count: 1, height, width, channels: shape[2] ?? 1 };
    if (shape.length === 3) return { count: height, height: width, width: shape[2] ?? 0, channels: 1 };
    if (shape.length < 4) return undefined;
    const [h = 0, w = 0, channels = 0] = shape.slice(-3);
    const count = shape.slice(0, -3).reduce((product, size) => product * size, 1);
    return { count, height: h, width: w, channels };
  })();
  const isImage =
    layout && layout.count > 0 && layout.channels > 0 && Math.min(layout.height, layout.width) >= SMALLEST;
  return isImage ? layout : undefined;
}
