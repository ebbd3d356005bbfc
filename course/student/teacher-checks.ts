import { type ExerciseCell, exerciseCells, pointsText } from '../../exercises/index.js';
import type { Notebook } from '../../kernel/notebook/index.js';
import { say } from '../../words/index.js';
import { samePoints } from '../checking/check-results.js';
import { failedRule } from '../checking/outcome-text.js';
import type { CheckedNotebook, CheckOutcome } from '../checking/run-checks.js';

/** Why the teacher's own copy, as it ran, cannot be handed out: its solution fails, or the points do not add up. */
export function runProblems(notebook: Notebook, { outcomes, run, failed }: CheckedNotebook): string[] {
  const cells = exerciseCells(notebook.cells);
  const problems: string[] = [];
  if (run.failure !== undefined) problems.push(run.failure);
  if (failed)
    problems.push(
      say(
        `Cell [${failed.order}] of the teacher's copy failed (${failed.title}): ${failed.error?.message ?? failed.status}`,
        `교사용 노트북의 셀 [${failed.order}]이(가) 실패했습니다(${failed.title}): ${failed.error?.message ?? failed.status}`,
      ),
    );
  for (const outcome of outcomes) problems.push(...outcomeProblems(outcome, cells[outcome.index]));
  return problems;
}

function outcomeProblems(outcome: CheckOutcome, cell: ExerciseCell | undefined): string[] {
  const { name, passed, trouble, results, maximum } = outcome;
  if (!passed) {
    const rules = results.flatMap((result) => result.rules.filter((rule) => !rule.passed));
    const why = trouble ? [trouble] : rules.flatMap(failedRule);
    const head = say(
      `The teacher's own solution fails the check ${name}:`,
      `교사의 풀이가 점검 ${name}을(를) 통과하지 못합니다:`,
    );
    return [[head, ...why.map((line) => `    ${line}`)].join('\n')];
  }
  const points = cell?.nbgrader?.points ?? 0;
  if (results.length === 0 || samePoints(points, maximum)) return [];
  return [
    say(
      `The rules of ${name} add up to ${pointsText(maximum)} points, but its cell says ${pointsText(points)}.`,
      `${name}의 규칙 배점을 더하면 ${pointsText(maximum)}점인데 셀에는 ${pointsText(points)}점으로 적혀 있습니다.`,
    ),
  ];
}
