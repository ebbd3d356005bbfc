import type { ModelPayload } from '../../protocol/index.js';
import { type Member, nodesOf } from './members.js';
import { layerOf } from './model.js';

/** Members `from` to `to` (not with it) are the same stretch so many times. */
export interface Run {
  from: number;
  to: number;
  times: number;
}

const FEWEST_TIMES = 3;
/** Of a stretch of one layer. */
const FEWEST_ALONE = 4;
/** Stretches between places where all that flows is in one layer's outputs. */
const LONGEST = 12;

/**
 * Stretches of members that come at least three times one behind the other: the same kinds of layers, joined alike. Each begins
 * and ends where the outputs of a single layer are all that leads on, so that closing it hides no branch.
 */
export function repeatedRuns(payload: ModelPayload, members: readonly Member[]): Run[] {
  const edges = edgesAmong(payload, members);
  const cuts = cutsOf(members.length, edges);
  const pieces = cuts
    .slice(1)
    .map((to, index) => signature(payload, members, edges, cuts[index] as number, to));
  const runs: Run[] = [];
  let at = 0;
  while (at < pieces.length) {
    const { period, times } = longestRun(pieces, at);
    const [from, to] = [cuts[at] as number, cuts[at + period * times] as number];
    const enough = (to - from) / times > 1 ? times >= FEWEST_TIMES : times >= FEWEST_ALONE;
    if (enough) runs.push({ from, to, times });
    at += enough ? period * times : 1;
  }
  return runs;
}

type Edges = readonly { from: number; to: number }[];

function edgesAmong(payload: ModelPayload, members: readonly Member[]): Edges {
  const memberOf = new Map<number, number>();
  members.forEach((member, index) => {
    for (const node of nodesOf(member)) memberOf.set(node, index);
  });
  return members.flatMap((member, to) =>
    nodesOf(member).flatMap((node) =>
      (payload.nodes[node]?.from ?? []).flatMap((each) => {
        const from = memberOf.get(each);
        return from === undefined || from === to ? [] : [{ from, to }];
      }),
    ),
  );
}

/** Places before which all edges that go on come from the last member. */
function cutsOf(count: number, edges: Edges): number[] {
  const furthest = new Array<number>(count).fill(0);
  for (const { from, to } of edges) furthest[from] = Math.max(furthest[from] ?? 0, to);
  const cuts = [0];
  let reach = 0;
  for (let at = 1; at < count; at += 1) {
    // What the members before the last one feed.
    if (at >= 2) reach = Math.max(reach, furthest[at - 2] ?? 0);
    if (reach < at && (furthest[at - 1] ?? 0) >= at) cuts.push(at);
  }
  return [...cuts, count];
}

function signature(
  payload: ModelPayload,
  members: readonly Member[],
  edges: Edges,
  from: number,
  to: number,
): string {
  const kinds = members.slice(from, to).map((member) =>
    nodesOf(member)
      .map((node) => {
        const { className, detail, activation } = layerOf(payload, payload.nodes[node] as never);
        return [className, detail, activation].join(' ');
      })
      .join('+'),
  );
  const joins = edges
    .filter((edge) => edge.to >= from && edge.to < to)
    .map((edge) => `${edge.from - from}>${edge.to - from}`);
  return JSON.stringify([kinds, joins]);
}

/** The run at a place that covers most, of the shortest stretch. */
function longestRun(pieces: readonly string[], at: number): { period: number; times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; period <= LONGEST && at + 2 * period <= pieces.length; period += 1) {
    let end = at + period;
    while (end < pieces.length && pieces[end] === pieces[end - period]) end += 1;
    const times = Math.floor((end - at) / period);
    if (times >= FEWEST_TIMES && period * times > best.period * best.times) best = { period, times };
  }
  return best;
}
