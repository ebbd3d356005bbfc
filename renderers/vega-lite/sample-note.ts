import type { Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { isNode, type SpecNode } from './spec-node.js';
import { vegaLiteStrings } from './strings.js';

/** What a chart that shows part of its rows, or sums of them, remembers in `usermeta.epochbook`. */
interface Memory {
  /** All rows that there are. */
  rows: number;
  /** The chart's own title, before the note was put beside it. */
  title: unknown;
  /** Of a chart of sums: the fields that were summed. */
  fields: string[] | null;
}

function memoryOf(spec: SpecNode): Memory | null {
  const meta = isNode(spec.usermeta) ? spec.usermeta.epochbook : undefined;
  if (!isNode(meta) || typeof meta.rows !== 'number') return null;
  const fields = Array.isArray(meta.fields) ? meta.fields.map(String) : null;
  return { rows: meta.rows, title: meta.title, fields };
}

/** How many rows the data have of which a chart shows a part, or sums; null where it shows all. */
export const sampledFrom = (spec: SpecNode): number | null => memoryOf(spec)?.rows ?? null;

/** The fields of which a chart shows the sums; null for any other chart. */
export const summedFields = (spec: SpecNode): string[] | null => memoryOf(spec)?.fields ?? null;

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
  return noted(spec, noteText(shown, rows, locale), { rows });
}

/** The note of a chart of sums, in words. */
export const summedText = (rows: number, locale: Locale): string =>
  vegaLiteStrings[locale].summed(formatCount(rows, locale));

/** A chart of sums with a note under its title that says of how many rows they are. */
export const withSummedNote = (spec: SpecNode, fields: string[], rows: number, locale: Locale): SpecNode =>
  noted(spec, summedText(rows, locale), { rows, fields });

function noted(spec: SpecNode, note: string, memory: { rows: number; fields?: string[] }): SpecNode {
  const title = ownTitle(spec);
  return {
    ...spec,
    title: titleWith(title, note),
    usermeta: {
      ...(isNode(spec.usermeta) ? spec.usermeta : {}),
      epochbook: { ...memory, ...(title === undefined ? {} : { title }) },
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
