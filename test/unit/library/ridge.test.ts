import { describe, expect, it } from 'vitest';
import { ridge, ridgePath } from '../../../library/index.js';

const x = [[0], [1], [2], [3]];
const y = [1, 3, 5, 7];

describe('ridge', () => {
  it('without a penalty is least squares', () => {
    const model = ridge(x, y, { lambda: 0 });
    expect(model.weights[0]).toBeCloseTo(2, 12);
    expect(model.intercept).toBeCloseTo(1, 12);
    expect(model.predict([[10]])[0]).toBeCloseTo(21, 12);
  });

  // Centred, Σx² = 5 and Σxy = 10, so w = 10 / (5 + α) with α = λ, 4λ, 2λ, 8λ.
  it.each([
    ['sum', 0.5, 10 / 5.5],
    ['mean', 0.5, 10 / 7],
    ['half', 0.5, 10 / 6],
    ['halfMean', 0.5, 10 / 9],
  ] as const)('of the cost %s at λ %d', (cost, lambda, weight) => {
    expect(ridge(x, y, { lambda, cost }).weights[0]).toBeCloseTo(weight, 12);
  });

  it('says what does not fit', () => {
    expect(() =>
      ridge(
        [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
        [1, 2, 3],
        { lambda: 0 },
      ),
    ).toThrow(/A lambda above 0 settles it/);
    expect(() => ridge([[0.1], [0.1], [0.1]], [1, 2, 3], { lambda: 0 })).toThrow(/a column is constant/);
    expect(ridge([[0.1], [0.1], [0.1]], [1, 2, 3], { lambda: 0.1 }).weights).toEqual([0]);
    expect(() => ridge(x, [1, 2], { lambda: 1 })).toThrow(/x has 4 rows, but y has 2 values/);
    expect(() => ridge([[Number.NaN]], [1], { lambda: 1 })).toThrow(/Column 0 of x holds NaN in row 0/);
    expect(() => ridge(x, y, { lambda: -1 })).toThrow(/lambda/);
    expect(() => ridge(x, y, { lambda: 1 }).predict([[1, 2]])).toThrow(
      /2 columns, but the model was fitted on 1/,
    );
  });

  it('follows a path of strengths', () => {
    const path = ridgePath(x, y, { lambdas: [0, 1, 10], validation: [[[4]], [9]] });
    const weights = path.map((step) => step.weights[0] ?? Number.NaN);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(path.map((step) => step.trainError)).toEqual(
      [...path.map((step) => step.trainError)].sort((a, b) => a - b),
    );
    expect(path[0]?.validationError).toBeCloseTo(0, 12);
  });
});
