import type { CheckPayload, Locale } from '../../protocol/index.js';
import { shorten } from '../drawing/svg.js';
import { checkLines } from './model.js';
import { checkStrings } from './strings.js';

const LONGEST = 2000;

/** The rules with their marks; of those that fail what was found and wanted, and where to look. */
export function checkText(payload: CheckPayload, locale: Locale): string {
  const t = checkStrings[locale];
  const check = checkLines(payload, locale);
  const lines = [check.title, check.summary];
  for (const rule of check.rules) {
    const points = rule.points && ` (${rule.points})`;
    lines.push(`${rule.passed ? '✓' : rule.missing ? '○' : '✗'} ${rule.words}${points}`);
    for (const { label, text } of rule.details) lines.push(`   ${label}: ${text}`);
    for (const hint of rule.hints) lines.push(`   ${t.hint}: ${hint}`);
  }
  if (check.more) lines.push(check.more);
  for (const hint of check.hints) lines.push(`${t.hint}: ${hint}`);
  if (check.hintCount.of > 0) {
    const [shown, of] = [String(check.hintCount.shown), String(check.hintCount.of)];
    lines.push(t.hintsShown(shown, of));
  }
  if (check.runs) lines.push(check.runs);
  return lines.map((line) => shorten(line.replace(/\s+$/, ''), LONGEST)).join('\n');
}
