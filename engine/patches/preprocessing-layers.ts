import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

type Inputs = Tensor | Tensor[];
interface Sized {
  height: number;
  width: number;
}

const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

/**
 * Resizing, RandomWidth, CenterCrop and CategoryEncoding cannot be a part of a model in tfjs-layers 4.22: they take no list
 * of inputs, write their output's shape into that of their input, or leave the batch out of it. With the patch they can.
 */
export function patchPreprocessingLayers(tf: TfNamespace): void {
  const { layers } = tf;
  const resizing = Object.getPrototypeOf(layers.resizing({ height: 1, width: 1 }));
  const randomWidth = Object.getPrototypeOf(layers.randomWidth({ factor: 0.5 }));
  const centerCrop = Object.getPrototypeOf(layers.centerCrop({ height: 1, width: 1 }));
  const categoryEncoding = Object.getPrototypeOf(layers.categoryEncoding({ numTokens: 1 }));

  for (const prototype of [resizing, randomWidth, centerCrop]) {
    wrapMethod<object, [Inputs, object], Tensor>(
      prototype,
      'call',
      'one input',
      (original) =>
        function (inputs, kwargs) {
          return original.call(this, first(inputs), kwargs);
        },
    );
  }
  for (const prototype of [centerCrop, categoryEncoding]) {
    wrapMethod<object, [Shape | Shape[]], Shape>(
      prototype,
      'computeOutputShape',
      'shape of its own',
      (original) =>
        function (inputShape) {
          return original.call(this, [...shapeOf(inputShape)]);
        },
    );
  }
  outputSize<Sized>(resizing, ({ height, width }) => [height, width]);
  outputSize<object>(randomWidth, (_, height) => [height, null]);
}

/** One shape, or a list of one. */
const shapeOf = (shape: Shape | Shape[]): Shape => (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;

type Size = number | null;

/** Height and width stand before the channels; what is before them stays. */
function outputSize<This>(prototype: object, size: (layer: This, height: Size) => [Size, Size]): void {
  wrapMethod<This, [Shape | Shape[]], Shape>(
    prototype,
    'computeOutputShape',
    'batch and channels',
    () =>
      function (inputShape) {
        const shape = shapeOf(inputShape);
        const [height = null, , channels = null] = shape.slice(-3);
        return [...shape.slice(0, -3), ...size(this, height), channels];
      },
  );
}
