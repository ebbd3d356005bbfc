import type { Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { isNode, type SpecNode } from './spec-node.js';
import { vegaLiteStrings } from './strings.js';

/** What a chart that shows part of its rows remembers, in `usermeta.epochbook`. */
interface Memory {
  /** All rows that there are. */
  rows: number;
  /** The chart's own title, before the note was put beside it. */
  title: unknown;
}

function memoryOf(spec: SpecNode): Memory | null {
  const meta = isNode(spec.usermeta) ? spec.usermeta.epochbook : undefined;
  return isNode(meta) && typeof meta.rows === 'number' ? { rows: meta.rows, title: meta.title } : null;
}

/** How many rows the data have of which a chart shows a part; null where it shows all. */
export const sampledFrom = (spec: SpecNode): number | null => memoryOf(spec)?.rows ?? null;

/** The chart's own title, without our note. */
export const ownTitle = (spec: SpecNode): unknown => {
  const memory = memoryOf(spec);
  return memory ? memory.title : spec.title;
};

/** The note in words. */
export const noteText = (shown: number, rows: number, locale: Locale): string =>
  vegaLiteStrings[locale].sample(formatCount(shown, locale), formatCount(rows, locale));

/** The chart with a note under its title that says which part of the rows it shows, wherever it is drawn. */
export function withNote(spec: SpecNode, shown: number, rows: number, locale: Locale): SpecNode {
  const note = noteText(shown, rows, locale);
  const title = ownTitle(spec);
  return {
    ...spec,
    title: titleWith(title, note),
    usermeta: {
      ...(isNode(spec.usermeta) ? spec.usermeta : {}),
      epochbook: { rows, ...(title === undefined ? {} : { title }) },
    },
  };
}

function titleWith(title: unknown, note: string): SpecNode {
  if (isNode(title) && title.text !== undefined && title.text !== '') {
    const { subtitle } = title;
    const before = subtitle === undefined ? [] : Array.isArray(subtitle) ? subtitle : [subtitle];
    return { ...title, subtitle: [...before, note] };
  }
  if (typeof title === 'string' && title !== '') return { text: title, subtitle: note };
  if (Array.isArray(title) && title.length > 0) return { text: title, subtitle: note };
  return { text: note, fontSize: 11, fontWeight: 'normal' };
}
