import type { Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLocale } from '../../../words/index.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;

beforeAll(async () => {
  tf = (await testEngine()).tf;
});

afterEach(() => setLocale('en'));

type Wrong = readonly [name: string, call: () => unknown, english: RegExp, korean: RegExp];

const wrong: readonly Wrong[] = [
  [
    'a product of matrices whose inner sizes differ',
    () => tf.matMul(tf.ones([2, 3]), tf.ones([4, 5])),
    /^tf\.matMul\(tensor \[2, 3\], tensor \[4, 5\]\) cannot be computed: the inner sizes 3 and 4 .* differ/,
    /^tf\.matMul\(텐서 \[2, 3\], 텐서 \[4, 5\]\)를 계산할 수 없습니다: .*안쪽 크기 3과 4가 다릅니다/,
  ],
  [
    'the same as a method',
    () => tf.ones([2, 3]).matMul(tf.ones([4, 5])),
    /^tensor\.matMul\(tensor \[2, 3\], tensor \[4, 5\]\) cannot/,
    /^tensor\.matMul\(텐서 \[2, 3\], 텐서 \[4, 5\]\)를/,
  ],
  [
    'a part that reaches beyond the end',
    () => tf.slice(tf.ones([3]), [1], [5]),
    /^tf\.slice\(tensor \[3\], \[1\], \[5\]\).*5 values from 1 on along axis 0 lie outside \[3\]/,
    /^tf\.slice\(텐서 \[3\], \[1\], \[5\]\).*축 0에서 1부터 5개는 \[3\] 밖에 있습니다/,
  ],
  [
    'an order that names an axis twice',
    () => tf.transpose(tf.ones([2, 3]), [0, 0]),
    /^tf\.transpose\(tensor \[2, 3\], \[0, 0\]\).*the order \[0, 0\] does not name each axis/,
    /순서 \[0, 0\]/,
  ],
  [
    'a mean of another length',
    () => tf.batchNorm(tf.ones([2, 4]), tf.ones([3]), tf.ones([4])),
    /^tf\.batchNorm\(.*mean has the shape \[3\].*must have the shape \[4\]/,
    /mean의 모양이 \[3\]인데 .*채널은 4개/,
  ],
  [
    'an operation that is made of others',
    () => tf.dot(tf.ones([2, 3]), tf.ones([4, 5])),
    /^tf\.dot\(tensor \[2, 3\], tensor \[4, 5\]\)/,
    /^tf\.dot\(/,
  ],
  [
    'what tfjs-core itself refuses, in its words and in ours',
    () => tf.add(tf.ones([2]), 'text' as never),
    /^tf\.add\(tensor \[2\], 'text'\).*Argument 'b' passed to 'add' must be numeric tensor/,
    /인수 b는? ?.*수 텐서여야 하는데 string 텐서입니다/,
  ],
  [
    'a place that a buffer does not have',
    () => tf.buffer([2, 2]).set(1, 0, 5),
    /^buffer\.set\(1, 0, 5\).*there is no place \[0, 5\] in a buffer of shape \[2, 2\]/,
    /버퍼에 위치 \[0, 5\]가 없습니다/,
  ],
];

describe('arguments that make no sense', () => {
  test.each(wrong)('%s', (_, call, english, korean) => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      expect(call).toThrow(english);
      setLocale('ko');
      expect(call).toThrow(korean);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a function that gives a promise is refused likewise', async () => {
    const [x, mask] = [tf.ones([3, 4]), tf.tensor1d([1, 0], 'bool')];
    await expect(tf.booleanMaskAsync(x, mask)).rejects.toThrow(
      /^tf\.booleanMaskAsync\(tensor \[3, 4\], bool tensor \[2\]\) cannot be computed/,
    );
    tf.dispose([x, mask]);
  });

  test('a layer says what it takes', () => {
    const layer = tf.layers.dense({ units: 2, inputShape: [3], name: 'first' });
    tf.tidy(() => {
      layer.apply(tf.ones([1, 3]));
      const wrong = () => layer.apply(tf.ones([1, 5]));
      expect(wrong).toThrow(
        'The layer "first" was given an input of the shape [1, 5], and takes 3 along axis -1.',
      );
      setLocale('ko');
      expect(wrong).toThrow(/층 "first".*모양이 \[1, 5\]인 입력.*축 -1의 크기 3이어야 합니다/);
    });
    layer.dispose();
  });

  test('an operation within a layer says which layer it is', () => {
    class Halves extends tf.layers.Layer {
      static className = 'Halves';
      override call(x: Tensor | Tensor[]): Tensor {
        return tf.slice([x].flat()[0] as Tensor, [0, 0], [-1, 4]);
      }
    }
    const layer = new Halves({ name: 'halves' });
    tf.tidy(() => {
      expect(() => layer.apply(tf.ones([1, 3]))).toThrow(
        /^In the layer "halves": tf\.slice\(tensor \[1, 3\]/,
      );
    });
  });

  test('a gradient of another shape than the result is refused', () => {
    const square = (x: Tensor): Tensor => tf.square(x);
    tf.tidy(() => {
      expect(() => tf.grad(square)(tf.ones([2]), tf.ones([3]))).toThrow(/\b2\b.*\b3\b|\b3\b.*\b2\b/);
    });
  });

  test('an error of the cell itself stays as it is', () => {
    const own = new Error('mine');
    expect(() =>
      tf.tidy(() => {
        throw own;
      }),
    ).toThrow(own);
  });

  test.each([
    [
      'means, extremes and all of nothing',
      () => [tf.mean([]), tf.max([]), tf.min([]), tf.all(tf.tensor1d([], 'bool'))],
      [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1],
    ],
    [
      'a batch of products over one matrix',
      () => [tf.sum(tf.fused.matMul({ a: tf.ones([2, 2, 3]), b: tf.ones([3, 4]), bias: tf.ones([4]) }))],
      [64],
    ],
    [
      'statistics of the middle axis',
      () => [
        tf.sum(
          tf.batchNorm(
            tf.ones([2, 3, 2]),
            tf.tensor([1, 0, 0], [1, 3, 1]),
            tf.ones([1, 3, 1]),
            undefined,
            undefined,
            0,
          ),
        ),
      ],
      [8],
    ],
  ] as const)('%s are as in TensorFlow', (_, compute, values) => {
    tf.tidy(() => {
      expect(compute().map((tensor) => tensor.dataSync()[0])).toEqual(values);
    });
  });

  test.each([
    ['an empty part', () => tf.slice(tf.ones([3]), [3], [0]), [0]],
    ['an empty batch', () => tf.matMul(tf.ones([0, 3]), tf.ones([3, 2])), [0, 2]],
    ['a scalar reduced', () => tf.sum(tf.scalar(3)), []],
    ['nothing joined to something', () => tf.concat([tf.ones([0, 2]), tf.ones([3, 2])]), [3, 2]],
    ['a repeated scalar', () => tf.add(tf.scalar(1), tf.ones([2, 2])), [2, 2]],
    ['an axis counted from the end', () => tf.expandDims(tf.ones([2]), -1), [2, 1]],
  ] as const)('%s is right', (_, compute, shape) => {
    tf.tidy(() => {
      expect(compute().shape).toEqual(shape);
    });
  });
});
