import type { Spec } from 'vega';
import type { Locale } from '../../protocol/index.js';
import type { VegaLiteSpec } from './model.js';
import { childViews, isNode, type SpecNode } from './spec-node.js';
import { vegaLiteStrings } from './strings.js';

type Axis = NonNullable<Spec['axes']>[number];
type Scale = NonNullable<Spec['scales']>[number];
type Scope = Pick<Spec, 'axes' | 'scales' | 'marks'>;

/** The titles that a specification itself gives its axes. */
function givenTitles(view: SpecNode): string[] {
  const channels = isNode(view.encoding) ? Object.values(view.encoding) : [];
  const own = channels.flatMap((channel) => {
    if (!isNode(channel)) return [];
    const titles = [channel.title, isNode(channel.axis) ? channel.axis.title : undefined];
    return titles.filter((title) => typeof title === 'string');
  });
  return [...own, ...childViews(view).flatMap(({ child }) => givenTitles(child))];
}

/**
 * A compiled chart whose logarithmic axes say so, "size (log)", where their titles are the names of fields; titles that the
 * specification gives stay as they are.
 */
export function logTitles<Part extends Scope>(part: Part, spec: VegaLiteSpec, locale: Locale): Part {
  const given = new Set(givenTitles(spec));
  const t = vegaLiteStrings[locale];
  const titled = (axis: Axis, scales: readonly Scale[]): Axis => {
    const { title } = axis;
    if (typeof title !== 'string' || title === '' || given.has(title)) return axis;
    const isLog = scales.find(({ name }) => name === axis.scale)?.type === 'log';
    return isLog ? { ...axis, title: t.logAxis(title) } : axis;
  };
  const visit = (scope: Scope, above: readonly Scale[]): Scope => {
    const scales = [...(scope.scales ?? []), ...above];
    return {
      ...scope,
      ...(scope.axes && { axes: scope.axes.map((axis) => titled(axis, scales)) }),
      ...(scope.marks && {
        marks: scope.marks.map((mark) =>
          mark.type === 'group' ? { ...mark, ...visit(mark as Scope, scales) } : mark,
        ) as typeof scope.marks,
      }),
    };
  };
  return visit(part, []) as Part;
}
