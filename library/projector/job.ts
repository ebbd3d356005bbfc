import type { ProjectionMethod } from '../../protocol/index.js';
import type { Neighbours } from './maths/neighbour-lists.js';
import { cosine, euclidean, nearest, nearestOfAll } from './maths/neighbours.js';
import { pca, project } from './maths/pca.js';
import type { Progress, Steps } from './maths/progress.js';
import { type LayoutStep, neighboursFor, tsne } from './maths/tsne.js';
import { epochsFor, umap } from './maths/umap.js';
import type { Vectors } from './maths/vectors.js';

/** What is to be computed, as it goes to a thread of its own. */
export interface ProjectorJob {
  vectors: Vectors;
  /** Several states of the same rows, the last of which are `vectors`. */
  epochs?: readonly { epoch: number; values: Float32Array }[];
  methods: readonly ProjectionMethod[];
  seed: number;
  perplexity: number;
  iterations: number;
  neighbors: number;
  minDistance: number;
  /** How many of the nearest are listed for each row, by both measures; 0 for none. */
  listed: number;
}

export interface LayoutNews extends Progress {
  type: 'layout';
  method: ProjectionMethod;
  dimensions: 2 | 3;
  epoch?: number;
  /** Goes on changing until `done` is `of`. */
  coordinates: Float32Array | Float64Array;
  shares?: number[];
}

export type JobNews =
  | LayoutNews
  | ({ type: 'working'; on: ProjectionMethod | 'neighbours' } & Progress)
  | { type: 'nearest'; cosine: Neighbours; euclidean: Neighbours };

type News = Generator<JobNews, void, void>;

/** Computes all that is asked for, the quickest first, and tells of it after each step. */
export function* projectorJob(job: ProjectorJob): News {
  const start = yield* components(job);
  if (job.listed > 0) yield* lists(job);
  const more = job.methods.filter((method) => method !== 'pca');
  if (more.length === 0) return;
  const k = Math.max(
    ...more.map((method) => (method === 'tsne' ? neighboursFor(job.perplexity) : job.neighbors - 1)),
  );
  const found = yield* working('neighbours', nearest(job.vectors, k, job.seed));
  for (const method of more)
    for (const d of [2, 3] as const) yield* layout(job, method, d, first(start, job.vectors.count, d), found);
}

function* working<Result>(
  on: ProjectionMethod | 'neighbours',
  steps: Steps<Result>,
): Generator<JobNews, Result, void> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { type: 'working', on, ...step.value };
  }
}

/** PCA of all epochs together, so that they share their axes. @returns three coordinates of each row, the last epoch's. */
function* components({
  vectors,
  epochs,
  methods,
  seed,
}: ProjectorJob): Generator<JobNews, Float32Array, void> {
  const { count, dimensions } = vectors;
  const all = epochs
    ? stacked(
        epochs.map(({ values }) => values),
        dimensions,
      )
    : vectors;
  const found = yield* working('pca', pca(all, 3, seed));
  const states = epochs ?? [{ values: vectors.values }];
  let last: Float32Array = new Float32Array(0);
  for (const state of states) {
    last = project({ values: state.values, count, dimensions }, found.mean, found.axes, 3);
    if (methods.includes('pca'))
      yield {
        type: 'layout',
        method: 'pca',
        dimensions: 3,
        coordinates: last,
        shares: found.shares,
        done: 1,
        of: 1,
        ...('epoch' in state && { epoch: state.epoch }),
      };
  }
  return last;
}

function stacked(parts: readonly Float32Array[], dimensions: number): Vectors {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { values, count: values.length / dimensions, dimensions };
}

function* lists({ vectors, listed }: ProjectorJob): News {
  const k = Math.min(listed, vectors.count - 1);
  const lists = [];
  for (const measure of [cosine(vectors), euclidean(vectors)])
    lists.push(yield* working('neighbours', nearestOfAll(vectors.count, k, measure)));
  const [byCosine, byDistance] = lists as [Neighbours, Neighbours];
  yield { type: 'nearest', cosine: byCosine, euclidean: byDistance };
}

const first = (start: Float32Array, count: number, d: 2 | 3): Float32Array =>
  Float32Array.from({ length: count * d }, (_, at) => start[Math.floor(at / d) * 3 + (at % d)] as number);

function* layout(
  job: ProjectorJob,
  method: ProjectionMethod,
  d: 2 | 3,
  start: Float32Array,
  found: Neighbours,
): News {
  const { perplexity, iterations, minDistance, seed, neighbors } = job;
  const steps: Generator<LayoutStep, Float64Array, void> =
    method === 'tsne'
      ? tsne(nearestOf(found, neighboursFor(perplexity)), start, d, { perplexity, iterations })
      : umap(nearestOf(found, neighbors - 1), start, d, {
          minDistance,
          seed,
          epochs: epochsFor(job.vectors.count),
        });
  for (const step of steps) yield { type: 'layout', method, dimensions: d, ...step };
}

/** The first so many of lists that are longer. */
function nearestOf(found: Neighbours, k: number): Neighbours {
  if (k >= found.k) return found;
  const rows = found.index.length / found.k;
  const cut = { k, index: new Int32Array(rows * k), distance: new Float32Array(rows * k) };
  for (let row = 0; row < rows; row += 1) {
    cut.index.set(found.index.subarray(row * found.k, row * found.k + k), row * k);
    cut.distance.set(found.distance.subarray(row * found.k, row * found.k + k), row * k);
  }
  return cut;
}
