import type { Locale } from '../../protocol/index.js';
import { type InlineData, inlineData, withInlineData } from './inline-data.js';
import { leavesOf, lineFields, mayBeSampled } from './row-by-row.js';
import { sampledFrom, withNote } from './sample-note.js';
import { sampleRows } from './sample-rows.js';
import { childViews, isNode, type SpecNode, withChild } from './spec-node.js';

/** Of lines, a row takes a tenth of the room of a symbol. */
const LINE_SHARE = 4;

const sourceOf = ({ path, name }: InlineData): string => path ?? name ?? '';

/**
 * A chart with at most `most` rows, where each of its marks stands for a row, and a note that says so: null where all rows are
 * needed, or where there are no more.
 */
export function sampledRows(spec: SpecNode, most: number, locale: Locale, lineShare = 1): SpecNode | null {
  const leaves = leavesOf(spec);
  let all = 0;
  let shown = 0;
  const sampled = withInlineData(spec, (place) => {
    const { values } = place;
    if (!Array.isArray(values)) return null;
    const source = sourceOf(place);
    if (!mayBeSampled(leaves, source)) return null;
    const line = lineFields(leaves, source);
    const kept = sampleRows(values, line ? most * lineShare : most, line);
    if (kept.length === values.length) return null;
    all += values.length;
    shown += kept.length;
    return { values: kept };
  });
  if (shown === 0) return null;
  return withNote(sampled, shown, sampledFrom(spec) ?? all, locale);
}

/** Whether there is anything in a chart of which rows may be left out. */
export function canBeSampled(spec: SpecNode): boolean {
  const leaves = leavesOf(spec);
  return inlineData(spec).some((place) => mayBeSampled(leaves, sourceOf(place)));
}

/**
 * A chart as a still picture draws it, with as many marks as there is room for. Where views that show a row by each mark share
 * their rows with others that need all, as points with their mean, only the former get fewer.
 */
export function forStill(spec: SpecNode, most: number, locale: Locale): SpecNode {
  const sampled = sampledRows(spec, most, locale, LINE_SHARE);
  if (sampled) return sampled;
  const leaves = leavesOf(spec).filter(({ rowByRow }) => rowByRow);
  const named = new Map(
    inlineData(spec).flatMap(({ name, values }) => (name === null ? [] : [[name, values]])),
  );
  let note: [shown: number, all: number] | undefined;
  const visit = (view: SpecNode, around: { data: SpecNode; transform: unknown[] }): SpecNode => {
    const { data } = view;
    const within = {
      data: isNode(data) ? data : around.data,
      transform: [
        ...(isNode(data) ? [] : around.transform),
        ...(Array.isArray(view.transform) ? view.transform : []),
      ],
    };
    const rows = within.data.values ?? named.get(String(within.data.name));
    const leaf = leaves.find((each) => each.view === view);
    if (leaf && leaf.source !== null && Array.isArray(rows) && rows.length > most) {
      note = [most, rows.length];
      return {
        ...view,
        data: { ...within.data, values: sampleRows(rows, most, null) },
        transform: within.transform,
      };
    }
    let made = view;
    for (const { path, child } of childViews(view)) {
      // What is faceted or repeated has its rows from there.
      if (path[0] !== 'spec') made = withChild(made, path, visit(child, within));
    }
    return made;
  };
  const made = visit(spec, { data: {}, transform: [] });
  return note ? withNote(made, ...note, locale) : spec;
}
