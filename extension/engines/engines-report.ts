import * as vscode from 'vscode';
import { type EngineReport, msOfCase } from '../../protocol/command-line.js';
import type { Report } from './report-documents.js';

type Working = Extract<EngineReport['check'], { ok: true }>;

/** A table of ms per training step, which engine is the fastest for what, and the engines that do not work. */
export function enginesReport(engines: EngineReport[]): Report {
  const working = engines.flatMap(({ check }) => (check.ok ? [check] : []));
  const failures = engines.flatMap(({ name, check }) => (check.ok ? [] : [{ name, reason: check.reason }]));
  const cases = working[0]?.result.cases.map(({ name }) => name) ?? [];
  const lines = [`# ${vscode.l10n.t('Epochbook Engines')}`];
  if (working.length > 0) {
    const note = vscode.l10n.t(
      'Milliseconds per training step of small models, and the most memory that each engine took. Less is better.',
    );
    lines.push('', note, '', ...table(working, cases));
  }
  if (working.length > 1) lines.push('', `## ${vscode.l10n.t('Faster')}`, '', ...ranking(working, cases));
  if (failures.length > 0) {
    lines.push('', `## ${vscode.l10n.t('Do not work')}`);
    for (const { name, reason } of failures)
      lines.push('', `✗ ${name}`, '', ...reason.split('\n').map((line) => `      ${line}`));
  }
  const actions = [];
  if (!engines.some(({ name }) => name !== 'embedded')) {
    lines.push(
      '',
      vscode.l10n.t('Only the embedded engine is here. The native engine is TensorFlow itself.'),
    );
    const title = vscode.l10n.t('Install the native engine');
    actions.push({ line: lines.length - 1, title, command: 'epochbook.engine.install' });
  }
  return { text: `${lines.join('\n')}\n`, actions };
}

function table(working: Working[], cases: string[]): string[] {
  const number = (value: number, digits: number): string =>
    value.toLocaleString(vscode.env.language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const head = [vscode.l10n.t('engine'), ...cases, vscode.l10n.t('memory')];
  const times = (timed: { msPerStep: number }[]): string[] =>
    timed.map(({ msPerStep }) => number(msPerStep, 2));
  const rows = working.flatMap(({ label, peakMegabytes, result }) => [
    [label, ...times(result.cases), `${number(peakMegabytes, 0)} MB`],
    ...(result.compiled ? [[vscode.l10n.t('with compiled steps'), ...times(result.compiled), '']] : []),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column] ?? ''))));
  const line = (row: string[]): string =>
    `| ${row.map((text, column) => pad(text, widths[column] ?? 0, column > 0)).join(' | ')} |`;
  const rule = widths.map((wide, column) => (column > 0 ? `${'-'.repeat(wide - 1)}:` : '-'.repeat(wide)));
  return [line(head), line(rule), ...rows.map(line)];
}

/** Hangul takes two columns of a font of equal widths. */
const width = (text: string): number => text.length + (text.match(/[ᄀ-ᇿ㄰-㆏가-힣]/g)?.length ?? 0);

function pad(text: string, wide: number, right: boolean): string {
  const space = ' '.repeat(wide - width(text));
  return right ? space + text : text + space;
}

function ranking(working: Working[], cases: string[]): string[] {
  return cases.map((name, at) => {
    const ms = ({ result }: Working): number => msOfCase(result, at);
    const [best, next] = [...working].sort((a, b) => ms(a) - ms(b));
    const times = best && next ? (ms(next) / ms(best)).toFixed(1) : '';
    return `- ${vscode.l10n.t('{0}: {1} times faster on {2}', name, times, best?.label ?? '')}`;
  });
}
