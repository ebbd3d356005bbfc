import * as v from 'valibot';
import type { Locale } from '../../protocol/index.js';
import { csvRows } from './csv-data.js';
import { ownTitle, sampledFrom, summedFields } from './sample-note.js';
import { isDeeper, isNode } from './spec-node.js';
import { vegaLiteStrings } from './strings.js';

/** No chart that people write is nested as deep; what is could not even be walked. */
const MOST_DEPTH = 60;

const compositions = ['mark', 'layer', 'concat', 'hconcat', 'vconcat', 'facet', 'repeat', 'spec'];

/** A user's own Vega-Lite specification; vega-lite itself checks the rest when it compiles it. */
export const vegaLiteSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((spec) => compositions.some((key) => Object.hasOwn(spec, key)), vegaLiteStrings.en.notObject),
  v.check((spec) => !isDeeper(spec, MOST_DEPTH), vegaLiteStrings.en.tooDeep(String(MOST_DEPTH))),
);
export type VegaLiteSpec = v.InferOutput<typeof vegaLiteSchema>;

/** What a specification says of itself: title, subtitle and description, marks, fields, rows of inline data. */
export interface SpecAccount {
  title: string | null;
  /** The subtitle, then the description: the chart's own account of itself. */
  words: string[];
  marks: string[];
  fields: string[];
  rows: number;
  /** Rows that are drawn: fewer where the chart shows a sample, or sums. */
  shown: number;
}

const MOST_NODES = 20_000;
const MOST_TEXT = 4_000;

/** A text as Vega-Lite has it, in one line or in several; null where there is none. */
function textOf(given: unknown): string | null {
  const text = Array.isArray(given) ? given.join(' ') : given;
  if (typeof text !== 'string' || text.trim() === '') return null;
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)} …` : text;
}

/** Walks a specification; its data rows are counted, not entered. */
export function specAccount(spec: VegaLiteSpec): SpecAccount {
  const marks = new Set<string>();
  const fields = new Set<string>();
  let rows = 0;
  let nodes = 0;
  const visit = (node: unknown, key: string): void => {
    nodes += 1;
    if (nodes > MOST_NODES || node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      if (key === 'values') rows += node.length;
      else for (const item of node) visit(item, key);
      return;
    }
    for (const [name, value] of Object.entries(node)) {
      if (name === 'usermeta') continue;
      if (name === 'datasets' && isNode(value)) {
        for (const set of Object.values(value))
          rows += Array.isArray(set) ? set.length : csvRows(String(set));
        continue;
      }
      if (name === 'values' && typeof value === 'string') rows += csvRows(value);
      const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : value;
      if (name === 'mark' && typeof type === 'string') marks.add(type);
      if (name === 'field' && typeof value === 'string') fields.add(value);
      visit(value, name);
    }
  };
  visit(spec, '');
  const title = ownTitle(spec);
  const { text, subtitle } = isNode(title) ? title : { text: title };
  return {
    title: textOf(text),
    words: [textOf(subtitle), textOf(spec.description)].filter((line) => line !== null),
    marks: [...marks],
    fields: summedFields(spec) ?? [...fields],
    rows: sampledFrom(spec) ?? rows,
    shown: rows,
  };
}

const knownMarks =
  'arc area bar boxplot circle errorband errorbar geoshape image line point rect rule square text tick trail'.split(
    ' ',
  );

/** The first mark of a specification that vega-lite does not have, in words; `null` where all are known. */
export function unknownMark(spec: VegaLiteSpec, locale: Locale): string | null {
  const unknown = specAccount(spec).marks.find((mark) => !knownMarks.includes(mark));
  return unknown === undefined ? null : vegaLiteStrings[locale].unknownMark(unknown, knownMarks.join(', '));
}
