import { inlineData } from './inline-data.js';
import { childViews, isNode, type SpecNode } from './spec-node.js';

/** A view that draws a mark, and where its rows come from. */
export interface Leaf {
  view: SpecNode;
  /** The path of the view whose inline data it takes, or the name of the data set; null where there is neither. */
  source: string | null;
  /** Whether each of its marks stands for one row (or a line for its rows), so that fewer rows show the same, sparser. */
  rowByRow: boolean;
  /** Encoding with what the views around it say. */
  encoding: SpecNode;
}

const rowTransforms = ['calculate', 'filter', 'timeUnit', 'fold', 'flatten', 'lookup'];
const rowMarks = ['point', 'circle', 'square', 'tick', 'line', 'trail', 'rule', 'text', 'image', 'rect'];

/** What tells that numbers are made of several rows: means, counts, stacks, orders by a mean. */
const summing = ['aggregate', 'op', 'joinaggregate', 'window', 'impute', 'stack'];

function sums(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(sums);
  if (!isNode(value)) return false;
  return Object.entries(value).some(([key, inner]) => {
    if (key === 'stack') return inner !== null && inner !== false;
    // Categories in the order of another channel, such as "-y".
    if (key === 'sort' && typeof inner === 'string') return !/^(ascending|descending)$/.test(inner);
    return summing.includes(key) ? inner !== undefined && inner !== null : sums(inner);
  });
}

const markOf = ({ mark }: SpecNode): string => String(isNode(mark) ? mark.type : mark);

/** Bars and areas are piled up, unless they are told where they end. */
function piles(mark: string, encoding: SpecNode): boolean {
  if (mark !== 'bar' && mark !== 'area') return false;
  return !('x2' in encoding || 'y2' in encoding);
}

/** The views of a specification that draw. */
export function leavesOf(spec: SpecNode): Leaf[] {
  const named = new Set(inlineData(spec).flatMap(({ name }) => (name === null ? [] : [name])));
  const leaves: Leaf[] = [];
  const visit = (
    view: SpecNode,
    path: string,
    around: { source: string | null; rowByRow: boolean; encoding: SpecNode },
  ): void => {
    const { data } = view;
    let { source } = around;
    if (isNode(data)) {
      if (data.values !== undefined) source = path;
      else source = named.has(String(data.name)) ? String(data.name) : null;
    }
    const encoding = { ...around.encoding, ...(isNode(view.encoding) ? view.encoding : {}) };
    const transforms = Array.isArray(view.transform) ? view.transform : [];
    const plain = transforms.every((each) => isNode(each) && rowTransforms.some((kind) => kind in each));
    const rowByRow = around.rowByRow && plain && !sums(view.encoding) && !sums(view.facet);
    const children = childViews(view);
    for (const { path: step, child } of children)
      visit(child, `${path}/${step.join('/')}`, { source, rowByRow, encoding });
    if (children.length > 0 || !('mark' in view)) return;
    const mark = markOf(view);
    const marks = rowMarks.includes(mark) || ((mark === 'bar' || mark === 'area') && !piles(mark, encoding));
    leaves.push({ view, source, rowByRow: rowByRow && marks && !sums(view.mark), encoding });
  };
  visit(spec, '', { source: null, rowByRow: true, encoding: {} });
  return leaves;
}

/** Whether rows of one source may be left out: all that draws them draws row by row. */
export const mayBeSampled = (leaves: readonly Leaf[], source: string): boolean => {
  const own = leaves.filter((leaf) => leaf.source === source);
  return own.length > 0 && own.every((leaf) => leaf.rowByRow);
};

/** The fields of a line: along which it runs, which it shows, and which part it into several. */
export interface LineFields {
  along: string;
  shown: string;
  parts: string[];
}

/** The fields of the lines that a source's rows are drawn as; null where they are drawn otherwise. */
export function lineFields(leaves: readonly Leaf[], source: string): LineFields | null {
  const own = leaves.filter((leaf) => leaf.source === source);
  const [first] = own;
  if (!first || !own.every(({ view }) => ['line', 'trail', 'area'].includes(markOf(view)))) return null;
  const field = (channel: string): string | null => {
    const definition = first.encoding[channel];
    return isNode(definition) && typeof definition.field === 'string' ? definition.field : null;
  };
  const [along, shown] = [field('x'), field('y')];
  if (along === null || shown === null) return null;
  const parts = ['color', 'stroke', 'strokeDash', 'detail', 'row', 'column', 'facet', 'shape', 'opacity']
    .map(field)
    .filter((name): name is string => name !== null);
  return { along, shown, parts };
}
