import { createHash } from 'node:crypto';
import { type ExerciseCell, exerciseCells, nameOf, pointsText } from '../../exercises/index.js';
import { languageOf, type NotebookFile } from '../../kernel/notebook/index.js';
import { type Locale, objectOf } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { type CheckResult, readCheckResult, samePoints } from '../checking/check-results.js';
import { localeOf, stubsFor, studentSource } from '../student/student-copy.js';
import { type AnswerPrint, answerPrint } from './answers.js';
import { withOwnImports } from './own-imports.js';
import { type RunOptions, runCells } from './run-cells.js';

/** What the teacher's own solution comes to: what results of a submission are held against. */
export interface Reference {
  /** By the grade_id of a check. */
  checks: Record<string, CheckResult[]>;
}

/** The teacher's copy, as grading needs it. */
export interface TeacherCopy {
  file: NotebookFile;
  cells: ExerciseCell[];
  locale: Locale;
  /** The texts that students were given, by place. */
  handedOut: Map<number, string>;
  /** By task: what the copies hold, so that it is no answer. */
  given: Record<string, AnswerPrint[]>;
  hash: string;
}

export function readTeacherCopy(file: NotebookFile): TeacherCopy {
  const { notebook } = file;
  const locale = localeOf(notebook);
  const cells = exerciseCells(notebook.cells);
  const handedOut = new Map(
    cells.map((own) => [own.index, studentSource(own, stubsFor(notebook, own, locale))]),
  );
  const given = Object.fromEntries(
    cells
      .filter(({ role }) => role === 'task' || role === 'manual')
      .map((own) => [
        nameOf(own),
        [answerPrint(own.cell.source), answerPrint(handedOut.get(own.index) ?? '')],
      ]),
  );
  const hash = createHash('sha256')
    .update(
      JSON.stringify(
        notebook.cells.map(({ source, cell_type, metadata }) => [
          cell_type,
          source,
          objectOf(metadata.nbgrader),
        ]),
      ),
    )
    .digest('hex');
  return { file, cells, locale, handedOut, given, hash };
}

/** A check as it is run, in submissions and here. */
export function checkSource({ cells }: TeacherCopy, check: ExerciseCell): string {
  const above = cells.filter(({ cell, index }) => cell.cell_type === 'code' && index < check.index);
  return withOwnImports(
    check.cell.source,
    above.map(({ cell }) => cell.source),
  );
}

/** The language of a code cell; undefined where Epochbook does not run it. */
export function runnable(
  { file }: TeacherCopy,
  cell: ExerciseCell['cell'],
): 'typescript' | 'javascript' | undefined {
  const language = languageOf(file.notebook, cell);
  return language === 'typescript' || language === 'javascript' ? language : undefined;
}

/**
 * Runs the teacher's solution as submissions are run.
 *
 * @throws Error that says which check it fails, or whose points do not add up.
 */
export async function referenceOf(teacher: TeacherCopy, options: RunOptions): Promise<Reference> {
  const { cells } = teacher;
  const toRun = cells.flatMap((own) => {
    const language = own.cell.cell_type === 'code' ? runnable(teacher, own.cell) : undefined;
    const source = own.role === 'check' ? checkSource(teacher, own) : own.cell.source;
    return language ? [{ key: `c${own.index}`, source, language, sealed: own.role === 'check' }] : [];
  });
  const { cells: ran, remarks } = await runCells(toRun, options);
  const problems: string[] = [...remarks];
  const checks: Reference['checks'] = {};
  for (const own of cells) {
    const result = ran.get(`c${own.index}`);
    if (!result) continue;
    const name = nameOf(own);
    if (result.status !== 'ok') {
      if (own.role === 'check' || own.nbgrader)
        problems.push(
          say(
            `Cell ${name} of the teacher's copy fails: ${result.error?.message ?? result.status}`,
            `교사용 노트북의 셀 ${name}이(가) 실패했습니다: ${result.error?.message ?? result.status}`,
          ),
        );
      continue;
    }
    if (own.role !== 'check') continue;
    if (result.changed.length > 0)
      problems.push(
        say(
          `Before the check ${name}, the teacher's copy changes ${result.changed.join(', ')}: submissions that do so get no points.`,
          `점검 ${name}에 앞서 교사용 노트북이 ${result.changed.join(', ')}을(를) 바꿉니다. 제출물이 그러면 점수가 없습니다.`,
        ),
      );
    const results = result.results.flatMap((payload) => readCheckResult(payload) ?? []);
    checks[name] = results;
    const failed = results.flatMap(({ rules }) => rules.filter(({ passed }) => !passed));
    for (const { words } of failed)
      problems.push(
        say(
          `The teacher's own solution fails the check ${name}: ${words}`,
          `교사의 풀이가 점검 ${name}을(를) 통과하지 못합니다: ${words}`,
        ),
      );
    const maximum = results.reduce((sum, { maximum: most }) => sum + most, 0);
    const points = own.nbgrader?.points ?? 0;
    if (results.length > 0 && !samePoints(maximum, points))
      problems.push(
        say(
          `The rules of ${name} add up to ${pointsText(maximum)} points, but its cell says ${pointsText(points)}.`,
          `${name}의 규칙 배점을 더하면 ${pointsText(maximum)}점인데 셀에는 ${pointsText(points)}점으로 적혀 있습니다.`,
        ),
      );
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { checks };
}
