/** A layer in the tree of what can be closed. */
export interface Leaf {
  kind: 'leaf';
  id: string;
  node: number;
}

/** A nested model, or a stretch of layers that comes several times one behind the other. */
export interface Group {
  kind: 'model' | 'repeat';
  id: string;
  /** Of a nested model. */
  node?: number;
  /** Of a stretch: how often it comes, and how many members it has each time. */
  times?: number;
  each?: number;
  members: Member[];
}

export type Member = Leaf | Group;

/** The nodes of a member, with those of nested models. */
export function nodesOf(member: Member): number[] {
  if (member.kind === 'leaf') return [member.node];
  const own = member.node === undefined ? [] : [member.node];
  return [...own, ...member.members.flatMap(nodesOf)];
}
