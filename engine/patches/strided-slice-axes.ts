import type { KernelConfig, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

interface Slice {
  begin: number[];
  end: number[];
  strides: number[];
  beginMask: number;
  endMask: number;
  ellipsisMask: number;
  newAxisMask: number;
  shrinkAxisMask: number;
}

const repaired = new WeakSet<KernelConfig['kernelFunc']>();

/**
 * `stridedSlice` with strides and an axis that is dropped or new reads from wrong places in tfjs-core 4.22: it takes the
 * axes of the result for those of the input. Here the input is sliced first, and shaped afterwards.
 */
export function patchStridedSliceAxes(tf: TfNamespace): void {
  for (const backendName of ['wasm', 'cpu']) {
    const kernel = tf.getKernel('StridedSlice', backendName);
    if (!kernel || repaired.has(kernel.kernelFunc)) continue;
    const kernelFunc: KernelConfig['kernelFunc'] = (args) => {
      const { newAxisMask, shrinkAxisMask } = args.attrs as unknown as Slice;
      if (!newAxisMask && !shrinkAxisMask) return kernel.kernelFunc(args);
      const { attrs, shape } = onInputAxes(tf, args.inputs.x as TensorInfo, args.attrs as unknown as Slice);
      const sliced = kernel.kernelFunc({ ...args, attrs }) as TensorInfo;
      return { ...sliced, shape };
    };
    repaired.add(kernelFunc);
    tf.unregisterKernel('StridedSlice', backendName);
    // It was set up when the backend started.
    tf.registerKernel({ ...kernel, setupFunc: undefined, kernelFunc });
  }
}

function onInputAxes(
  tf: TfNamespace,
  { shape }: TensorInfo,
  slice: Slice,
): { attrs: NamedAttrMap; shape: number[] } {
  const info = tf.slice_util.sliceInfo(
    shape,
    slice.begin,
    slice.end,
    slice.strides,
    slice.beginMask,
    slice.endMask,
    slice.ellipsisMask,
    slice.newAxisMask,
    slice.shrinkAxisMask,
  );
  // Backwards to the first value, the end lies before it; said as a number it would count from behind.
  const endMask = info.end.reduce((mask, end, axis) => (end < 0 ? mask | (1 << axis) : mask), 0);
  const { begin, end, strides } = info;
  const none = { beginMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return { attrs: { begin, end, strides, endMask, ...none }, shape: info.finalShape };
}
