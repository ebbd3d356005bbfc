import type { ModelPayload } from '../../protocol/index.js';
import { type Member, nodesOf } from './members.js';

/** The root, or the id of an open group. */
export type ContainerId = string;
export const ROOT: ContainerId = '';

/** An edge between two members of a container, from one layer to another within them. */
export interface InnerEdge {
  from: number;
  to: number;
  source: number;
  target: number;
}

/** What leads into a container from a layer outside, or out of it from one inside, to or from one of its members. */
export interface PortEdge {
  source: number;
  target: number;
  member: number;
}

export interface ContainerEdges {
  inner: InnerEdge[];
  entries: PortEdge[];
  exits: PortEdge[];
}

interface Step {
  container: ContainerId;
  member: number;
}

/** For each node, the members that it stands in, from the root to the one that is drawn. */
function pathsOf(members: readonly Member[], open: ReadonlySet<string>): Map<number, Step[]> {
  const paths = new Map<number, Step[]>();
  const walk = (container: ContainerId, held: readonly Member[], before: Step[]): void => {
    held.forEach((member, index) => {
      const path = [...before, { container, member: index }];
      if (member.kind !== 'leaf' && open.has(member.id)) walk(member.id, member.members, path);
      else for (const node of nodesOf(member)) paths.set(node, path);
    });
  };
  walk(ROOT, members, []);
  return paths;
}

/** Parts the edges between layers among the containers that are drawn; several that would be drawn alike are one. */
export function edgesByContainer(
  { nodes }: ModelPayload,
  members: readonly Member[],
  open: ReadonlySet<string>,
): Map<ContainerId, ContainerEdges> {
  const paths = pathsOf(members, open);
  const found = new Map<ContainerId, ContainerEdges>();
  const met = new Set<string>();
  const of = (container: ContainerId): ContainerEdges => {
    const known = found.get(container) ?? { inner: [], entries: [], exits: [] };
    found.set(container, known);
    return known;
  };
  const once = (key: string): boolean => !met.has(key) && Boolean(met.add(key));
  nodes.forEach(({ from }, target) => {
    for (const source of from) {
      const [out, into] = [paths.get(source) ?? [], paths.get(target) ?? []];
      const level = out.findIndex((step, at) => step.member !== into[at]?.member);
      const [start, end] = [out[level], into[level]];
      // Both are within one closed group, or, in a graph that is none, not in an order.
      if (!start || !end || start.container !== end.container || start.member >= end.member) continue;
      const parts = out.length > level + 1 || into.length > level + 1;
      if (once(`${start.container}|${start.member}>${end.member}|${parts ? source : ''}`))
        of(start.container).inner.push({ from: start.member, to: end.member, source, target });
      for (const { container, member } of out.slice(level + 1))
        if (once(`out ${container}|${source}`)) of(container).exits.push({ source, target, member });
      for (const { container, member } of into.slice(level + 1))
        if (once(`in ${container}|${source}>${member}`))
          of(container).entries.push({ source, target, member });
    }
  });
  return found;
}
