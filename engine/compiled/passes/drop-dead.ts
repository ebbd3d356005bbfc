import type { Graph } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import type { Pass } from './pass.js';

/** Leaves out what nobody asks for. A variable that keeps its value is not written. */
export const dropDead: Pass = {
  name: 'drop dead values',
  run(graph: Graph): Graph {
    const { nodes, reports, taps } = graph;
    const writes = graph.writes.filter(({ state, value }) => {
      const node = nodes[value];
      return node?.op !== 'state' || node.attrs.index !== state;
    });
    const alive = new Set([...reports, ...taps, ...writes.map(({ value }) => value)]);
    for (const { id, inputs } of [...nodes].reverse())
      if (alive.has(id)) for (const each of inputs) alive.add(each);
    const builder = new GraphBuilder();
    const now = new Map<number, number>();
    for (const { id, op, inputs, shape, type, attrs, data } of nodes) {
      if (!alive.has(id)) continue;
      const moved = inputs.map((each) => now.get(each) as number);
      now.set(id, data ? builder.constant(data, shape, type) : builder.add(op, moved, shape, type, attrs));
    }
    builder.reports = reports.map((id) => now.get(id) as number);
    builder.taps = taps.map((id) => now.get(id) as number);
    for (const { state, value } of writes) builder.write(state, now.get(value) as number);
    return builder.finish();
  },
};
