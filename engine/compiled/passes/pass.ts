import type { Graph } from '../graph/graph.js';

/** A pass gives a graph that computes the same with less. */
export interface Pass {
  readonly name: string;
  run(graph: Graph): Graph;
}
