import { describe, expect, test } from 'vitest';
import { nearestByDescent } from '../../../library/projector/maths/nearest-descent.js';
import { cosine, euclidean, nearest, nearestOfAll } from '../../../library/projector/maths/neighbours.js';
import { normalFrom } from '../../../library/projector/maths/normal.js';
import { pca } from '../../../library/projector/maths/pca.js';
import { finish } from '../../../library/projector/maths/progress.js';
import { SpaceTree } from '../../../library/projector/maths/space-tree.js';
import { neighboursFor, tsne } from '../../../library/projector/maths/tsne.js';
import { umap } from '../../../library/projector/maths/umap.js';
import { curveFor } from '../../../library/projector/maths/umap-curve.js';
import type { Vectors } from '../../../library/projector/maths/vectors.js';
import { randomFrom } from '../../../library/random.js';

const rowsOf = (rows: number[][]): Vectors => ({
  values: Float32Array.from(rows.flat()),
  count: rows.length,
  dimensions: rows[0]?.length ?? 0,
});

/** Groups around places of their own; point i is of group i mod groups. */
function groups(count: number, dimensions: number, among: number, seed = 1): Vectors {
  const normal = normalFrom(randomFrom(seed));
  const centers = Float64Array.from({ length: among * dimensions }, () => 4 * normal());
  const values = Float32Array.from({ length: count * dimensions }, (_, at) => {
    const group = Math.floor(at / dimensions) % among;
    return (centers[group * dimensions + (at % dimensions)] as number) + normal();
  });
  return { values, count, dimensions };
}

/** The share of points whose nearest in a layout is of their own group. */
function pure(layout: Float64Array, d: number, among: number): number {
  const vectors = { values: Float32Array.from(layout), count: layout.length / d, dimensions: d };
  const { index } = finish(nearestOfAll(vectors.count, 1, euclidean(vectors)));
  return index.reduce((sum, other, i) => sum + (other % among === i % among ? 1 : 0), 0) / vectors.count;
}

const cut = (coordinates: Float32Array, d: 2 | 3): Float32Array =>
  Float32Array.from(
    { length: (coordinates.length / 3) * d },
    (_, at) => coordinates[Math.floor(at / d) * 3 + (at % d)] as number,
  );

function run(steps: Generator<unknown, Float64Array, void>): Float64Array {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('PCA', () => {
  test('finds the axes of a stretched cloud, their shares and their order', () => {
    const normal = normalFrom(randomFrom(5));
    // Along (3, 4) / 5 the deviation is 10, across it 1, along the third 0.1.
    const rows = Array.from({ length: 500 }, () => {
      const [a, b, c] = [10 * normal(), normal(), 0.1 * normal()];
      return [7 + 0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b, c];
    });
    const found = finish(pca(rowsOf(rows), 3, 1));
    expect(found.axes[0]).toBeCloseTo(0.6, 2);
    expect(found.axes[1]).toBeCloseTo(0.8, 2);
    expect(found.shares[0]).toBeGreaterThan(0.98);
    expect(found.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    const [first, second, third] = found.shares as [number, number, number];
    expect(first > second && second > third).toBe(true);
  });

  test.each([
    [
      'fewer columns than components',
      rowsOf([
        [1, 2],
        [3, 5],
        [4, 4],
      ]),
    ],
    [
      'all the same',
      rowsOf([
        [1, 1, 1],
        [1, 1, 1],
      ]),
    ],
    ['one row', rowsOf([[1, 2, 3]])],
    ['more columns than rows, beyond the covariance matrix', groups(20, 1500, 3)],
  ])('%s: numbers, and zeros where there is nothing', (_, vectors) => {
    const { coordinates, shares } = finish(pca(vectors, 3, 1));
    expect(coordinates).toHaveLength(3 * vectors.count);
    expect([...coordinates, ...shares].every(Number.isFinite)).toBe(true);
    const sum = shares.reduce((all, share) => all + share, 0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
  });

  test('is the same whichever way the covariance is applied, and for the same seed to the bit', () => {
    const vectors = groups(60, 1025, 4);
    const narrow = { ...vectors, dimensions: 1025 };
    expect(finish(pca(narrow, 3, 3)).coordinates).toEqual(finish(pca(narrow, 3, 3)).coordinates);
    const [a, b] = [finish(pca(narrow, 3, 3)), finish(pca(narrow, 3, 4))];
    for (const [at, share] of a.shares.entries()) expect(share).toBeCloseTo(b.shares[at] as number, 6);
  });
});

describe('nearest neighbours', () => {
  test('by Euclidean distance and by cosine; a row of zeros is at 1 from all', () => {
    const vectors = rowsOf([
      [1, 0],
      [10, 0.1],
      [0, 1],
      [0, 0],
    ]);
    const far = finish(nearestOfAll(4, 2, euclidean(vectors)));
    expect([...far.index.subarray(0, 2)]).toEqual([3, 2]);
    const near = finish(nearestOfAll(4, 3, cosine(vectors)));
    expect([...near.index.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(near.distance[0]).toBeCloseTo(1 - 10 / Math.hypot(10, 0.1), 6);
    expect([...near.distance.subarray(9)]).toEqual([1, 1, 1]);
  });

  test('NN-descent finds nearly all of the true ones, the same for the same seed', () => {
    const vectors = groups(2000, 16, 10);
    const exact = finish(nearestOfAll(2000, 15, euclidean(vectors)));
    const found = finish(nearestByDescent(vectors, 15, 7));
    let hits = 0;
    for (let row = 0; row < 2000; row += 1) {
      const own = new Set(exact.index.subarray(row * 15, (row + 1) * 15));
      for (const other of found.index.subarray(row * 15, (row + 1) * 15)) if (own.has(other)) hits += 1;
    }
    expect(hits / (2000 * 15)).toBeGreaterThan(0.95);
    expect(found.index.every((other, at) => other >= 0 && other !== Math.floor(at / 15))).toBe(true);
    expect(finish(nearestByDescent(vectors, 15, 7)).index).toEqual(found.index);
  });

  test('rows that are all the same, and fewer rows than asked for', () => {
    const same = rowsOf(Array.from({ length: 6 }, () => [2, 3]));
    expect([...finish(nearest(same, 20, 1)).distance].every((each) => each === 0)).toBe(true);
    expect(finish(nearest(same, 20, 1)).k).toBe(5);
    expect(finish(nearest(rowsOf([[1, 2]]), 5, 1)).k).toBe(0);
  });
});

describe('the forces of Barnes and Hut', () => {
  test.each([2, 3] as const)(
    'in %i dimensions come near those of all pairs, and meet them with theta 0',
    (d) => {
      const normal = normalFrom(randomFrom(2));
      const y = Float64Array.from({ length: 200 * d }, () => 5 * normal());
      const tree = new SpaceTree(200, d);
      tree.build(y);
      const force = new Float64Array(d);
      for (const [theta, digits] of [
        [0, 9],
        [0.4, 1],
      ] as const) {
        const sum = tree.repulsion(y, 17, theta, force);
        let [exact, along] = [0, 0];
        for (let j = 0; j < 200; j += 1) {
          if (j === 17) continue;
          let square = 0;
          for (let axis = 0; axis < d; axis += 1)
            square += ((y[17 * d + axis] as number) - (y[j * d + axis] as number)) ** 2;
          exact += 1 / (1 + square);
          along += ((y[17 * d] as number) - (y[j * d] as number)) / (1 + square) ** 2;
        }
        expect(sum).toBeCloseTo(exact, digits);
        expect(force[0]).toBeCloseTo(along, digits);
      }
    },
  );

  test('points in the very same place do not end it', () => {
    const y = new Float64Array(100);
    const tree = new SpaceTree(50, 2);
    tree.build(y);
    expect(tree.repulsion(y, 0, 0.5, new Float64Array(2))).toBeCloseTo(49, 6);
  });
});

describe('t-SNE and UMAP', () => {
  const vectors = groups(240, 10, 6);
  const start = finish(pca(vectors, 3, 1)).coordinates;
  const found = finish(nearest(vectors, neighboursFor(20), 1));
  const few = {
    k: 14,
    index: found.index.filter((_, at) => at % found.k < 14),
    distance: found.distance.filter((_, at) => at % found.k < 14),
  };
  test.each([2, 3] as const)('keep groups together in %i dimensions, the same for the same seed', (d) => {
    const t = () => run(tsne(found, cut(start, d), d, { perplexity: 20, iterations: 300 }));
    const u = () => run(umap(few, cut(start, d), d, { minDistance: 0.1, epochs: 200, seed: 3 }));
    expect(pure(t(), d, 6)).toBeGreaterThan(0.97);
    expect(pure(u(), d, 6)).toBeGreaterThan(0.97);
    expect(t()).toEqual(t());
    expect(u()).toEqual(u());
    expect(run(umap(few, cut(start, d), d, { minDistance: 0.1, epochs: 200, seed: 4 }))).not.toEqual(u());
  });

  test.each([1, 2, 3, 5])('%i points that are all the same, or few, come out as numbers', (count) => {
    for (const values of [new Float32Array(count * 4), groups(count, 4, 2).values]) {
      const one = { values, count, dimensions: 4 };
      const near = finish(nearest(one, 14, 1));
      const from = cut(finish(pca(one, 3, 1)).coordinates, 2);
      expect(run(tsne(near, from, 2, { perplexity: 1, iterations: 50 })).every(Number.isFinite)).toBe(true);
      expect(run(umap(near, from, 2, { minDistance: 0.1, epochs: 50, seed: 1 })).every(Number.isFinite)).toBe(
        true,
      );
    }
  });

  // What umap-learn's find_ab_params gives.
  test.each([
    [0.1, 1.5769, 0.8951],
    [0.5, 0.583, 1.3342],
    [0.001, 1.9288, 0.7916],
  ])('the curve for a least distance of %f', (least, a, b) => {
    expect(curveFor(least).a).toBeCloseTo(a, 2);
    expect(curveFor(least).b).toBeCloseTo(b, 2);
  });
});
