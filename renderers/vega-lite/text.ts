import type { Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { specAccount, type VegaLiteSpec } from './model.js';
import { noteText, summedFields, summedText } from './sample-note.js';
import { vegaLiteStrings } from './strings.js';

/** Title, subtitle, the chart's own description, marks, fields and the number of rows. */
export function vegaLiteText(spec: VegaLiteSpec, locale: Locale): string {
  const t = vegaLiteStrings[locale];
  const { title, words, marks, fields, rows, shown } = specAccount(spec);
  const lines = [title ?? t.title, ...words];
  if (marks.length) lines.push(t.marks(marks.join(', ')));
  if (fields.length) lines.push(t.fields(fields.join(', ')));
  if (rows) lines.push(t.rows(formatCount(rows, locale)));
  if (shown < rows) lines.push(summedFields(spec) ? summedText(rows, locale) : noteText(shown, rows, locale));
  return lines.join('\n');
}
