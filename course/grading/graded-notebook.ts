import { pointsText } from '../../exercises/index.js';
import { toLines } from '../../kernel/notebook/index.js';
import type { JsonObject } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { RuleResult } from '../checking/check-results.js';
import type { CheckOutcome } from '../checking/run-checks.js';
import { type Graded, type GradedCell, marksText } from './grade-submission.js';
import type { TeacherCopy } from './teacher-copy.js';

/** The submission as it was run, with a comment below each check and the marks at its top. */
export function gradedNotebook(graded: Graded, cells: readonly GradedCell[], { file }: TeacherCopy): string {
  const { metadata, nbformat, nbformat_minor } = file.raw;
  const written = [
    comment('epochbook-marks', headText(graded)),
    ...cells.flatMap((own, i) => [
      cellOf(own, i),
      ...(own.outcome ? [comment(`epochbook-comment-${i}`, outcomeText(own.outcome))] : []),
    ]),
  ];
  return `${JSON.stringify({ cells: written, metadata: metadata ?? {}, nbformat, nbformat_minor }, null, 1)}\n`;
}

function cellOf({ cell, outputs, order }: GradedCell, i: number): JsonObject {
  const own = cell.teacher?.cell ?? cell.from?.cell;
  return {
    cell_type: cell.cell_type,
    id: `c${i}`,
    metadata: own?.metadata ?? {},
    source: toLines(cell.source),
    ...(cell.cell_type === 'code' && { outputs: outputs as unknown as JsonObject[], execution_count: order }),
  };
}

const comment = (id: string, text: string): JsonObject => ({
  cell_type: 'markdown',
  id,
  metadata: { tags: ['epochbook-comment'] },
  source: toLines(text),
});

function headText(graded: Graded): string {
  const lines = [`# ${plain(graded.student)}: ${marksText(graded)}`];
  for (const { name, maximum } of graded.manual)
    lines.push(
      `- ${say(
        `${name}: up to ${pointsText(maximum)} points, to be marked by hand`,
        `${name}: 직접 채점, 최대 ${pointsText(maximum)}점`,
      )}`,
    );
  lines.push(...graded.remarks.map((remark) => `- ${plain(remark)}`));
  return lines.join('\n');
}

function outcomeText(outcome: CheckOutcome): string {
  const { name, passed, results, trouble } = outcome;
  const rules = results.flatMap((result) => result.rules);
  return [
    `**${passed ? '✓' : '✗'} ${name}: ${marksText(outcome)}**`,
    ...(trouble ? ['', plain(trouble)] : []),
    '',
    ...rules.map((rule) => `- ${ruleText(rule)}`),
  ].join('\n');
}

function ruleText({ words, passed, found, wanted, where, maximum, points }: RuleResult): string {
  const head = `${passed ? '✓' : '✗'} ${plain(words)} (${pointsText(points)} / ${pointsText(maximum)})`;
  const more = [
    found && say(`found: ${found}`, `결과: ${found}`),
    wanted && say(`wanted: ${wanted}`, `기대: ${wanted}`),
    where && say(`look at: ${where}`, `볼 곳: ${where}`),
  ].filter((text) => text !== undefined && text !== '');
  return more.length > 0 && !passed ? `${head}: ${more.map((text) => plain(String(text))).join('; ')}` : head;
}

/** What a submission says must not become markup. */
const plain = (text: string): string =>
  text
    .replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)
    .replace(/([[\]`*_|\\])/g, '\\$1')
    .replace(/\s*\n\s*/g, ' ');
