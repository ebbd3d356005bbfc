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

describe('scores of classes', () => {
  it('know which class is meant, or ask', () => {
    expect(metrics.precision([1, 0, 1, 0], [0.9, 0.8, 0.4, 0.1])).toBe(0.5);
    expect(metrics.recall([true, false], [true, true])).toBe(1);
    expect(metrics.f1(['cat', 'dog', 'cat'], ['cat', 'cat', 'dog'], { positive: 'cat' })).toBe(0.5);
    expect(metrics.precision([0, 0], [0, 0])).toBe(0);
    expect(() => metrics.f1(['cat', 'dog'], ['cat', 'cat'])).toThrow(
      'metrics.f1: which class counts as "yes"? Say it, for example { positive: \'cat\' }; there are cat, dog.',
    );
    expect(() => metrics.recall([2, 0, 1], [2, 1, 1])).toThrow(
      /there are 3 classes. Say how to average them/,
    );
    expect(() => metrics.precision([1, 2], [1, 2])).toThrow(/which class counts as "yes"\?/);
    expect(() => metrics.precision(['a', 'b'], ['a', 'a'], { positive: 'c' })).toThrow(
      /the class c does not occur; there are a, b/,
    );
  });

  it('stand in a table, a row for each class', () => {
    expect(metrics.perClass([0, 1, 1, 1], [0, 0, 1, 1], { labels: ['died', 'survived'] }).rows).toEqual([
      { class: 'died', precision: 0.5, recall: 1, f1: 2 / 3, support: 1 },
      { class: 'survived', precision: 1, recall: 2 / 3, f1: 0.8, support: 3 },
    ]);
  });
});

describe('errors of numbers', () => {
  it('take tensors and columns of one shape', () => {
    tf.tidy(() => {
      expect(metrics.rmse(tf.tensor2d([[1], [2]]), [1, 4])).toBeCloseTo(Math.SQRT2, 12);
      expect(metrics.mae([1, 2], tf.tensor1d([2, 4]))).toBe(1.5);
    });
    expect(metrics.r2([1, 2, 3], [1, 2, 3])).toBe(1);
  });

  it('say what does not fit', () => {
    expect(() => metrics.mse([1, 2], [1])).toThrow(/shape \[2, 1\], but the predictions \[1, 1\]/);
    expect(metrics.mse(new Float32Array([1, 2]) as never, [1, 4])).toBe(2);
    expect(() => metrics.mse([1, null], [1, 2])).toThrow(/trueValues holds null at position 1/);
    expect(() => metrics.mae([], [])).toThrow(/no values/);
    expect(() => metrics.r2([2, 2], [1, 2])).toThrow(/R² is not defined/);
  });
});

describe('ranked scores', () => {
  it('count ties half', () => {
    expect(metrics.auc([1, 0], [0.5, 0.5])).toBe(0.5);
    expect(metrics.auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
  });

  it('say what does not fit', () => {
    expect(() => metrics.auc([1, 1], [0.2, 0.9])).toThrow(/all 2 are positive/);
    expect(() =>
      metrics.topK(
        [0, 3],
        [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        1,
      ),
    ).toThrow(/trueLabels holds 3 at position 1/);
    expect(() => metrics.topK([0], [[0.9, 0.1]], 3)).toThrow(/k is 3, but the predictions have 2 classes/);
    expect(() => metrics.multiLabelAccuracy([[2]], [[0.1]])).toThrow(/an answer is 0 or 1/);
  });
});
