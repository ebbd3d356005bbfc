import { childViews, isNode, type SpecNode, withChild } from './spec-node.js';

/** A place in a specification where rows stand: `data` of a view (by the path of the view), or a data set by name. */
export interface InlineData {
  /** Of a view, what leads to it; of a named data set, null. */
  path: string | null;
  name: string | null;
  /** Rows, or the text of a CSV file. */
  values: unknown;
  format: SpecNode;
}

const stepText = (path: [string, number] | [string]): string => `/${path.join('/')}`;

/** All rows that stand in a specification. */
export function inlineData(spec: SpecNode): InlineData[] {
  const found: InlineData[] = [];
  if (isNode(spec.datasets))
    for (const [name, values] of Object.entries(spec.datasets))
      found.push({ path: null, name, values, format: formatOf(spec, name) });
  const visit = (view: SpecNode, path: string): void => {
    const { data } = view;
    if (isNode(data) && data.values !== undefined)
      found.push({ path, name: null, values: data.values, format: isNode(data.format) ? data.format : {} });
    for (const each of childViews(view)) visit(each.child, path + stepText(each.path));
  };
  visit(spec, '');
  return found;
}

/** How the first view that takes a named data set reads it. */
function formatOf(view: SpecNode, name: string): SpecNode {
  const { data } = view;
  if (isNode(data) && data.name === name && isNode(data.format)) return data.format;
  for (const { child } of childViews(view)) {
    const format = formatOf(child, name);
    if (Object.keys(format).length > 0) return format;
  }
  return {};
}

/** The same specification with other rows: what `change` gives for each place, or the old ones where it gives null. */
export function withInlineData(
  spec: SpecNode,
  change: (place: InlineData) => { values: unknown; format?: SpecNode } | null,
): SpecNode {
  const formats = new Map<string, SpecNode>();
  let datasets: unknown = spec.datasets;
  for (const place of inlineData(spec)) {
    if (place.name === null || !isNode(datasets)) continue;
    const changed = change(place);
    if (!changed) continue;
    datasets = { ...datasets, [place.name]: changed.values };
    if (changed.format) formats.set(place.name, changed.format);
  }
  const visit = (view: SpecNode, path: string): SpecNode => {
    let made = view;
    const { data } = view;
    if (isNode(data) && data.values !== undefined) {
      const format = isNode(data.format) ? data.format : {};
      const changed = change({ path, name: null, values: data.values, format });
      if (changed)
        made = {
          ...made,
          data: { ...data, values: changed.values, ...(changed.format && { format: changed.format }) },
        };
    } else if (isNode(data) && formats.has(String(data.name)))
      made = { ...made, data: { ...data, format: formats.get(String(data.name)) } };
    for (const { path: step, child } of childViews(view)) {
      const changed = visit(child, path + stepText(step));
      if (changed !== child) made = withChild(made, step, changed);
    }
    return made;
  };
  const made = visit(spec, '');
  return datasets === spec.datasets ? made : { ...made, datasets };
}
