import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setLibraryContext, show } from '../../library/index.js';
import type { ProjectionMethod, ProjectorPayload } from '../../protocol/index.js';
import { coordinate, layoutFor, nearestOf } from '../../renderers/projector/model.js';
import { hasExtra } from '../../scripts/provide-python.mjs';
import { noPython, runPython } from './python/run-python.js';

const missing =
  noPython ||
  (hasExtra('scikit-learn') ? '' : 'no scikit-learn; "node scripts/provide-python.mjs" installs it');

const ROWS = 500;
const NEIGHBORS = 10;

interface Theirs {
  vectors: number[][];
  labels: number[];
  pca: number[][];
  shares: number[];
  cosine: { index: number[][]; distance: number[][] };
  euclidean: { index: number[][]; distance: number[][] };
  tsne: number[][];
  trust: Record<string, number>;
}

const placed = (payload: ProjectorPayload, method: ProjectionMethod, d: 2 | 3): number[][] => {
  const layout = layoutFor(payload, method, d);
  if (!layout) throw new Error(`No layout ${method} ${d}.`);
  return Array.from({ length: ROWS }, (_, point) =>
    Array.from({ length: d }, (_, axis) => coordinate(layout, ROWS, point, axis)),
  );
};

/** The ten nearest of each row of a layout. */
function nearestIn(rows: readonly number[][]): Set<number>[] {
  return rows.map(
    (row, at) =>
      new Set(
        rows
          .map((other, place) => ({
            place,
            far:
              place === at
                ? Number.POSITIVE_INFINITY
                : Math.hypot(...other.map((value, axis) => value - (row[axis] as number))),
          }))
          .sort((a, b) => a.far - b.far)
          .slice(0, NEIGHBORS)
          .map(({ place }) => place),
      ),
  );
}

/** The share of the nearest in a layout that are among the true nearest. */
function overlap(rows: readonly number[][], truth: readonly number[][]): number {
  const found = nearestIn(rows).map(
    (own, at) => (truth[at] as number[]).filter((other) => own.has(other)).length,
  );
  return found.reduce((sum, each) => sum + each, 0) / (ROWS * NEIGHBORS);
}

describe.skipIf(missing)(`layouts of the digits as scikit-learn has them${missing && `: ${missing}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-projector-'));
  let theirs: Theirs;
  let ours: ProjectorPayload;
  const ask = async (asked: object): Promise<unknown> => {
    const file = join(folder, 'asked.json');
    writeFileSync(file, JSON.stringify({ rows: ROWS, neighbors: NEIGHBORS, ...asked }));
    return JSON.parse(await runPython('projector/digits.py', file));
  };

  beforeAll(async () => {
    theirs = (await ask({})) as Theirs;
    setLibraryContext({
      picture: async (_, payload) => {
        ours = payload as ProjectorPayload;
      },
    });
    await show.projector(theirs.vectors, { labels: theirs.labels, methods: ['pca', 'tsne', 'umap'] });
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('PCA: shares and coordinates', () => {
    for (const [at, share] of (layoutFor(ours, 'pca', 3)?.shares ?? []).entries())
      expect(share).toBeCloseTo(theirs.shares[at] as number, 5);
    const places = placed(ours, 'pca', 3);
    for (const axis of [0, 1, 2]) {
      const product = places.reduce(
        (sum, row, i) => sum + (row[axis] as number) * (theirs.pca[i]?.[axis] as number),
        0,
      );
      for (const [i, row] of places.entries())
        expect(Math.sign(product) * (row[axis] as number)).toBeCloseTo(theirs.pca[i]?.[axis] as number, 1);
    }
  });

  test.each(['cosine', 'euclidean'] as const)('the nearest by %s distance', (measure) => {
    for (let point = 0; point < ROWS; point += 1) {
      const near = nearestOf(ours, point, measure);
      for (const [at, { distance }] of near.entries()) {
        const other = theirs[measure].distance[point]?.[at] as number;
        expect(Math.abs(distance - other)).toBeLessThanOrEqual(0.0015 * other + 1e-6);
      }
    }
  });

  test('t-SNE and UMAP keep as many neighbours as t-SNE of scikit-learn does', async () => {
    const layouts = Object.fromEntries(
      (['tsne', 'umap'] as const).flatMap((method) =>
        ([2, 3] as const).map((d) => [`${method} ${d}`, placed(ours, method, d)]),
      ),
    );
    const trust = (await ask({ layouts })) as Record<string, number>;
    const kept = Object.fromEntries(
      Object.entries({ ...layouts, theirs: theirs.tsne }).map(([name, rows]) => [
        name,
        overlap(rows, theirs.euclidean.index),
      ]),
    );
    console.info('trustworthiness', theirs.trust, trust, 'overlap', kept);
    expect(trust['tsne 2']).toBeGreaterThan((theirs.trust['2'] as number) - 0.01);
    expect(trust['tsne 3']).toBeGreaterThan((theirs.trust['2'] as number) - 0.01);
    expect(Math.min(trust['umap 2'] as number, trust['umap 3'] as number)).toBeGreaterThan(0.93);
    expect(kept['tsne 2']).toBeGreaterThan((kept.theirs as number) - 0.04);
    expect(kept['umap 2']).toBeGreaterThan((kept.theirs as number) - 0.2);
  });
});
