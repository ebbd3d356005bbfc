import { beforeAll, describe, expect, test } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
});

/** What a debugger shows of an object, closed and opened. */
const closed = (object: object): unknown =>
  (object as Record<symbol, () => unknown>)[Symbol.for('debug.description')]?.();
const opened = (object: object): unknown =>
  (object as Record<symbol, () => unknown>)[Symbol.for('debug.properties')]?.();

describe('a tensor in a debugger', () => {
  test.each([
    [
      'a matrix',
      () =>
        tf.tensor2d([
          [1, 2.5],
          [0.1, -4],
        ]),
      'Tensor float32 [2, 2] 1, 2.5, 0.1, -4',
      [
        [1, 2.5],
        [Math.fround(0.1), -4],
      ],
    ],
    ['a number', () => tf.scalar(7, 'int32'), 'Tensor int32 [] 7', 7],
    ['truths', () => tf.tensor1d([true, false], 'bool'), 'Tensor bool [2] true, false', [true, false]],
    ['texts', () => tf.tensor1d(['셀', 'b'], 'string'), 'Tensor string [2] "셀", "b"', ['셀', 'b']],
    ['nothing', () => tf.tensor2d([], [0, 3]), 'Tensor float32 [0, 3] ', []],
    ['cube', () => tf.ones([2, 1, 2]), 'Tensor float32 [2, 1, 2] 1, 1, 1, 1', [[[1, 1]], [[1, 1]]]],
  ] as const)('%s', (_, make, line, values) => {
    const tensor = make();
    expect(closed(tensor)).toBe(line);
    expect(opened(tensor)).toEqual({ dtype: tensor.dtype, shape: tensor.shape, size: tensor.size, values });
    tensor.dispose();
  });

  test('of many values the first are shown', () => {
    const tensor = tf.range(0, 2000);
    expect(closed(tensor)).toBe('Tensor float32 [2000] 0, 1, 2, 3, 4, 5, 6, 7, …');
    expect((opened(tensor) as Record<string, number[]>)['first 1000 values']).toHaveLength(1000);
    tensor.dispose();
  });

  test('a variable has its name', () => {
    const weights = tf.variable(tf.tensor1d([1, 2]), true, 'weights');
    expect(closed(weights)).toBe('Variable "weights" float32 [2] 1, 2');
    weights.dispose();
  });

  test('one that is disposed, or too large to be read, says so', () => {
    const gone = tf.zeros([3]);
    gone.dispose();
    expect(closed(gone)).toBe('Tensor float32 [3] (disposed: its values are gone)');
    const large = tf.zeros([5_000_000]);
    expect(closed(large)).toMatch(/^Tensor float32 \[5000000\] \(5000000 values, too many/);
    large.dispose();
  });

  test('looking makes no tensor', () => {
    const tensor = tf.ones([10, 10]);
    const before = tf.memory();
    closed(tensor);
    opened(tensor);
    expect(tf.memory()).toEqual(before);
    tensor.dispose();
  });
});
