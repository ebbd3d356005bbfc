import { type Edge, strongestEdges, type Weights } from './edges.js';
import { anchor, type Lane, type NetLayout } from './layout.js';

/** Weights between two neighbouring layers as lines of a few looks. */
export interface EdgeGroup {
  from: number;
  to: number;
  negative: boolean;
  /** 0 is weak, `LOOKS - 1` is strong, within its pair of layers. */
  strength: number;
  edges: Edge[];
  /** x, y of start and end of each edge. */
  places: Float64Array;
}

export interface NetEdges {
  groups: EdgeGroup[];
  /** Weights drawn, and weights there are. */
  shown: number;
  total: number;
  /** Every weight but those that are 0 is drawn. */
  whole: boolean;
  /** Epochs with whose end the weights are drawn, ascending: of two layers one may have been recorded later. */
  epochs: number[];
}

/** More lines than these between two layers would hide each other, at the cells of a wide layer sooner. */
const MOST_BETWEEN = 130;
const MOST_TO_CELLS = 100;
/** Looks of edges, from faint to bold. */
export const LOOKS = 5;

/**
 * The strongest weights of the net as lines.
 *
 * @param most lines in all; each pair of layers gets its part, and what small pairs leave goes to the others.
 */
export function netEdges(weights: readonly Weights[], { lanes, ways }: NetLayout, most: number): NetEdges {
  const neighbours = new Set(ways.filter(({ adjacent }) => adjacent).map(({ from, to }) => `${from} ${to}`));
  const drawn = weights.filter(({ from, to }) => neighbours.has(`${from} ${to}`));
  const sizes = drawn.map(({ rows, to }) => rows * (lanes[to] as Lane).units);
  const asked = drawn.map(({ from, to }, index) => {
    const wide = [from, to].some(
      (column) => (lanes[column] as Lane).nodes.length < (lanes[column] as Lane).units,
    );
    return Math.min(wide ? MOST_TO_CELLS : MOST_BETWEEN, sizes[index] as number);
  });
  const shares = partOut(asked, most);
  let whole = true;
  const groups: EdgeGroup[] = [];
  let shown = 0;
  drawn.forEach((each, index) => {
    const share = shares[index] as number;
    const edges = strongestEdges(each, share);
    shown += edges.length;
    whole &&= share === sizes[index] && !('strongest' in each.values);
    const largest = Math.abs(edges.at(-1)?.weight ?? 0);
    for (let strength = 0; strength < LOOKS; strength += 1)
      for (const negative of [false, true]) {
        const group = edges.filter(
          ({ weight }, at) =>
            weight < 0 === negative &&
            lookOf(weight, largest, (at + 1) / edges.length, edges.length) === strength,
        );
        if (group.length === 0) continue;
        const places = new Float64Array(group.length * 4);
        group.forEach(({ source, target }, at) => {
          places.set(anchor(lanes[each.from] as Lane, source, 'right'), at * 4);
          places.set(anchor(lanes[each.to] as Lane, target, 'left'), at * 4 + 2);
        });
        groups.push({ from: each.from, to: each.to, negative, strength, edges: group, places });
      }
  });
  groups.sort((a, b) => a.strength - b.strength);
  const epochs = [...new Set(drawn.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return { groups, shown, total: sizes.reduce((sum, size) => sum + size, 0), whole, epochs };
}

/**
 * The look of a weight among `count` of two layers: by its size against the largest one, and the more of them there are, by
 * its place from the weakest (0) to the strongest (1), so that of many about equal weights few are bold. Few hide nothing:
 * then none is faint.
 */
export function lookOf(weight: number, largest: number, place: number, count: number): number {
  const crowd = Math.min(1, count / MOST_BETWEEN);
  const faintest = count <= 40 ? 2 : count <= 80 ? 1 : 0;
  const share = (Math.abs(weight) / (largest || 1)) * place ** (1.5 * crowd);
  return Math.min(LOOKS - 1, faintest + Math.floor(share * (LOOKS - faintest)));
}

/** Parts a number out: each gets at most what it asks for, and otherwise all get the same. */
function partOut(asked: readonly number[], total: number): number[] {
  const order = asked.map((_, index) => index).sort((a, b) => (asked[a] as number) - (asked[b] as number));
  const given = asked.map(() => 0);
  let left = total;
  order.forEach((index, at) => {
    const part = Math.min(asked[index] as number, Math.floor(left / (order.length - at)));
    given[index] = part;
    left -= part;
  });
  return given;
}
