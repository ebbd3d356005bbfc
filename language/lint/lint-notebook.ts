import type ts from 'typescript6';
import { cellOf } from './cell-of.js';
import { switchedOff, switchOff } from './disable-comments.js';
import { placeOf } from './edits.js';
import type { Finding, LintCell } from './finding.js';
import { parseCell } from './parse-cell.js';
import { Program, type ProgramEvent } from './program/index.js';
import type { Found, Notebook, Rule } from './rule.js';
import { rules } from './rules/index.js';

export interface LintOptions {
  /** Rules that are switched off, by name. */
  off?: readonly string[];
}

/**
 * Looks through the cells of a notebook for mistakes of somebody who learns deep learning. It reads the cells in their order
 * and runs nothing. What cannot be known without running is not told of; nor is a cell that has a syntax error.
 *
 * ```ts
 * lintNotebook([{ id: 'a', text: 'model.fit(x, y, { epochs: 3 });\nconsole.log(1);', language: 'typescript' }]);
 * // [{ rule: 'missing-await', cell: 'a', start: 0, … }]
 * ```
 */
export function lintNotebook(cells: readonly LintCell[], { off = [] }: LintOptions = {}): Finding[] {
  const parsed = cells.map(parseCell);
  const program = new Program(new Set(parsed.flatMap(({ unstable }) => [...unstable])));
  parsed.forEach(({ file }, i) => {
    if (file) program.runCell(file);
    else program.skipCell(cells[i]?.text ?? '');
  });
  program.finish();
  const { events, tensors, turns } = program;
  const texts = cells.map(({ text }) => text);
  const notebook: Notebook = { texts, events, tensors, turns };
  const happenings = bySite(events);
  const findings = rules
    .filter(({ name }) => !off.includes(name))
    .flatMap((rule) => foundBy(rule, notebook, happenings).map((found) => findingOf(rule, found)));
  return inOrder(findings, cells);
}

function findingOf({ name: rule, severity }: Rule, { node, message, fixes = [] }: Found): Finding {
  return { rule, ...placeOf(node), message, severity, fixes: [...fixes] };
}

const keyOf = ({ node }: Found): string => `${cellOf(node)} ${node.getStart()} ${node.getEnd()}`;

/** What a function does several times counts where it is wrong each time. */
function foundBy(
  { look, lookAtAll }: Rule,
  notebook: Notebook,
  happenings: readonly (readonly ProgramEvent[])[],
): Found[] {
  const found = new Map<string, Found>();
  if (look)
    for (const events of happenings) {
      const [first = [], ...others] = events.map((event) => look(event, notebook));
      if (first.length === 0) continue;
      const keys = others.map((some) => new Set(some.map(keyOf)));
      for (const one of first) if (keys.every((some) => some.has(keyOf(one)))) found.set(keyOf(one), one);
    }
  for (const one of lookAtAll?.(notebook) ?? []) found.set(keyOf(one), one);
  return [...found.values()];
}

/** What happens at one place, and of one kind, for each time that it happens. */
function bySite(events: readonly ProgramEvent[]): ProgramEvent[][] {
  const sites = new Map<ts.Node, Map<string, ProgramEvent[]>>();
  for (const event of events) {
    const kinds = sites.get(event.site) ?? new Map<string, ProgramEvent[]>();
    sites.set(event.site, kinds);
    const known = kinds.get(event.kind);
    if (known) known.push(event);
    else kinds.set(event.kind, [event]);
  }
  return [...sites.values()].flatMap((kinds) => [...kinds.values()]);
}

function inOrder(findings: readonly Finding[], cells: readonly LintCell[]): Finding[] {
  const places = new Map(cells.map((cell, i) => [cell.id, { cell, i, isOff: switchedOff(cell) }]));
  return findings
    .filter(({ rule, cell, start }) => !places.get(cell)?.isOff(rule, start))
    .map((finding) => {
      const cell = places.get(finding.cell)?.cell;
      return cell
        ? { ...finding, fixes: [...finding.fixes, switchOff(finding.rule, cell, finding.start)] }
        : finding;
    })
    .sort((a, b) => (places.get(a.cell)?.i ?? 0) - (places.get(b.cell)?.i ?? 0) || a.start - b.start);
}
