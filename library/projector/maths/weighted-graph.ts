/** Edges of each point, one behind the other: those of point i stand from `starts[i]` to before `starts[i + 1]`. */
export interface Graph {
  starts: Int32Array;
  to: Int32Array;
  weights: Float64Array;
}

interface Directed {
  k: number;
  index: Int32Array;
  weights: Float64Array;
}

/** A graph that goes both ways out of one of k edges a point; `join` makes one weight of both, 0 where there is none. */
export function symmetric(
  { k, index, weights }: Directed,
  n: number,
  join: (there: number, back: number) => number,
): Graph {
  const maps: Map<number, number>[] = Array.from({ length: n }, () => new Map());
  const both = (i: number, j: number, there: number, back: number) => {
    const weight = join(there, back);
    if (weight <= 0) return;
    maps[i]?.set(j, weight);
    maps[j]?.set(i, weight);
  };
  const weightOf = (i: number, j: number): number => {
    for (let at = i * k; at < (i + 1) * k; at += 1) if (index[at] === j) return weights[at] as number;
    return 0;
  };
  for (let i = 0; i < n; i += 1)
    for (let at = i * k; at < (i + 1) * k; at += 1) {
      const j = index[at] as number;
      if (j >= 0 && !maps[i]?.has(j)) both(i, j, weights[at] as number, weightOf(j, i));
    }
  const starts = new Int32Array(n + 1);
  for (let i = 0; i < n; i += 1)
    starts[i + 1] = (starts[i] as number) + (maps[i] as Map<number, number>).size;
  const edges = starts[n] as number;
  const graph = { starts, to: new Int32Array(edges), weights: new Float64Array(edges) };
  for (let i = 0, edge = 0; i < n; i += 1)
    for (const [j, weight] of maps[i] as Map<number, number>) {
      graph.to[edge] = j;
      graph.weights[edge] = weight;
      edge += 1;
    }
  return graph;
}
