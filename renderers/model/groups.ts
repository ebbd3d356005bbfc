import type { ModelPayload } from '../../protocol/index.js';
import { type Group, type Member, nodesOf } from './members.js';
import { leaves } from './model.js';
import { repeatedRuns } from './repeats.js';

/** Smaller models are drawn whole, and have no groups but their nested models. */
const MANY = 24;

/** Whether a model has so many layers that it is drawn closed at first. */
export const isLarge = (payload: ModelPayload): boolean => leaves(payload).length > MANY;

/** The model as a tree: nested models, and in a large one the stretches that repeat, with their members. */
export function groupsOf(payload: ModelPayload): Member[] {
  const { nodes } = payload;
  const held = new Map<number | null, number[]>();
  nodes.forEach(({ within }, index) => void held.set(within, [...(held.get(within) ?? []), index]));
  const large = isLarge(payload);
  const build = (within: number | null): Member[] => {
    const members = (held.get(within) ?? []).map(
      (node): Member =>
        nodes[node]?.nested
          ? { kind: 'model', id: `m${node}`, node, members: build(node) }
          : { kind: 'leaf', id: `n${node}`, node },
    );
    return large ? withRepeats(payload, members) : members;
  };
  return build(null);
}

function withRepeats(payload: ModelPayload, members: readonly Member[]): Member[] {
  const grouped: Member[] = [];
  let at = 0;
  for (const { from, to, times } of repeatedRuns(payload, members)) {
    const run = members.slice(from, to);
    grouped.push(...members.slice(at, from));
    grouped.push({
      kind: 'repeat',
      id: `r${nodesOf(run[0] as Member)[0]}`,
      times,
      each: run.length / times,
      members: run,
    });
    at = to;
  }
  return [...grouped, ...members.slice(at)];
}

/** Every group of a tree, the outer ones first. */
export const allGroups = (members: readonly Member[]): Group[] =>
  members.flatMap((member) => (member.kind === 'leaf' ? [] : [member, ...allGroups(member.members)]));

/** The groups that stand open when a model is first shown. */
export const openAtFirst = (payload: ModelPayload, members: readonly Member[]): Set<string> =>
  new Set(isLarge(payload) ? [] : allGroups(members).map(({ id }) => id));

/** The groups around a node, the outermost first. */
export function groupsAround(members: readonly Member[], node: number): Group[] {
  for (const member of members) {
    if (member.kind === 'leaf') continue;
    if (nodesOf(member).includes(node)) return [member, ...groupsAround(member.members, node)];
  }
  return [];
}
