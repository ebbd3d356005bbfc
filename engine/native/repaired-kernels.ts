import type { KernelConfig, KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** What the backend of tfjs-node runs operations of TensorFlow with. */
interface TensorFlowBackend {
  binding: { TF_ATTR_BOOL: number; TF_ATTR_TYPE: number; TF_FLOAT: number };
  executeSingleOutput(name: string, attrs: object[], inputs: TensorInfo[]): Tensor;
}

const repaired = new WeakSet<KernelFunc>();

/**
 * Repairs kernels of tfjs-node 4.22: `gather` along an axis counted from behind ("the index value 2 is not in [0, NaN]"),
 * `round` of whole numbers, which gives 0, and the gradients of resizing with half pixels, which are computed as of whole ones.
 */
export function repairKernels(tf: TfNamespace): void {
  replace(tf, 'GatherV2', (original) => (args) => {
    const { axis } = args.attrs as { axis: number };
    const { shape } = args.inputs.x as TensorInfo;
    return original(axis < 0 ? { ...args, attrs: { ...args.attrs, axis: axis + shape.length } } : args);
  });
  replace(tf, 'Round', (original) => (args) => {
    const { x } = args.inputs as Record<'x', TensorInfo>;
    const same = tf.getKernel('Identity', 'tensorflow') as KernelConfig;
    return x.dtype === 'int32' ? same.kernelFunc(args) : original(args);
  });
  for (const name of ['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'])
    replace(tf, name, (original) => (args) => {
      const { alignCorners, halfPixelCenters } = args.attrs as Record<string, boolean>;
      if (!halfPixelCenters) return original(args);
      const { images, dy } = args.inputs as Record<'images' | 'dy', TensorInfo>;
      const backend = args.backend as TensorFlowBackend;
      const flag = (flag: string, value?: boolean): object => ({
        name: flag,
        type: backend.binding.TF_ATTR_BOOL,
        value: Boolean(value),
      });
      const attrs = [
        { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT },
        flag('align_corners', alignCorners),
        flag('half_pixel_centers', true),
      ];
      if (name === 'ResizeBilinearGrad') return backend.executeSingleOutput(name, attrs, [dy, images]);
      const size = tf.tensor1d(images.shape.slice(1, 3), 'int32');
      const result = backend.executeSingleOutput(name, attrs, [dy, size]);
      size.dispose();
      return result;
    });
}

function replace(tf: TfNamespace, kernelName: string, wrap: (original: KernelFunc) => KernelFunc): void {
  const kernel = tf.getKernel(kernelName, 'tensorflow') as KernelConfig;
  if (repaired.has(kernel.kernelFunc)) return;
  const kernelFunc = wrap(kernel.kernelFunc);
  repaired.add(kernelFunc);
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ ...kernel, kernelFunc });
}
