import type { Shape } from '@tensorflow/tfjs-layers';
import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface WindowLayer {
  name: string;
  kernelSize?: number[];
  poolSize?: number[];
}

/**
 * A convolution or pooling over less than its window builds a model in tfjs-layers, which then fails in another way on each
 * engine, or computes nothing. With the patch the model is not built, and the layer is named, as in Keras.
 */
export function patchWindowThatDoesNotFit(tf: TfNamespace): void {
  const { layers } = tf;
  const convolution = { filters: 1, kernelSize: 1 };
  for (const layer of [
    ...[layers.conv1d(convolution), layers.conv2d(convolution), layers.conv3d(convolution)],
    ...[layers.separableConv2d(convolution), layers.depthwiseConv2d({ kernelSize: 1 })],
    ...[layers.maxPooling1d({ poolSize: 1 }), layers.averagePooling1d({ poolSize: 1 })],
    ...[layers.maxPooling2d({ poolSize: 1 }), layers.averagePooling2d({ poolSize: 1 })],
    ...[layers.maxPooling3d({ poolSize: 1 }), layers.averagePooling3d({ poolSize: 1 })],
  ]) {
    wrapMethod<WindowLayer, [inputShape: Shape | Shape[]], Shape>(
      Object.getPrototypeOf(layer),
      'computeOutputShape',
      'window that fits',
      (original) =>
        function (inputShape) {
          const shape = original.call(this, inputShape);
          if (shape.some((size) => size !== null && size <= 0))
            throw new RangeError(sentence(this, inputShape));
          return shape;
        },
    );
  }
}

function sentence({ name, kernelSize, poolSize }: WindowLayer, inputShape: Shape | Shape[]): string {
  const window = (kernelSize ?? poolSize ?? []).join('×');
  const input = inputShape.flat().slice(1).join('×');
  return say(
    `The layer "${name}" has a window of ${window}, which does not fit into its input of ${input} with padding 'valid'. Use padding 'same', a smaller window, or fewer layers before it that make the input smaller.`,
    `층 "${name}"의 창 ${window}이(가) 패딩 'valid'에서는 입력 ${input}에 들어가지 않습니다. 패딩을 'same'으로 하거나, 창을 줄이거나, 앞에서 입력을 줄이는 층을 빼세요.`,
  );
}
