/** A part of a specification, or a row of its data. */
export type SpecNode = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is SpecNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lists = ['layer', 'concat', 'hconcat', 'vconcat'];

/** The views inside of a view, with what leads to them. */
export function childViews(view: SpecNode): { path: [string, number] | [string]; child: SpecNode }[] {
  const found: { path: [string, number] | [string]; child: SpecNode }[] = [];
  for (const list of lists) {
    const views = view[list];
    if (!Array.isArray(views)) continue;
    views.forEach((child, index) => {
      if (isNode(child)) found.push({ path: [list, index], child });
    });
  }
  if (isNode(view.spec)) found.push({ path: ['spec'], child: view.spec });
  return found;
}

/** The same view with another in the place of one inside. */
export function withChild(
  view: SpecNode,
  [key, index]: [string, number] | [string],
  child: SpecNode,
): SpecNode {
  if (index === undefined) return { ...view, [key]: child };
  return { ...view, [key]: (view[key] as unknown[]).map((old, i) => (i === index ? child : old)) };
}

/** Whether a value is nested deeper than `limit`; without recursion, as it may be deeper than calls may. */
export function isDeeper(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
