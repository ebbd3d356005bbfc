import { checkOf, type ExerciseCell, nameOf } from './exercise-cells.js';
import { HIDDEN_TESTS, hasRegion, SOLUTION } from './regions.js';
import { beginningOf } from './students-text.js';

/** A check with what it judges, or an answer that a person marks. */
export interface Exercise {
  /** The grade_id of its check or answer, else its place. */
  name: string;
  /** Where the student writes, in the notebook's order. */
  tasks: readonly ExerciseCell[];
  check: ExerciseCell | undefined;
  /** Where it begins: its first task, else its check. */
  index: number;
}

/** In the order in which they begin. */
export function exercisesOf(cells: readonly ExerciseCell[]): Exercise[] {
  const judged = new Map<ExerciseCell, ExerciseCell[]>();
  for (const cell of cells) {
    if (cell.role === 'check') judged.set(cell, judged.get(cell) ?? []);
    const check = cell.role === 'task' ? checkOf(cell, cells) : undefined;
    if (check) judged.set(check, [...(judged.get(check) ?? []), cell]);
  }
  const checked = [...judged].map(([check, tasks]): Exercise => {
    const index = Math.min(check.index, ...tasks.map((task) => task.index));
    return { name: nameOf(check), tasks, check, index };
  });
  const byHand = cells
    .filter(({ role }) => role === 'manual')
    .map((task): Exercise => ({ name: nameOf(task), tasks: [task], check: undefined, index: task.index }));
  return [...checked, ...byHand].sort((a, b) => a.index - b.index);
}

/** Whether this is a copy for students: what they write in says what it was when it was handed out, and no solution is left. */
export function isHandedOut(cells: readonly ExerciseCell[]): boolean {
  const written = cells.filter(({ role }) => role === 'task' || role === 'manual');
  const isForTeachers = cells.some(
    ({ role, cell }) =>
      role === 'solution' ||
      (role === 'task' && hasRegion(cell.source, SOLUTION)) ||
      (role === 'check' && hasRegion(cell.source, HIDDEN_TESTS)),
  );
  const isStamped = ({ nbgrader, cell }: ExerciseCell): boolean =>
    nbgrader?.checksum !== undefined || beginningOf(cell) !== undefined;
  return written.length > 0 && !isForTeachers && written.every(isStamped);
}
