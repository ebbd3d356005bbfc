import type { Neighbours } from './neighbour-lists.js';
import type { Progress } from './progress.js';
import { SpaceTree } from './space-tree.js';
import { type Graph, symmetric } from './weighted-graph.js';

export interface TsneOptions {
  /** About how many neighbours each point has. */
  perplexity: number;
  iterations: number;
  /** Size below which a cell counts as one point, as a share of its distance. */
  theta?: number;
}

/** How far a layout is, and where its points are now; the same array each time. */
export interface LayoutStep extends Progress {
  coordinates: Float64Array;
}

const EARLY = 250;
const EXAGGERATION = 12;
const LEAST_GAIN = 0.01;
const STARTS_AT = 1e-4;

/** Neighbours that a perplexity needs: three times as many. */
export const neighboursFor = (perplexity: number): number => Math.ceil(3 * perplexity);

/**
 * t-SNE (van der Maaten, 2014): Barnes–Hut, from the principal components on, with the settings of scikit-learn (early
 * exaggeration 12 for 250 iterations, learning rate n / 48 but at least 50, momentum 0.5, then 0.8).
 *
 * @param start `d` coordinates to a point; their spread along the first is made 1e-4.
 */
export function* tsne(
  neighbours: Neighbours,
  start: Float32Array,
  d: 2 | 3,
  { perplexity, iterations, theta = 0.5 }: TsneOptions,
): Generator<LayoutStep, Float64Array, void> {
  const n = start.length / d;
  const y = scaledStart(start, d);
  const graph = symmetric(affinities(neighbours, n, perplexity), n, (a, b) => (a + b) / (2 * n));
  const tree = new SpaceTree(n, d);
  const rate = Math.max(n / EXAGGERATION / 4, 50);
  const [moved, gains] = [new Float64Array(n * d), new Float64Array(n * d).fill(1)];
  const early = Math.min(EARLY, Math.floor(iterations / 4));
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const isEarly = iteration < early;
    const gradient = gradientOf(y, d, graph, tree, theta, isEarly ? EXAGGERATION : 1);
    const momentum = isEarly ? 0.5 : 0.8;
    for (let at = 0; at < y.length; at += 1) {
      const [slope, last] = [gradient[at] as number, moved[at] as number];
      const gain = gains[at] as number;
      gains[at] = Math.max(LEAST_GAIN, slope * last < 0 ? gain + 0.2 : gain * 0.8);
      moved[at] = momentum * last - rate * (gains[at] as number) * slope;
      y[at] = (y[at] as number) + (moved[at] as number);
    }
    center(y, d);
    yield { done: iteration + 1, of: iterations, coordinates: y };
  }
  return y;
}

function scaledStart(start: Float32Array, d: number): Float64Array {
  const n = start.length / d;
  let square = 0;
  for (let at = 0; at < start.length; at += d) square += (start[at] as number) ** 2;
  const deviation = Math.sqrt(square / Math.max(1, n)) || 1;
  return Float64Array.from(start, (value) => (value / deviation) * STARTS_AT);
}

function center(y: Float64Array, d: number): void {
  const n = y.length / d;
  for (let axis = 0; axis < d; axis += 1) {
    let sum = 0;
    for (let at = axis; at < y.length; at += d) sum += y[at] as number;
    for (let at = axis; at < y.length; at += d) y[at] = (y[at] as number) - sum / n;
  }
}

function gradientOf(
  y: Float64Array,
  d: 2 | 3,
  { starts, to, weights }: Graph,
  tree: SpaceTree,
  theta: number,
  exaggeration: number,
): Float64Array {
  const n = y.length / d;
  tree.build(y);
  const apart = new Float64Array(n * d);
  const force = new Float64Array(d);
  let total = 0;
  for (let i = 0; i < n; i += 1) {
    total += tree.repulsion(y, i, theta, force);
    apart.set(force, i * d);
  }
  const gradient = new Float64Array(n * d);
  for (let i = 0; i < n; i += 1) {
    const [x0, x1, x2] = [y[i * d] as number, y[i * d + 1] as number, d === 3 ? (y[i * d + 2] as number) : 0];
    let [f0, f1, f2] = [0, 0, 0];
    for (let edge = starts[i] as number; edge < (starts[i + 1] as number); edge += 1) {
      const j = (to[edge] as number) * d;
      const d0 = x0 - (y[j] as number);
      const d1 = x1 - (y[j + 1] as number);
      const d2 = d === 3 ? x2 - (y[j + 2] as number) : 0;
      const pull = (exaggeration * (weights[edge] as number)) / (1 + d0 * d0 + d1 * d1 + d2 * d2);
      f0 += pull * d0;
      f1 += pull * d1;
      f2 += pull * d2;
    }
    force[0] = f0;
    force[1] = f1;
    if (d === 3) force[2] = f2;
    for (let axis = 0; axis < d; axis += 1)
      gradient[i * d + axis] = 4 * ((force[axis] as number) - (apart[i * d + axis] as number) / (total || 1));
  }
  return gradient;
}

/** Of each neighbour its share of the probability that the point would choose it, at this perplexity. */
function affinities(
  { k, index, distance }: Neighbours,
  n: number,
  perplexity: number,
): { k: number; index: Int32Array; weights: Float64Array } {
  const weights = new Float64Array(n * k);
  const entropy = Math.log(Math.min(perplexity, Math.max(1, k)));
  const squares = new Float64Array(k);
  for (let i = 0; i < n; i += 1) {
    for (let at = 0; at < k; at += 1) squares[at] = (distance[i * k + at] as number) ** 2;
    const nearest = squares[0] ?? 0;
    let [beta, low, high] = [1, 0, Number.POSITIVE_INFINITY];
    const scale = squares.reduce((sum, square) => sum + square - nearest, 0) / Math.max(1, k) || 1;
    for (let round = 0; round < 100; round += 1) {
      let [sum, weighted] = [0, 0];
      for (let at = 0; at < k; at += 1) {
        const far = ((squares[at] as number) - nearest) / scale;
        const weight = Math.exp(-far * beta);
        weights[i * k + at] = weight;
        sum += weight;
        weighted += far * weight;
      }
      for (let at = 0; at < k; at += 1) weights[i * k + at] = (weights[i * k + at] as number) / sum;
      const difference = Math.log(sum) + (beta * weighted) / sum - entropy;
      if (Math.abs(difference) < 1e-5) break;
      if (difference > 0)
        [low, beta] = [beta, high === Number.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2];
      else [high, beta] = [beta, (beta + low) / 2];
    }
  }
  return { k, index, weights };
}
