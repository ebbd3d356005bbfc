import { exerciseCells, nameOf, pointsText } from '../../exercises/index.js';
import type { NotebookOutput } from '../../kernel/notebook/index.js';
import { say } from '../../words/index.js';
import { type CheckResult, readCheckResult, samePoints } from '../checking/check-results.js';
import { type CheckOutcome, judge } from '../checking/run-checks.js';
import { type ArrangedCell, arrangeCells } from '../matching/arrange-cells.js';
import { matchCells } from '../matching/match-cells.js';
import { matchingRemarks } from '../matching/matching-text.js';
import { type AnswerPrint, answerPrint } from './answers.js';
import { readSubmission } from './read-submission.js';
import { type RanCell, type RunOptions, runCells } from './run-cells.js';
import { strangeNames, strangeText } from './strange-code.js';
import type { Submission } from './submissions.js';
import { checkSource, type Reference, runnable, type TeacherCopy } from './teacher-copy.js';

/** An answer that waits for a person. */
export interface ManualMark {
  name: string;
  maximum: number;
}

/** How a submission was graded; what the journal keeps. */
export interface Graded {
  student: string;
  number: string;
  late: boolean;
  /** `unreadable`: there is no notebook, and no points. */
  status: 'graded' | 'unreadable';
  points: number;
  maximum: number;
  checks: CheckOutcome[];
  manual: ManualMark[];
  /** What a person should know. */
  remarks: string[];
  /** Something is not as it should be: a person should look at it. */
  look: boolean;
  answers: Record<string, AnswerPrint>;
  durationMs: number;
  peakBytes: number;
}

/** A cell of the graded notebook. */
export interface GradedCell {
  cell: ArrangedCell;
  outputs: NotebookOutput[];
  order: number | null;
  /** Of checks. */
  outcome?: CheckOutcome;
}

/** Grades one submission. Nothing that it does makes this throw, unless it is our own fault. */
export async function gradeSubmission(
  submission: Submission,
  teacher: TeacherCopy,
  reference: Reference,
  options: RunOptions,
): Promise<{ graded: Graded; cells: GradedCell[] }> {
  const started = Date.now();
  const { student, number, late, notebook, trouble } = submission;
  const checks = teacher.cells.filter(({ role }) => role === 'check');
  const manual = teacher.cells
    .filter(({ role }) => role === 'manual' || role === 'question')
    .map((own) => ({ name: nameOf(own), maximum: own.nbgrader?.points ?? 0 }));
  const pointsOf = (name: string): number =>
    checks.find((own) => nameOf(own) === name)?.nbgrader?.points ?? 0;
  const common = {
    student,
    number,
    late,
    manual,
    maximum: checks.reduce((sum, own) => sum + (own.nbgrader?.points ?? 0), 0),
  };
  let read: ReturnType<typeof readSubmission>;
  try {
    if (notebook === undefined) throw new Error(trouble);
    read = readSubmission(notebook);
  } catch (error) {
    const why = (error as Error).message
      .replace(`${notebook} is`, 'It is')
      .replace(`${notebook} 파일은 `, '')
      .replaceAll(String(notebook), student);
    const outcomes = checks.map((own) => nothing(nameOf(own), own.index, own.nbgrader?.points ?? 0, why));
    const graded: Graded = {
      ...common,
      status: 'unreadable',
      points: 0,
      checks: outcomes,
      remarks: [why],
      look: true,
      answers: {},
      durationMs: Date.now() - started,
      peakBytes: 0,
    };
    return { graded, cells: [] };
  }
  const given = exerciseCells(read.cells);
  const matching = matchCells(teacher.cells, given, teacher.handedOut);
  const arranged = arrangeCells(matching, given);
  const remarks = [...read.remarks, ...matchingRemarks(matching)];
  let look = matching.matches.some(
    ({ teacher: own, changes }) => own.nbgrader?.solution && changes.some((change) => change !== 'moved'),
  );
  const strange = given.flatMap(({ cell, index, role }) => {
    const names = role === 'check' || cell.cell_type !== 'code' ? [] : strangeNames(cell.source);
    return names.length > 0 ? [strangeText(index + 1, names)] : [];
  });
  remarks.push(...strange);
  look ||= strange.length > 0;
  const toRun = arranged.flatMap((cell, i) => {
    const language = cell.cell_type === 'code' ? languageFor(cell, teacher) : undefined;
    return language
      ? [
          {
            key: `c${i}`,
            source: cell.kind === 'check' && cell.teacher ? checkSource(teacher, cell.teacher) : cell.source,
            language,
            sealed: cell.kind === 'check',
          },
        ]
      : [];
  });
  const { cells: ran, remarks: run, peakBytes } = await runCells(toRun, options);
  remarks.push(...run);
  const cells: GradedCell[] = [];
  const outcomes: CheckOutcome[] = [];
  const failed: string[] = [];
  for (const [i, cell] of arranged.entries()) {
    const result = ran.get(`c${i}`);
    const shown = {
      cell,
      outputs: result?.outputs ?? [],
      order: result && result.order > 0 ? result.order : null,
    };
    if (cell.kind !== 'check' || !cell.teacher) {
      if (result?.status === 'error' || result?.status === 'interrupted')
        failed.push(failedText(i + 1, result));
      cells.push(shown);
      continue;
    }
    const name = nameOf(cell.teacher);
    const { outcome, forged } = judged(
      name,
      cell.teacher.index,
      pointsOf(name),
      result,
      reference.checks[name] ?? [],
    );
    outcomes.push(outcome);
    if (forged !== undefined) {
      look = true;
      remarks.push(forged);
    }
    cells.push({ ...shown, outcome });
  }
  remarks.push(...failed.slice(0, MOST_FAILED));
  const answers = Object.fromEntries(
    matching.matches
      .filter(({ teacher: own, found }) => found && (own.role === 'task' || own.role === 'manual'))
      .map(({ teacher: own, found, others, changes }) => {
        const rest = changes.includes('split') ? others.map(({ cell }) => cell.source) : [];
        return [nameOf(own), answerPrint([found?.cell.cell.source ?? '', ...rest].join('\n'))];
      }),
  );
  const graded: Graded = {
    ...common,
    status: 'graded',
    points: outcomes.reduce((sum, { points }) => sum + points, 0),
    checks: outcomes,
    remarks,
    look,
    answers,
    durationMs: Date.now() - started,
    peakBytes,
  };
  return { graded, cells };
}

/** More of them say nothing new. */
const MOST_FAILED = 3;
const MOST_OF_MESSAGE = 200;

const failedText = (order: number, { error, status }: RanCell): string => {
  const why = (error?.message ?? status).slice(0, MOST_OF_MESSAGE);
  return say(`Cell ${order} failed: ${why}`, `셀 ${order} 실패: ${why}`);
};

/** A cell of a submission may say of itself what it likes: code runs as what the teacher's notebook is written in. */
function languageFor(cell: ArrangedCell, teacher: TeacherCopy): 'typescript' | 'javascript' | undefined {
  const own = cell.teacher?.cell ?? { cell_type: 'code', metadata: {}, source: '' };
  return runnable(teacher, own);
}

/** Holds what a check found against what it has to be able to find. */
function judged(
  name: string,
  index: number,
  points: number,
  ran: RanCell | undefined,
  expected: readonly CheckResult[],
): { outcome: CheckOutcome; forged?: string } {
  const results = (ran?.results ?? []).flatMap((payload) => readCheckResult(payload) ?? []);
  const status = ran?.status ?? 'never';
  const outcome = judge({
    name,
    index,
    points,
    results,
    ended: status === 'ok' ? 'ok' : status === 'never' ? 'never' : 'failed',
    error: ran?.error?.message ?? status,
  });
  const whole = { ...outcome, maximum: points };
  if (status !== 'ok') return { outcome: { ...whole, passed: false, points: 0 } };
  const changed = ran?.changed ?? [];
  if (changed.length > 0) {
    const why = say(
      `Code of the submission changed what the check ${name} is made with (${changed.join(', ')}): it gives no points until a person has looked.`,
      `제출물의 코드가 점검 ${name}이(가) 쓰는 것을 바꾸었습니다(${changed.join(', ')}). 사람이 확인하기 전에는 점수가 없습니다.`,
    );
    return { outcome: { ...nothing(name, index, points, why), results }, forged: why };
  }
  if (!answersTo(results, expected)) {
    const why = say(
      `What the check ${name} gave back is not what the teacher's check gives: no points until a person has looked.`,
      `점검 ${name}의 결과가 교사의 점검에서 나올 수 있는 것이 아닙니다. 사람이 확인하기 전에는 점수가 없습니다.`,
    );
    return { outcome: { ...nothing(name, index, points, why), results }, forged: why };
  }
  return { outcome: whole };
}

/** The same rules with the same points, in the same order, and sums that are right. */
function answersTo(results: readonly CheckResult[], expected: readonly CheckResult[]): boolean {
  if (results.length !== expected.length) return false;
  return results.every((result, i) => {
    const wanted = expected[i] as CheckResult;
    if (result.id !== wanted.id || result.rules.length !== wanted.rules.length) return false;
    const isSum = samePoints(
      result.points,
      result.rules.reduce((sum, rule) => sum + rule.points, 0),
    );
    const isRight = result.rules.every((rule, j) => {
      const other = wanted.rules[j];
      return (
        rule.words === other?.words &&
        samePoints(rule.maximum, other.maximum) &&
        rule.points <= rule.maximum &&
        (rule.passed || rule.points < rule.maximum || rule.maximum === 0)
      );
    });
    return isSum && isRight && samePoints(result.maximum, wanted.maximum);
  });
}

const nothing = (name: string, index: number, maximum: number, trouble: string): CheckOutcome => ({
  name,
  index,
  passed: false,
  points: 0,
  maximum,
  results: [],
  trouble,
});

/** `3 of 5 points`. */
export const marksText = ({ points, maximum }: Pick<Graded, 'points' | 'maximum'>): string =>
  say(
    `${pointsText(points)} of ${pointsText(maximum)} points`,
    `${pointsText(maximum)}점 중 ${pointsText(points)}점`,
  );
