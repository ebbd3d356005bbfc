import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../../kernel/engine.js';
import { metrics } from '../../../library/index.js';

let tf: Engine['tf'];
beforeAll(async () => {
  const wasmFolder = `${process.cwd()}/dist/wasm`;
  ({ tf } = await loadEngine({ wasmFolder }));
});

describe('metrics.accuracy', () => {
  it('takes classes, words, probabilities and rows', () => {
    expect(metrics.accuracy([1, 0, 2, 2], [1, 0, 2, 0])).toBe(0.75);
    expect(metrics.accuracy(['a', 'b'], ['a', 'a'])).toBe(0.5);
    expect(metrics.accuracy([true, false], [true, true])).toBe(0.5);
    expect(metrics.accuracy([1, 0, 1, 0], [0.9, 0.2, 0.5, 0.51])).toBe(0.5);
    expect(
      metrics.accuracy(
        [2, 0],
        [
          [0.1, 0.2, 0.7],
          [0.1, 0.8, 0.1],
        ],
      ),
    ).toBe(0.5);
  });

  it('takes tensors of shape [n], [n, 1] and [n, k]', () => {
    tf.tidy(() => {
      expect(metrics.accuracy(tf.tensor1d([1, 0], 'int32'), tf.tensor2d([[0.7], [0.6]]))).toBe(0.5);
      const oneHot = tf.tensor2d([
        [0, 1],
        [1, 0],
      ]);
      expect(metrics.accuracy(oneHot, [1, 0])).toBe(1);
      expect(() => metrics.accuracy(tf.zeros([2, 2, 2]), [1, 0])).toThrow(/shape \[2, 2, 2\]/);
    });
  });

  it('agrees with what tfjs counts', () => {
    const truth = [1, 0, 1, 1, 0, 0];
    const probabilities = [0.5, 0.5, 0.6, 0.4, 0.1, 0.9];
    const theirs = tf.tidy(() =>
      tf.metrics
        .binaryAccuracy(tf.tensor2d(truth, [6, 1]), tf.tensor2d(probabilities, [6, 1]))
        .mean()
        .dataSync(),
    );
    expect(metrics.accuracy(truth, probabilities)).toBeCloseTo(theirs[0] ?? Number.NaN, 6);
  });

  it('says what does not fit', () => {
    expect(() => metrics.accuracy([1], [1, 0])).toThrow(/1 true labels but 2 predictions/);
    expect(() => metrics.accuracy([], [])).toThrow(/no labels/);
    expect(() => metrics.accuracy([1, null], [1, 1])).toThrow(/trueLabels holds null at position 1/);
    expect(() => metrics.accuracy([1, 0], [1, Number.NaN])).toThrow(/predicted holds NaN at position 1/);
    expect(() => metrics.accuracy([1, 0], [0.5, 3])).toThrow(/neither whole classes nor probabilities/);
  });
});

describe('metrics.confusionMatrix', () => {
  it('counts true classes in rows and predicted ones in columns', () => {
    expect(metrics.confusionMatrix([1, 0, 1, 2], [0.9, 0, 0.1, 0].map(Math.round))).toEqual({
      labels: ['0', '1', '2'],
      counts: [
        [1, 0, 0],
        [1, 1, 0],
        [1, 0, 0],
      ],
    });
    expect(metrics.confusionMatrix([1, 0], [1, 0], { labels: ['died', 'survived'] })).toEqual({
      labels: ['died', 'survived'],
      counts: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(metrics.confusionMatrix(['b', 'a', 'b'], ['a', 'a', 'b'])).toEqual({
      labels: ['a', 'b'],
      counts: [
        [1, 0],
        [1, 1],
      ],
    });
  });

  it('names a class that has no label', () => {
    expect(() => metrics.confusionMatrix([0, 2], [0, 0], { labels: ['a', 'b'] })).toThrow(
      /Class 2.*2 labels/,
    );
    expect(() => metrics.confusionMatrix([-1], [0])).toThrow(/Class -1/);
    expect(() => metrics.confusionMatrix(['x'], ['y'], { labels: ['x'] })).toThrow(/"y" is not among.*x/);
  });
});
