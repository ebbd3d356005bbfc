import { type Phase, phases } from './case.js';
import type { Verdict } from './verdict.js';

/**
 * A line for each operation or layer: for each engine and phase `ok` with the largest difference, or what else it came to.
 *
 * @param columns Verdicts by the name of the engine.
 */
export function conformanceTable(columns: Readonly<Record<string, Verdict[]>>): string {
  const rows = [
    ...new Set(Object.values(columns).flatMap((verdicts) => verdicts.map(({ test }) => test.of))),
  ];
  const header = Object.keys(columns).flatMap((name) => phases.map((phase) => `${name} ${phase}`));
  const lines = rows.map((row) => [
    row,
    ...Object.values(columns).flatMap((verdicts) =>
      phases.map((phase) => cell(verdicts.filter(({ test, phase: p }) => test.of === row && p === phase))),
    ),
  ]);
  const all = [['', ...header], ...lines];
  const widths = header.map((_, i) => Math.max(...all.map((line) => (line[i + 1] ?? '').length)));
  const first = Math.max(...rows.map((row) => row.length));
  return all
    .map(([row = '', ...cells]) =>
      [row.padEnd(first), ...cells.map((text, i) => text.padEnd(widths[i] as number))].join('  ').trimEnd(),
    )
    .join('\n');
}

function cell(verdicts: Verdict[]): string {
  if (verdicts.length === 0) return '-';
  const of = (kind: Verdict['kind']): Verdict[] => verdicts.filter((verdict) => verdict.kind === kind);
  const [same, refused, known, wrong] = [of('same'), of('refused'), of('known'), of('wrong')];
  const largest = Math.max(0, ...same.map(({ error }) => error));
  return [
    wrong.length > 0 ? `WRONG ×${wrong.length}` : '',
    same.length > 0 ? `ok${largest > 0 ? ` ${largest.toExponential(0)}` : ''}` : '',
    refused.length > 0 ? `refused ×${refused.length}` : '',
    known.length > 0 ? `known ×${known.length}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** How many phases of cases came to what. */
export function tally(verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind'], phase: Phase): number =>
    verdicts.filter((verdict) => verdict.kind === kind && verdict.phase === phase).length;
  return (['same', 'refused', 'known', 'wrong'] as const)
    .map((kind) => `${kind} ${phases.map((phase) => `${count(kind, phase)} ${phase}`).join(', ')}`)
    .join('; ');
}
