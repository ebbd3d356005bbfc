import { type Random, randomFrom } from '../../random.js';
import type { Neighbours } from './neighbour-lists.js';
import { normalFrom } from './normal.js';
import type { Steps } from './progress.js';
import { squaredDistance, type Vectors } from './vectors.js';

const TREES = 8;
/** Neighbours of a row that are introduced to each other in a round. */
const CANDIDATES = 32;
const MOST_ROUNDS = 10;
/** It ends with a round that has changed no more than this share of all neighbours. */
const FEW = 0.002;
const SLICE = 250;

/** The best k so far of each row, in order, each with whether it is new since the last round. */
class Best {
  readonly index: Int32Array;
  readonly square: Float32Array;
  readonly fresh: Uint8Array;
  changes = 0;

  constructor(
    private readonly vectors: Vectors,
    readonly k: number,
  ) {
    this.index = new Int32Array(vectors.count * k).fill(-1);
    this.square = new Float32Array(vectors.count * k).fill(Number.POSITIVE_INFINITY);
    this.fresh = new Uint8Array(vectors.count * k);
  }

  meet(a: number, b: number): void {
    if (a === b) return;
    const square = squaredDistance(this.vectors.values, this.vectors.dimensions, a, b);
    this.put(a, b, square);
    this.put(b, a, square);
  }

  private put(row: number, other: number, square: number): void {
    const { index, square: squares, fresh, k } = this;
    const from = row * k;
    let at = from + k - 1;
    if (!(square < (squares[at] as number))) return;
    // Rows that are the same may come in any order.
    for (let i = from; i <= at; i += 1) if (index[i] === other) return;
    while (at > from && square < (squares[at - 1] as number)) {
      squares[at] = squares[at - 1] as number;
      index[at] = index[at - 1] as number;
      fresh[at] = fresh[at - 1] as number;
      at -= 1;
    }
    squares[at] = square;
    index[at] = other;
    fresh[at] = 1;
    this.changes += 1;
  }
}

/**
 * Nearly the k nearest rows of each: a forest of random projection trees, then NN-descent (Dong, Moses and Li, 2011), in which
 * neighbours of a row are introduced to each other. Repeatable by its seed.
 */
export function* nearestByDescent(vectors: Vectors, k: number, seed: number): Steps<Neighbours> {
  const random = randomFrom(seed);
  const best = new Best(vectors, k);
  const total = TREES + MOST_ROUNDS;
  for (let tree = 0; tree < TREES; tree += 1) {
    for (const leaf of leavesOf(vectors, Math.max(30, Math.ceil(k * 1.2)), random)) {
      for (let i = 0; i < leaf.length; i += 1)
        for (let j = i + 1; j < leaf.length; j += 1) best.meet(leaf[i] as number, leaf[j] as number);
      yield { done: tree, of: total };
    }
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    best.changes = 0;
    const { fresh, old } = candidates(best, vectors.count, random);
    for (let row = 0; row < vectors.count; row += 1) {
      introduce(best, fresh.of(row), old.of(row));
      if (row % SLICE === SLICE - 1) yield { done: TREES + round + row / vectors.count, of: total };
    }
    if (best.changes <= FEW * vectors.count * k) break;
  }
  return { k, index: best.index, distance: best.square.map(Math.sqrt) };
}

function introduce(best: Best, fresh: Int32Array, old: Int32Array): void {
  for (let i = 0; i < fresh.length; i += 1) {
    const one = fresh[i] as number;
    for (let j = i + 1; j < fresh.length; j += 1) best.meet(one, fresh[j] as number);
    for (let j = 0; j < old.length; j += 1) best.meet(one, old[j] as number);
  }
}

/** A bounded random choice out of what comes for each row. */
class Choice {
  private readonly chosen: Int32Array;
  private readonly seen: Int32Array;

  constructor(
    count: number,
    private readonly random: Random,
  ) {
    this.chosen = new Int32Array(count * CANDIDATES);
    this.seen = new Int32Array(count);
  }

  add(row: number, other: number): void {
    const seen = this.seen[row] as number;
    this.seen[row] = seen + 1;
    const at = seen < CANDIDATES ? seen : Math.floor(this.random() * (seen + 1));
    if (at < CANDIDATES) this.chosen[row * CANDIDATES + at] = other;
  }

  of(row: number): Int32Array {
    const from = row * CANDIDATES;
    return this.chosen.subarray(from, from + Math.min(CANDIDATES, this.seen[row] as number));
  }
}

function candidates(best: Best, count: number, random: Random): { fresh: Choice; old: Choice } {
  const [fresh, old] = [new Choice(count, random), new Choice(count, random)];
  for (let row = 0; row < count; row += 1)
    for (let at = row * best.k; at < (row + 1) * best.k; at += 1) {
      const other = best.index[at] as number;
      if (other < 0) continue;
      const to = best.fresh[at] ? fresh : old;
      to.add(row, other);
      to.add(other, row);
      best.fresh[at] = 0;
    }
  return { fresh, old };
}

/** Parts the rows by random planes until each part is small. */
function* leavesOf(vectors: Vectors, size: number, random: Random): Generator<Int32Array> {
  const { values, count, dimensions: d } = vectors;
  const normal = normalFrom(random);
  const parts = [Int32Array.from({ length: count }, (_, row) => row)];
  for (let part = parts.pop(); part; part = parts.pop()) {
    if (part.length <= size) {
      yield part;
      continue;
    }
    const plane = Float64Array.from({ length: d }, normal);
    const heights = new Float64Array(part.length);
    part.forEach((row, at) => {
      let height = 0;
      for (let k = 0; k < d; k += 1) height += (values[row * d + k] as number) * (plane[k] as number);
      heights[at] = height;
    });
    // A plane between two rows at random parts unevenly, so that trees differ; the halves of the order never come out empty.
    const order = Int32Array.from({ length: part.length }, (_, at) => at).sort(
      (a, b) => (heights[a] as number) - (heights[b] as number),
    );
    const cut = Math.floor(part.length * (0.4 + 0.2 * random()));
    const sorted = order.map((at) => (part as Int32Array)[at] as number);
    parts.push(sorted.slice(0, cut), sorted.slice(cut));
  }
}
