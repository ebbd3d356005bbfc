import { type Edge, strongestEdges, type Weights } from './edges.js';
import { anchor, type Lane, type NetLayout } from './layout.js';

/** Weights between two neighbouring layers as lines of a few looks. */
export interface EdgeGroup {
  from: number;
  to: number;
  negative: boolean;
  /** 0 is weak, 2 is strong, within its pair of layers. */
  strength: 0 | 1 | 2;
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
}

/** More lines than these at the cells of a wide layer would hide each other. */
const MOST_TO_CELLS = 180;
const LOOKS = [0, 1, 2] as const;

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
    return wide ? Math.min(MOST_TO_CELLS, sizes[index] as number) : (sizes[index] as number);
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
    // Where only the strongest are drawn, these are told from each other.
    const largest = Math.abs(edges.at(-1)?.weight ?? 0);
    const least = share === sizes[index] ? 0 : Math.abs(edges[0]?.weight ?? 0);
    for (const strength of LOOKS)
      for (const negative of [false, true]) {
        const group = edges.filter(
          ({ weight }) =>
            weight < 0 === negative &&
            lookOf((Math.abs(weight) - least) / (largest - least || 1)) === strength,
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
  return { groups, shown, total: sizes.reduce((sum, size) => sum + size, 0), whole };
}

const lookOf = (share: number): 0 | 1 | 2 => (share < 1 / 3 ? 0 : share < 2 / 3 ? 1 : 2);

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
