import type { GradConfig, NamedAttrMap, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient, replaceGradient } from './replace-gradient.js';

/**
 * Gradients of operations that only move values: each goes back to where its value came from, and those of a value that
 * went to several places add up. tfjs-core 4.22 lacks most of them; that of `mirrorPad` loses what the mirror shows, that
 * of `gather` with several axes of batches mixes these up, and `tile` has one up to four axes.
 */
export function repairGradientsOfMovedValues(tf: TfNamespace): void {
  const kernel = (name: string, inputs: Record<string, Tensor>, attrs?: NamedAttrMap): Tensor =>
    tf.engine().runKernel(name, inputs, attrs);

  replaceGradient(tf, 'MirrorPad', () => (dy, [x], attrs) => ({
    x: () => sentBack(tf, dy as Tensor, x as Tensor, (x) => kernel('MirrorPad', { x }, attrs)),
  }));
  replaceGradient(tf, 'GatherV2', (original) => (dy, saved, attrs) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const { batchDims } = attrs as unknown as { batchDims: number };
    return batchDims > 1
      ? { x: () => sentBack(tf, dy as Tensor, x, (x) => kernel('GatherV2', { x, indices }, attrs)) }
      : original(dy, saved, attrs);
  });
  replaceGradient(tf, 'Tile', (original) => (dy, saved, attrs) => {
    const { reps } = attrs as unknown as { reps: number[] };
    const [x] = saved as [Tensor];
    return x.rank > 4 ? { x: () => sumOfTiles(tf, dy as Tensor, x.shape, reps) } : original(dy, saved, attrs);
  });
  addGradient(tf, {
    kernelName: 'StridedSlice',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => sentBack(tf, dy as Tensor, x as Tensor, (x) => kernel('StridedSlice', { x }, attrs)),
    }),
  });
  addGradient(tf, {
    kernelName: 'GatherNd',
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, saved) => {
      const [params, indices] = saved as [Tensor, Tensor];
      return {
        params: () => sentBack(tf, dy as Tensor, params, (x) => tf.gatherND(x, indices)),
      };
    },
  });
  addGradient(tf, topKGradient(tf));
  addGradient(tf, depthToSpaceGradient(tf));
  addGradient(tf, diagonalGradient(tf));
}

/**
 * Adds up what comes back for each value of `x`.
 *
 * @param move What happened to `x`; it is shown the places of its values.
 */
function sentBack(tf: TfNamespace, dy: Tensor, x: Tensor, move: (x: Tensor) => Tensor): Tensor {
  if (dy.size === 0) return tf.zeros(x.shape);
  const places = move(tf.reshape(tf.range(0, x.size, 1, 'int32'), x.shape));
  const flat = tf.reshape(places, [-1]) as Tensor1D;
  return tf.reshape(tf.unsortedSegmentSum(tf.reshape(dy, [-1]), flat, x.size), x.shape);
}

function sumOfTiles(tf: TfNamespace, dy: Tensor, shape: number[], reps: number[]): Tensor {
  let sum = dy;
  shape.forEach((size, axis) => {
    const before = sum.shape.slice(0, axis).reduce((product, n) => product * n, 1);
    const whole = [...shape.slice(0, axis + 1), ...sum.shape.slice(axis + 1)];
    if (reps[axis] !== 1)
      sum = tf.reshape(
        tf.sum(tf.reshape(sum, [before, reps[axis] as number, size, sizeAfter(sum, axis)]), 1),
        whole,
      );
  });
  return sum;
}

const sizeAfter = ({ shape }: Tensor, axis: number): number =>
  shape.slice(axis + 1).reduce((product, n) => product * n, 1);

const topKGradient = (tf: TfNamespace): GradConfig => ({
  kernelName: 'TopK',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (dys, saved) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const [dy] = dys as Tensor[];
    return {
      x: () => {
        const last = x.shape[x.rank - 1] as number;
        const rows = last === 0 ? 0 : x.size / last;
        const starts = tf.mul(tf.range(0, rows, 1, 'int32'), tf.scalar(last, 'int32'));
        const places = tf.add(tf.reshape(indices, [rows, -1]), tf.reshape(starts, [rows, 1]));
        const flat = tf.reshape(places, [-1]) as Tensor1D;
        return tf.reshape(tf.unsortedSegmentSum(tf.reshape(dy as Tensor, [-1]), flat, x.size), x.shape);
      },
    };
  },
});

const depthToSpaceGradient = (tf: TfNamespace): GradConfig => ({
  kernelName: 'DepthToSpace',
  inputsToSave: ['x'],
  gradFunc: (dys, saved, attrs) => {
    const [x] = saved as [Tensor];
    const { blockSize: block, dataFormat } = attrs as unknown as { blockSize: number; dataFormat: string };
    return {
      x: () => {
        const last = dataFormat === 'NHWC';
        const dy = last ? (dys as Tensor) : tf.transpose(dys as Tensor, [0, 2, 3, 1]);
        const [batch, height, width, channels] = dy.shape as [number, number, number, number];
        const blocks = tf.reshape(dy, [batch, height / block, block, width / block, block, channels]);
        const deep = tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), [
          batch,
          height / block,
          width / block,
          block * block * channels,
        ]);
        return tf.reshape(last ? deep : tf.transpose(deep, [0, 3, 1, 2]), x.shape);
      },
    };
  },
});

const diagonalGradient = (tf: TfNamespace): GradConfig => ({
  kernelName: 'Diag',
  inputsToSave: ['x'],
  gradFunc: (dy, saved) => {
    const [x] = saved as [Tensor];
    return {
      x: () =>
        tf.reshape(tf.sum(tf.mul(tf.reshape(dy as Tensor, [x.size, x.size]), tf.eye(x.size)), 1), x.shape),
    };
  },
});
