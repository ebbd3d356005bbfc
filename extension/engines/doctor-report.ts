import * as vscode from 'vscode';
import type { DoctorReport, Finding } from '../../protocol/command-line.js';
import type { Report, ReportAction } from './report-documents.js';

/** The findings, what is wrong first, each with what mends it: a command of the editor where there is one. */
export function doctorReport({ ok, findings }: DoctorReport): Report {
  const lines = [`# ${vscode.l10n.t('Epochbook Doctor')}`, '', verdict(ok, findings)];
  const actions: ReportAction[] = [];
  const headings = {
    broken: vscode.l10n.t('Broken'),
    missing: vscode.l10n.t('Worth having'),
    good: vscode.l10n.t('In order'),
  };
  const marks = { broken: '✗', missing: '–', good: '✓' };
  for (const state of ['broken', 'missing', 'good'] as const) {
    const of = findings.filter((finding) => finding.state === state);
    if (of.length === 0) continue;
    lines.push('', `## ${headings[state]}`, '');
    for (const finding of of) {
      actions.push(...mending(finding, lines.length));
      const [first, ...more] = finding.what.split('\n');
      lines.push(`${marks[state]} ${first}`, ...more.map((line) => `  ${line}`), ...remedies(finding));
    }
  }
  return { text: `${lines.join('\n').trimEnd()}\n`, actions };
}

function verdict(ok: boolean, findings: Finding[]): string {
  if (!ok) return vscode.l10n.t('Something is broken. The arrow beneath names what mends it.');
  return findings.some(({ state }) => state === 'missing')
    ? vscode.l10n.t('Epochbook works here, and there is something worth having.')
    : vscode.l10n.t('Epochbook works here. Nothing is missing.');
}

/** The command of the editor, as the command palette lists it, and the one for a terminal. */
function remedies({ command, mend }: Finding): string[] {
  const inEditor = mend ? [vscode.l10n.t('Epochbook: Install Native Engine')] : [];
  return [...inEditor, ...(command ? [`\`${command}\``] : [])].map((one) => `  → ${one}`);
}

function mending({ command, mend }: Finding, line: number): ReportAction[] {
  if (mend) {
    const title = vscode.l10n.t('Install the native engine');
    return [
      { line, title, command: 'epochbook.engine.install', arguments: [{ anew: mend === 'reinstall' }] },
    ];
  }
  if (!command) return [];
  const title = vscode.l10n.t('Put the command into a terminal');
  return [{ line, title, command: 'epochbook.typeInTerminal', arguments: [command] }];
}
