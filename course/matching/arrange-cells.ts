import { type ExerciseCell, isLocked } from '../../exercises/index.js';
import type { Matching } from './match-cells.js';

/** A cell as it is run and shown in the graded notebook. */
export interface ArrangedCell {
  /** `check`: the teacher's, whose results count; `given`: the teacher's text; `student`: what was handed in. */
  kind: 'check' | 'given' | 'student';
  /** The cell of the submission that it comes from. */
  from: ExerciseCell | undefined;
  /** The cell of the teacher's that it is. */
  teacher: ExerciseCell | undefined;
  cell_type: string;
  source: string;
}

/**
 * The cells of a submission in the order in which they are graded. Cells of the teacher's stand in the teacher's order, checks
 * and locked cells with the teacher's text, whatever the submission has in their place; cells of the student's own, copies and
 * rests stay behind the cell that they stood behind.
 */
export function arrangeCells(
  { matches, own }: Matching,
  submission: readonly ExerciseCell[],
): ArrangedCell[] {
  const byCell = new Map(
    matches.flatMap((match) => (match.found ? [[match.found.cell, match] as const] : [])),
  );
  // A copy of a check is the student's, and would only be run once more.
  const copiesOfLocked = new Set(
    matches.flatMap(({ teacher, others }) => (teacher.nbgrader && isLocked(teacher.nbgrader) ? others : [])),
  );
  const free = new Set([...own, ...matches.flatMap(({ others }) => others)]);
  const behind = new Map<ExerciseCell | undefined, ExerciseCell[]>();
  let anchor: ExerciseCell | undefined;
  for (const cell of submission) {
    if (byCell.has(cell)) anchor = cell;
    else if (free.has(cell) && !copiesOfLocked.has(cell))
      behind.set(anchor, [...(behind.get(anchor) ?? []), cell]);
  }
  const followers = (of: ExerciseCell | undefined): ArrangedCell[] =>
    (behind.get(of) ?? []).map((cell) => ({
      kind: 'student',
      from: cell,
      teacher: undefined,
      cell_type: cell.cell.cell_type,
      source: cell.cell.source,
    }));
  const arranged = followers(undefined);
  for (const { teacher, found } of matches) {
    if (teacher.role === 'solution') continue;
    const locked = teacher.nbgrader !== undefined && isLocked(teacher.nbgrader);
    const { cell_type, source } = teacher.cell;
    // Given cells that the student has deleted are not needed, unless the teacher has locked them.
    if (found || locked)
      arranged.push({
        kind: teacher.role === 'check' ? 'check' : locked ? 'given' : 'student',
        from: found?.cell,
        teacher,
        cell_type,
        source: locked ? source : (found?.cell.cell.source ?? source),
      });
    if (found) arranged.push(...followers(found.cell));
  }
  return arranged;
}
