import type { Tensor, TensorBuffer, Variable } from '@tensorflow/tfjs-core';
import { type Inspected, inspectTensor, tensorToString } from '../text/tensor-text.js';
import type { TfNamespace } from '../tf-namespace.js';
import { inspectAs, isAlone } from './inspect-as.js';
import { wrapMethod } from './wrap-method.js';

interface LayerVariableLike {
  name: string;
  trainable: boolean;
  val: Inspected;
}

const bufferAsTensor = ({ shape, dtype, size, values }: TensorBuffer<never>): Inspected => ({
  shape,
  dtype,
  size,
  dataSync: () => values as ArrayLike<number | string>,
});

/**
 * tfjs rounds what it prints to 7 digits behind the point, so that `[1e-9, 2.5e-10]` reads `[0, 0]`, and in arrays and
 * objects a tensor shows its insides without a value. With the patch `toString`, `print` and `console.log` give numbers as
 * NumPy does, and tensors, variables and buffers show shape, type and values wherever they stand.
 */
export function patchTensorText(tf: TfNamespace): void {
  const patch = 'tensor text';
  wrapMethod<Tensor & { throwIfDisposed(): void }, [verbose?: boolean], string>(
    tf.Tensor.prototype,
    'toString',
    patch,
    () =>
      function (verbose = false) {
        this.throwIfDisposed();
        return tensorToString(tf, this as Inspected, verbose === true);
      },
  );
  wrapMethod<TensorBuffer<never>, [], string>(
    tf.TensorBuffer.prototype,
    'toString',
    patch,
    () =>
      function () {
        return tensorToString(tf, bufferAsTensor(this)).replace(/^Tensor/, 'TensorBuffer');
      },
  );
  const room = (depth: number, options: { depth: number | null }) =>
    depth < 0 ? 'none' : isAlone(depth, options) ? 'alone' : 'among';
  inspectAs<Tensor>(tf.Tensor.prototype, (tensor, depth, options) =>
    inspectTensor(tf, tensor as Inspected, room(depth, options)),
  );
  inspectAs<Variable>(tf.Variable.prototype, (variable, depth, options) =>
    inspectTensor(tf, variable as Inspected, room(depth, options), `Variable "${variable.name}"`),
  );
  inspectAs<TensorBuffer<never>>(tf.TensorBuffer.prototype, (buffer, depth, options) =>
    inspectTensor(tf, bufferAsTensor(buffer), room(depth, options), 'TensorBuffer'),
  );
  inspectAs<LayerVariableLike>(tf.LayerVariable.prototype, ({ name, trainable, val }, depth, options) => {
    const head = `LayerVariable "${name}"${trainable ? '' : ' (not trainable)'}`;
    return inspectTensor(tf, val, room(depth, options), head);
  });
}
