import type { TensorInfo, TypedArray } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

interface Attrs {
  size: number;
  binaryOutput: boolean;
}

/** Registers what tfjs-node 4.22 has no kernel for and the Layers API needs: DenseBincount, of `layers.categoryEncoding`. */
export function registerMissingKernels(tf: TfNamespace): void {
  const backendName = 'tensorflow';
  if (tf.getKernel('DenseBincount', backendName)) return;
  tf.registerKernel({
    kernelName: 'DenseBincount',
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, weights } = inputs as Record<'x' | 'weights', TensorInfo>;
      const { size, binaryOutput } = attrs as unknown as Attrs;
      const read = ({ dataId }: TensorInfo): TypedArray => tf.backend().readSync(dataId) as TypedArray;
      const weighing = tf.util.sizeFromShape(weights.shape) > 0 ? read(weights) : undefined;
      const [rows, columns] =
        x.shape.length === 1 ? [1, x.shape[0] ?? 0] : [x.shape[0] ?? 0, x.shape[1] ?? 0];
      const counts = new Float32Array(rows * size);
      read(x).forEach((value, i) => {
        if (value < 0) throw new RangeError(`DenseBincount: the number ${value} is below 0.`);
        if (value >= size) return;
        const at = Math.floor(i / columns) * size + value;
        counts[at] = binaryOutput ? 1 : (counts[at] as number) + (weighing?.[i] ?? 1);
      });
      return tf.tensor(
        counts,
        x.shape.length === 1 ? [size] : [rows, size],
        weights.dtype === 'int32' ? 'int32' : 'float32',
      );
    },
  });
}
