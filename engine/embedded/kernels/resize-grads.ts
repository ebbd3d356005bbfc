import type { TensorInfo } from '@tensorflow/tfjs-core';
import { floats, wasmKernel } from '../wasm-heap.js';

interface ResizeAttrs {
  alignCorners: boolean;
  halfPixelCenters?: boolean;
}

/** Where a place of the resized image takes its value from, along one axis: two places of the image and their weights. */
interface Source {
  low: number;
  high: number;
  /** Share of `high`; `low` has the rest. */
  share: number;
}

/** The gradient of nearest-neighbour up-sampling, which tfjs-backend-wasm and -cpu sum up wrongly. */
export const resizeNearestNeighborGrad = resizeGrad(
  'ResizeNearestNeighborGrad',
  (place, ratio, size, attrs) => {
    const exact = ratio * (attrs.halfPixelCenters ? place + 0.5 : place);
    const nearest = Math.max(
      0,
      Math.min(size - 1, attrs.alignCorners ? Math.round(exact) : Math.floor(exact)),
    );
    return { low: nearest, high: nearest, share: 0 };
  },
);

/** The gradient of bilinear up-sampling, which both give the wrong shape where images are not square. */
export const resizeBilinearGrad = resizeGrad('ResizeBilinearGrad', (place, ratio, size, attrs) => {
  const exact = attrs.halfPixelCenters ? ratio * (place + 0.5) - 0.5 : ratio * place;
  const low = Math.max(0, Math.floor(exact));
  return { low, high: Math.min(size - 1, Math.ceil(exact)), share: exact - low };
});

function resizeGrad(
  kernelName: string,
  source: (place: number, ratio: number, size: number, attrs: ResizeAttrs) => Source,
) {
  return wasmKernel<{ images: TensorInfo; dy: TensorInfo }, ResizeAttrs>(
    kernelName,
    ({ inputs: { images, dy }, attrs, backend }) => {
      const [batch, height, width, channels] = images.shape as [number, number, number, number];
      const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
      const rows = sources(newHeight, height, attrs, source);
      const columns = sources(newWidth, width, attrs, source);
      const out = backend.makeOutput(images.shape, 'float32');
      const gradient = floats(backend, dy);
      const dx = floats(backend, out);
      dx.fill(0);
      let from = 0;
      for (let image = 0; image < batch; image++)
        for (const row of rows)
          for (const column of columns) {
            const place = (y: number, x: number) => ((image * height + y) * width + x) * channels;
            const corners: [number, number][] = [
              [place(row.low, column.low), (1 - row.share) * (1 - column.share)],
              [place(row.low, column.high), (1 - row.share) * column.share],
              [place(row.high, column.low), row.share * (1 - column.share)],
              [place(row.high, column.high), row.share * column.share],
            ];
            for (const [start, weight] of corners)
              if (weight !== 0)
                for (let c = 0; c < channels; c++)
                  dx[start + c] = (dx[start + c] as number) + weight * (gradient[from + c] as number);
            from += channels;
          }
      return out;
    },
  );
}

function sources(
  newSize: number,
  size: number,
  attrs: ResizeAttrs,
  source: (place: number, ratio: number, size: number, attrs: ResizeAttrs) => Source,
): Source[] {
  const align = attrs.alignCorners && newSize > 1 ? 1 : 0;
  const ratio = (size - align) / (newSize - align);
  return Array.from({ length: newSize }, (_, place) => source(place, ratio, size, attrs));
}
