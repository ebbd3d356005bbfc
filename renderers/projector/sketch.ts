import type {
  ProjectionMethod,
  ProjectorLayout,
  ProjectorNearest,
  ProjectorPayload,
} from '../../protocol/index.js';
import { sketchNoise } from '../drawing/sketch-noise.js';

const STEPS = 4095;
const WIDTH = 8;
const RATIO = 0.002;

export interface SketchedPoints {
  title?: string;
  classes: readonly string[];
  each: number;
  /** How far groups are from each other, in their own deviations. */
  apart?: number;
  methods?: readonly ProjectionMethod[];
  names?: readonly string[];
  seed?: number;
}

type Rows = number[][];

/** A group of points for each class, in eight dimensions. */
function groups({ classes, each, apart = 4, seed = 3 }: SketchedPoints): Rows {
  const noise = sketchNoise(seed);
  const centers = classes.map(() =>
    Array.from({ length: WIDTH }, (_, axis) => (apart * noise()) / (1 + axis / 2)),
  );
  return Array.from({ length: classes.length * each }, (_, point) =>
    (centers[Math.floor(point / each)] as number[]).map((center, axis) => center + noise() / (1 + axis / 4)),
  );
}

export function sketchLayout(rows: Rows, method: ProjectionMethod, dimensions: 2 | 3): ProjectorLayout {
  const axes = Array.from({ length: dimensions }, (_, axis) => rows.map((row) => row[axis] as number));
  const low = axes.map((axis) =>
    axis.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  );
  const longest = Math.max(
    ...axes.map((axis, at) => axis.reduce((most, value) => Math.max(most, value - (low[at] as number)), 0)),
  );
  const step = longest / STEPS;
  const of = method === 'pca' ? 1 : method === 'tsne' ? 1000 : 500;
  return {
    method,
    dimensions,
    low,
    step,
    steps: axes.flatMap((axis, at) =>
      axis.map((value) => (step > 0 ? Math.round((value - (low[at] as number)) / step) : 0)),
    ),
    done: of,
    of,
    ...(method === 'pca' && { shares: [0.521, 0.247, 0.093] }),
  };
}

/** Groups drawn together around their places on a ring, as t-SNE and UMAP part them. */
const parted = (rows: Rows, each: number, closeness: number): Rows =>
  rows.map((row, point) => {
    const angle = (Math.floor(point / each) * 2.4) % (2 * Math.PI);
    const [x = 0, y = 0, z = 0] = [Math.cos(angle) * 9, Math.sin(angle) * 9, Math.sin(angle * 2) * 5];
    return [
      x + (row[3] as number) * closeness,
      y + (row[4] as number) * closeness,
      z + (row[5] as number) * closeness,
    ];
  });

function sketchNearest(
  rows: Rows,
  count: number,
  measure: (a: number[], b: number[]) => number,
): ProjectorNearest {
  const found = rows.map((row, point) =>
    rows
      .map((other, at) => ({ at, far: at === point ? Number.POSITIVE_INFINITY : measure(row, other) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, count),
  );
  const least = Math.min(...found.flatMap((list) => list.map(({ far }) => far)));
  return {
    of: found.flatMap((list) => list.map(({ at }) => at)),
    distances: found.flatMap((list) => list.map(({ far }) => 1 + Math.round(Math.log(far / least) / RATIO))),
    least: Number(least.toPrecision(6)),
    ratio: RATIO,
  };
}

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
const euclidean = (a: number[], b: number[]): number =>
  Math.hypot(...a.map((value, at) => value - (b[at] as number)));
const cosine = (a: number[], b: number[]): number => 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

export function sketchProjector(sketch: SketchedPoints): ProjectorPayload {
  const { title, classes, each, names, methods = ['pca'] } = sketch;
  const rows = groups(sketch);
  const count = Math.min(10, rows.length - 1);
  return {
    version: 1,
    ...(title !== undefined && { title }),
    given: rows.length,
    width: WIDTH,
    points: rows.length,
    status: 'done',
    seed: 42,
    ...(methods.includes('tsne') && { perplexity: 30 }),
    ...(methods.includes('umap') && { neighbors: 15 }),
    layouts: methods.flatMap((method) => {
      const placed = method === 'pca' ? rows : parted(rows, each, method === 'tsne' ? 1.6 : 0.8);
      const dimensions = method === 'pca' ? ([3] as const) : ([2, 3] as const);
      return dimensions.map((d) => sketchLayout(placed, method, d));
    }),
    ...(names && { names: [...names] }),
    colourings: [
      {
        kind: 'class',
        name: 'label',
        classes: [...classes],
        of: rows.map((_, point) => 1 + Math.floor(point / each)),
      },
    ],
    ...(rows.length <= 2000 && {
      nearest: {
        count,
        cosine: sketchNearest(rows, count, cosine),
        euclidean: sketchNearest(rows, count, euclidean),
      },
    }),
  };
}
