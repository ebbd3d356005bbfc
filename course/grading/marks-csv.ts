import { say } from '../../words/index.js';
import type { Graded } from './grade-submission.js';

/**
 * The table of marks, as Excel opens it in any language: UTF-8 with its mark, lines that end as Windows ends them, and nothing
 * in a name that Excel would compute.
 */
export function marksCsv(all: readonly Graded[]): string {
  const checks = [...new Set(all.flatMap(({ checks: own }) => own.map(({ name }) => name)))];
  const manual = [...new Set(all.flatMap(({ manual: own }) => own.map(({ name }) => name)))];
  const head = [
    say('student', '학생'),
    say('number', '번호'),
    say('points', '점수'),
    say('maximum', '만점'),
    say('status', '상태'),
    say('late', '지각'),
    ...checks,
    ...manual.map((name) => say(`${name} (by hand)`, `${name} (직접 채점)`)),
    say('look at', '확인'),
    say('remarks', '비고'),
  ];
  const rows = all.map((graded) => [
    graded.student,
    graded.number,
    rounded(graded.points),
    rounded(graded.maximum),
    graded.status === 'graded' ? say('graded', '채점됨') : say('not a notebook', '노트북 아님'),
    graded.late ? say('late', '지각') : '',
    ...checks.map((name) => {
      const outcome = graded.checks.find((own) => own.name === name);
      return outcome ? rounded(outcome.points) : '';
    }),
    ...manual.map(() => ''),
    graded.look ? say('yes', '예') : '',
    graded.remarks.join(' '),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

/** A text that begins as a formula does would be computed; an apostrophe before it says that it is text. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replace(/[\r\n]+/g, ' ');
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
