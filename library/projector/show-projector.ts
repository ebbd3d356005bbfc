import { checkOptions, type Domain, domains } from '../../engine/options/index.js';
import { MOST_PROJECTED, type ProjectionMethod, type ProjectorPayload } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import { randomFrom, shuffled } from '../random.js';
import { colouringOf, listFor, namedLabels, type PointLabels } from './colourings.js';
import type { ProjectorJob } from './job.js';
import { MOST_EXACT } from './maths/neighbours.js';
import type { Vectors } from './maths/vectors.js';
import { ProjectorState } from './projector-state.js';
import { type ReadVectors, readVectors } from './read-vectors.js';
import { runJob } from './run-job.js';

export interface ProjectorOptions {
  /** One for each vector, or several such lists by their names; the picture colours by any of them. */
  labels?: PointLabels | Readonly<Record<string, PointLabels>>;
  /** What each vector is called: a word. */
  names?: readonly string[];
  title?: string;
  /** How the vectors are brought into two and three dimensions; `['pca']` where it is left out. */
  methods?: readonly ProjectionMethod[];
  /** Of t-SNE: about how many neighbours each point has; 30, or a third of the points where these are few. */
  perplexity?: number;
  /** Of t-SNE; 1000. */
  iterations?: number;
  /** Of UMAP: how many nearest points its graph is made of, each itself among them; 15. */
  neighbors?: number;
  /** Of UMAP: how near points may come to each other in the picture; 0.1. */
  minDistance?: number;
  /** From which all random choices start; 42. */
  seed?: number;
}

const METHODS: readonly string[] = ['pca', 'tsne', 'umap'];
/** How many of the nearest each point has in the picture. */
const LISTED = 10;
const OFTEN_MS = 1000;

const allowed: Record<keyof ProjectorOptions, Domain> = {
  labels: {
    en: 'a list or a tensor with one label for each vector, or an object of such lists',
    ko: '벡터마다 하나씩인 목록이나 텐서, 또는 그런 목록들의 객체',
    allows: (value) => typeof value === 'object' && value !== null,
  },
  names: domains.list,
  title: domains.text,
  methods: {
    en: "a list of 'pca', 'tsne' and 'umap'",
    ko: "'pca', 'tsne', 'umap'의 목록",
    allows: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((each) => METHODS.includes(each)),
  },
  perplexity: {
    en: 'a finite number from 1',
    ko: '1 이상의 유한한 수',
    allows: (value) => Number.isFinite(value) && (value as number) >= 1,
  },
  iterations: domains.positiveCount,
  neighbors: {
    en: 'a whole number from 2',
    ko: '2 이상의 정수',
    allows: (value) => Number.isInteger(value) && (value as number) >= 2,
  },
  minDistance: domains.notNegative,
  seed: domains.finite,
};

/** Shows vectors as points; the promise comes when all layouts are done, or were stopped. */
export async function showProjector(given: unknown, options: ProjectorOptions): Promise<void> {
  checkOptions('show.projector', options, allowed);
  const read = readVectors(given);
  const { rows, ...kept } = sampled(read, options.seed ?? 42);
  const head = headOf(read, rows, options);
  await compute(new ProjectorState(head), jobOf(kept, options));
}

/** So many rows as a page can draw, chosen by the seed, in their order. */
function sampled(read: ReadVectors, seed: number): ReadVectors & { rows?: number[] } {
  const { count, dimensions } = read.vectors;
  if (count <= MOST_PROJECTED) return read;
  const all = Array.from({ length: count }, (_, row) => row);
  const rows = shuffled(all, randomFrom(seed))
    .slice(0, MOST_PROJECTED)
    .sort((a, b) => a - b);
  const pick = (values: Float32Array): Float32Array => {
    const picked = new Float32Array(rows.length * dimensions);
    rows.forEach((row, at) => {
      picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
    });
    return picked;
  };
  const vectors: Vectors = { values: pick(read.vectors.values), count: rows.length, dimensions };
  const epochs = read.epochs?.map(({ epoch, values }) => ({ epoch, values: pick(values) }));
  return { vectors, ...(epochs && { epochs }), rows };
}

function headOf(
  { vectors, name }: ReadVectors,
  rows: number[] | undefined,
  options: ProjectorOptions,
): ConstructorParameters<typeof ProjectorState>[0] {
  const pick = <T>(list: readonly T[]): T[] => (rows ? rows.map((row) => list[row] as T) : [...list]);
  const title = options.title ?? name;
  let names = options.names && pick(listFor(options.names, vectors.count, 'names')).map(String);
  const colourings: ProjectorPayload['colourings'] = [];
  for (const [label, given] of namedLabels(options.labels)) {
    const colouring = colouringOf(label, pick(listFor(given, vectors.count, label)));
    if ('names' in colouring) names ??= colouring.names;
    else colourings.push(colouring);
  }
  const methods = options.methods ?? ['pca'];
  return {
    version: 1,
    ...(title !== undefined && { title }),
    given: vectors.count,
    width: vectors.dimensions,
    points: rows?.length ?? vectors.count,
    ...(rows && { rows }),
    seed: options.seed ?? 42,
    ...(methods.includes('tsne') && { perplexity: perplexityOf(options, rows?.length ?? vectors.count) }),
    ...(methods.includes('umap') && { neighbors: neighborsOf(options, rows?.length ?? vectors.count) }),
    ...(names && { names }),
    colourings: colourings.slice(0, 16),
  };
}

/** @throws RangeError where there are fewer points than the perplexity. */
function perplexityOf({ perplexity }: ProjectorOptions, points: number): number {
  if (perplexity === undefined) return Math.max(1, Math.min(30, Math.floor((points - 1) / 3)));
  if (perplexity < points) return perplexity;
  throw new RangeError(
    say(
      `show.projector: perplexity ${perplexity} needs more than ${points} vectors. Give a smaller one, such as ${Math.max(1, Math.floor((points - 1) / 3))}.`,
      `show.projector: perplexity ${perplexity}에는 벡터 ${points}개가 모자랍니다. ${Math.max(1, Math.floor((points - 1) / 3))}처럼 더 작게 주세요.`,
    ),
  );
}

const neighborsOf = ({ neighbors }: ProjectorOptions, points: number): number =>
  Math.max(2, Math.min(neighbors ?? 15, points));

function jobOf({ vectors, epochs }: ReadVectors, options: ProjectorOptions): ProjectorJob {
  return {
    vectors,
    ...(epochs && { epochs }),
    methods: options.methods ?? ['pca'],
    seed: options.seed ?? 42,
    perplexity: perplexityOf(options, vectors.count),
    iterations: options.iterations ?? 1000,
    neighbors: neighborsOf(options, vectors.count),
    minDistance: options.minDistance ?? 0.1,
    listed: vectors.count <= MOST_EXACT ? LISTED : 0,
  };
}

async function compute(state: ProjectorState, job: ProjectorJob): Promise<void> {
  const { picture, livePicture, threads, stoppable } = libraryContext();
  const live = livePicture?.('projector', state.payload('running'));
  const often = Math.max(OFTEN_MS, job.vectors.count / 5);
  let drawn = performance.now();
  const stop = stoppable?.();
  const heard = (news: Parameters<ProjectorState['hear']>[0]) => {
    state.hear(news);
    if (!live || performance.now() - drawn < often) return;
    drawn = performance.now();
    live.update(state.payload('running'));
  };
  let status: ProjectorPayload['status'] = 'stopped';
  try {
    const ended = await runJob(job, threads?.projector, { heard, stopped: () => stop?.stopped ?? false });
    if (ended) status = 'done';
  } finally {
    stop?.end();
    if (live) live.update(state.payload(status));
  }
  if (!live) await picture('projector', state.payload(status));
}
