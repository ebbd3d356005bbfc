import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../../words/index.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { type BatchNormalizationLayer, batchNormalizationPrototype } from '../batch-normalization-layer.js';
import { isFrozen } from '../frozen-batch-normalization.js';
import { replacedWithin } from '../inner-calls.js';
import type { LayerParts } from '../layer-parts.js';
import { wrapMethod } from '../wrap-method.js';
import { setMask } from './mask-of.js';

type Inputs = Tensor | Tensor[];
type Kwargs = { mask?: Tensor | null; training?: boolean } | undefined;

const first = (value: Inputs): Tensor => (Array.isArray(value) ? (value[0] as Tensor) : value);

/** Keras' `epsilon()`. */
const EPSILON = 1e-7;

/** Layers that compute with the mask of their input in Keras, and without it in tfjs-layers. */
export function patchMaskedLayers(tf: TfNamespace): void {
  const { layers } = tf;
  averageOfSteps(tf, Object.getPrototypeOf(layers.globalAveragePooling1d({ name: 'prototype' })) as object);
  statisticsOfSteps(tf);
  softmaxOfSteps(tf, Object.getPrototypeOf(layers.softmax({ name: 'prototype' })) as object);
  const timeDistributed = layers.timeDistributed({
    layer: layers.dense({ units: 1, name: 'prototype' }) as never,
    name: 'prototype',
  });
  maskOfEachStep(tf, Object.getPrototypeOf(timeDistributed) as object);
}

/** GlobalAveragePooling1D: the mean of the steps that count. */
const averageOfSteps = (tf: TfNamespace, prototype: object): void =>
  wrapMethod<object, [inputs: Inputs, kwargs: Kwargs], Tensor>(
    prototype,
    'call',
    'masked average',
    (original) =>
      function (inputs, kwargs) {
        const mask = kwargs?.mask;
        if (!mask) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const input = first(inputs);
          const counts = tf.expandDims(tf.cast(mask, 'bool'), 2);
          const sum = tf.sum(tf.where(counts, input, tf.zerosLike(input)), 1);
          return tf.div(sum, tf.sum(tf.cast(counts, 'float32'), 1));
        });
      },
  );

interface MaskedBatchNormalization extends BatchNormalizationLayer {
  momentum: number;
  epsilon: number;
  movingMean: Statistic;
  movingVariance: Statistic;
}

interface Statistic {
  read(): Tensor;
  write(value: Tensor): void;
}

/** BatchNormalization: the statistics of a batch are those of the steps that count. */
const statisticsOfSteps = (tf: TfNamespace): void =>
  wrapMethod<MaskedBatchNormalization, [inputs: Inputs, kwargs: Kwargs], Inputs>(
    batchNormalizationPrototype(tf),
    'call',
    'masked statistics',
    (original) =>
      function (inputs, kwargs) {
        const { mask, training } = kwargs ?? {};
        if (!mask || !training || isFrozen(this)) return original.call(this, inputs, kwargs ?? {});
        return tf.tidy(() => normalizeMasked(tf, this, first(inputs), mask));
      },
  );

function normalizeMasked(tf: TfNamespace, layer: MaskedBatchNormalization, x: Tensor, mask: Tensor): Tensor {
  if (mask.rank !== x.rank - 1)
    throw new Error(
      say(
        `A BatchNormalization layer got a mask of shape [${mask.shape}] with an input of shape [${x.shape}]; a mask has one dimension less than its input.`,
        `BatchNormalization 층이 받은 마스크의 모양은 [${mask.shape}], 입력의 모양은 [${x.shape}]입니다. 마스크는 입력보다 차원이 하나 적어야 합니다.`,
      ),
    );
  const axis = layer.axis < 0 ? layer.axis + x.rank : layer.axis;
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const counts = tf.logicalAnd(tf.expandDims(tf.cast(mask, 'bool'), -1), tf.cast(tf.onesLike(x), 'bool'));
  const zeros = tf.zerosLike(x);
  const many = tf.add(tf.sum(tf.cast(counts, 'float32'), axes, true), EPSILON);
  const mean = tf.div(tf.sum(tf.where(counts, x, zeros), axes, true), many);
  const variance = tf.div(tf.sum(tf.square(tf.where(counts, tf.sub(x, mean), zeros)), axes, true), many);

  const move = (moving: Statistic, value: Tensor): void => {
    const before = moving.read();
    // In this order, in which the recorder finds the batch's value.
    const change = tf.sub(before, tf.reshape(value, before.shape));
    moving.write(tf.sub(before, tf.mul(change, 1 - layer.momentum)));
  };
  move(layer.movingMean, mean);
  move(layer.movingVariance, variance);

  const channels = x.shape.map((size, i) => (i === axis ? size : 1));
  const scaled = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, layer.epsilon)));
  const gamma = layer.gamma ? tf.mul(scaled, tf.reshape(layer.gamma.read(), channels)) : scaled;
  return layer.beta ? tf.add(gamma, tf.reshape(layer.beta.read(), channels)) : gamma;
}

/** TimeDistributed: the layer gets the mask of each step. */
const maskOfEachStep = (tf: TfNamespace, prototype: object): void =>
  wrapMethod<LayerParts, [inputs: Inputs, kwargs: Kwargs], unknown>(
    prototype,
    'call',
    'mask of each step',
    (original) =>
      function (inputs, kwargs) {
        const { mask, ...rest } = kwargs ?? {};
        if (!mask) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const masks = tf.unstack(mask, 1);
          let step = 0;
          return replacedWithin(
            this,
            ['layer'],
            (_inner, call, input, options) => {
              const own = masks[step++] as Tensor;
              setMask(first(input as Inputs), own);
              return call({ ...options, mask: own });
            },
            () => original.call(this, inputs, rest) as Tensor,
          );
        });
      },
  );

/** Softmax: what does not count gets no share. */
const softmaxOfSteps = (tf: TfNamespace, prototype: object): void =>
  wrapMethod<object, [inputs: Inputs, kwargs: Kwargs], Tensor>(
    prototype,
    'call',
    'masked softmax',
    (original) =>
      function (inputs, kwargs) {
        const { mask, ...rest } = kwargs ?? {};
        if (!mask) return original.call(this, inputs, rest);
        const input = first(inputs);
        const fits = mask.shape.every((size, i) => {
          const other = input.shape[input.rank - mask.rank + i];
          return size === 1 || size === other;
        });
        if (!fits)
          throw new Error(
            say(
              `A Softmax layer got a mask of shape [${mask.shape}] with an input of shape [${input.shape}]: the mask's dimensions must be the last ones of the input. Use the activation "softmax" of the layer before it, which takes no mask.`,
              `Softmax 층이 받은 마스크의 모양은 [${mask.shape}], 입력의 모양은 [${input.shape}]입니다. 마스크의 차원은 입력의 마지막 차원들과 같아야 합니다. 마스크를 쓰지 않는 활성화 함수 "softmax"를 앞 층에 주세요.`,
            ),
          );
        return tf.tidy(() => {
          const counts = tf.logicalAnd(tf.cast(mask, 'bool'), tf.cast(tf.onesLike(input), 'bool'));
          const rated = original.call(this, tf.where(counts, input, tf.fill(input.shape, -1e9)), rest);
          return tf.where(counts, rated, tf.zerosLike(rated));
        });
      },
  );
