import { say } from '../words/index.js';
import type { CellText } from './cell-text.js';
import { checkOf, type ExerciseCell, exerciseCells, nameOf } from './exercise-cells.js';
import { GRADE_ID } from './nbgrader.js';
import {
  HIDDEN_TESTS,
  hasRegion,
  MARK_SCHEME,
  type RegionFault,
  type RegionKind,
  regionFaults,
  SOLUTION,
} from './regions.js';

/** What is wrong with a teacher's copy, and where. */
export interface TeacherProblem {
  /** The place of the cell, from 0. */
  index: number;
  /** A whole sentence. */
  text: string;
}

/** Everything that keeps a notebook from being handed out, in the order of its cells. */
export function teacherProblems({ cells }: { cells: readonly CellText[] }): TeacherProblem[] {
  const all = exerciseCells(cells);
  const seen = new Map<string, ExerciseCell>();
  return all.flatMap((own) => {
    const texts = [...idProblems(own, seen), ...roleProblems(own, all), ...markProblems(own)];
    return texts.map((text) => ({ index: own.index, text }));
  });
}

function idProblems(own: ExerciseCell, seen: Map<string, ExerciseCell>): string[] {
  const { nbgrader } = own;
  if (!nbgrader) return [];
  const { grade_id: id } = nbgrader;
  const place = own.index + 1;
  if (id === '') return [say(`Cell ${place} has no grade_id.`, `${place}번째 셀에 grade_id가 없습니다.`)];
  if (!GRADE_ID.test(id))
    return [
      say(
        `The grade_id "${id}" (cell ${place}) may only have Latin letters, digits, - and _.`,
        `grade_id "${id}"(${place}번째 셀)에는 영문자, 숫자, -, _만 쓸 수 있습니다.`,
      ),
    ];
  const first = seen.get(id);
  seen.set(id, first ?? own);
  if (!first) return [];
  return [
    say(
      `Cells ${first.index + 1} and ${place} have the same grade_id "${id}". Give one of them another.`,
      `${first.index + 1}번째 셀과 ${place}번째 셀의 grade_id가 "${id}"(으)로 같습니다. 하나를 바꾸세요.`,
    ),
  ];
}

function roleProblems(own: ExerciseCell, all: readonly ExerciseCell[]): string[] {
  const name = nameOf(own);
  const { role, nbgrader, cell, of } = own;
  const problems: string[] = [];
  const add = (en: string, ko: string): void => void problems.push(say(en, ko));
  if (nbgrader?.grade && nbgrader.points === undefined)
    add(
      `The check ${name} has no points. Write how many it gives, 0 where it gives none.`,
      `점검 셀 ${name}에 배점이 없습니다. 배점을 적으세요(없으면 0).`,
    );
  if (nbgrader?.points !== undefined && nbgrader.points < 0)
    add(
      `The points of ${name} are below zero (${nbgrader.points}).`,
      `${name}의 배점이 0보다 작습니다(${nbgrader.points}).`,
    );
  if (role === 'check' && cell.cell_type !== 'code')
    add(
      `The check ${name} is a ${cell.cell_type} cell. A check is code; an answer that a person marks is a task too (grade and solution).`,
      `점검 셀 ${name}의 종류가 ${cell.cell_type}입니다. 점검은 코드 셀이어야 하고, 사람이 채점하는 답은 grade와 solution을 함께 켜야 합니다.`,
    );
  if (role === 'question' && cell.cell_type !== 'markdown')
    add(`The task text ${name} has to be a text cell.`, `과제 설명 ${name}은(는) 텍스트 셀이어야 합니다.`);
  if (role === 'task' && cell.cell_type !== 'code')
    add(
      `The task ${name} is a text cell, which no check can judge. Mark it as graded by hand, with points.`,
      `과제 ${name}은(는) 텍스트 셀이라 점검할 수 없습니다. 배점을 적고 직접 채점하는 셀로 표시하세요.`,
    );
  if (role === 'task' && cell.cell_type === 'code' && !hasRegion(cell.source, SOLUTION))
    add(
      `The task ${name} has no solution between "// ${SOLUTION.begin}" and "// ${SOLUTION.end}": nothing tells what the student is to write.`,
      `과제 ${name}에 "// ${SOLUTION.begin}"과(와) "// ${SOLUTION.end}" 사이의 풀이가 없어, 학생이 쓸 곳을 알 수 없습니다.`,
    );
  if (of !== undefined && !all.some((other) => other.role === 'check' && other.nbgrader?.grade_id === of))
    add(
      `${name} belongs to the check "${of}", which this notebook does not have.`,
      `${name}이(가) 가리키는 점검 셀 "${of}"이(가) 이 노트북에 없습니다.`,
    );
  else if (role === 'task' && !checkOf(own, all))
    add(
      `No check judges the task ${name}: there is none below it, and it names none.`,
      `과제 ${name}을(를) 점검하는 셀이 없습니다. 아래에 점검 셀이 없고 가리키는 것도 없습니다.`,
    );
  return problems;
}

function markProblems(own: ExerciseCell): string[] {
  const { cell, role, nbgrader } = own;
  const name = nameOf(own);
  const faults = [SOLUTION, HIDDEN_TESTS, MARK_SCHEME].flatMap((kind) => regionFaults(cell.source, kind));
  const problems = faults.map((fault) => faultText(fault, name));
  const stray = (kind: RegionKind, isRight: boolean, en: string, ko: string): void => {
    if (hasRegion(cell.source, kind) && !isRight)
      problems.push(
        say(
          `${name} has "${kind.begin}", but is not ${en}: students would get it as it stands.`,
          `${name}에 "${kind.begin}"이(가) 있지만 ${ko} 셀이 아닙니다. 학생에게 그대로 전해집니다.`,
        ),
      );
  };
  if (role === 'solution') return problems;
  stray(SOLUTION, nbgrader?.solution === true, 'a task', '과제');
  stray(HIDDEN_TESTS, nbgrader?.grade === true, 'a check', '점검');
  stray(MARK_SCHEME, nbgrader?.task === true || nbgrader?.grade === true, 'graded by hand', '직접 채점하는');
  return problems;
}

function faultText({ kind, fault, line }: RegionFault, name: string): string {
  if (fault === 'nested')
    return say(
      `Line ${line} of ${name} says "${kind.begin}" once more before "${kind.end}".`,
      `${name}의 ${line}번째 줄에 "${kind.end}" 없이 "${kind.begin}"이(가) 또 나옵니다.`,
    );
  if (fault === 'unended')
    return say(
      `"${kind.begin}" in line ${line} of ${name} has no "${kind.end}" behind it.`,
      `${name}의 ${line}번째 줄 "${kind.begin}" 뒤에 "${kind.end}"이(가) 없습니다.`,
    );
  return say(
    `"${kind.end}" in line ${line} of ${name} has no "${kind.begin}" before it.`,
    `${name}의 ${line}번째 줄 "${kind.end}" 앞에 "${kind.begin}"이(가) 없습니다.`,
  );
}
