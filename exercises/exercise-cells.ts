import { type JsonObject, objectOf } from '../protocol/mime.js';
import type { CellText } from './cell-text.js';
import { type NbgraderMetadata, readNbgrader } from './nbgrader.js';

/**
 * What a cell is for:
 *
 * - `task`: the student writes in it, a check judges it;
 * - `check`: its rules, or whether it ends without an error, give points;
 * - `manual`: the student writes in it, a person judges it;
 * - `question`: nbgrader's task cell, a text that asks for work in cells of the student's own, judged by a person;
 * - `locked`: given by the teacher, not to be changed;
 * - `hint`, `solution`: ours; whole solution cells stand in the teacher's copy alone;
 * - `other`: everything else.
 */
export type CellRole = 'task' | 'check' | 'manual' | 'question' | 'locked' | 'hint' | 'solution' | 'other';

/** A cell with what its metadata say of the exercise. */
export interface ExerciseCell {
  cell: CellText;
  /** Its place in the notebook, from 0. */
  index: number;
  role: CellRole;
  nbgrader: NbgraderMetadata | undefined;
  /** The grade_id of the check that judges it: of tasks, hints and solutions that name one. */
  of: string | undefined;
  /** Of hints: which comes first, from 1. */
  step: number | undefined;
}

export const exerciseCells = (cells: readonly CellText[]): ExerciseCell[] =>
  cells.map((cell, index) => {
    const nbgrader = readNbgrader(cell.metadata);
    const own = exerciseOf(cell.metadata);
    return {
      cell,
      index,
      nbgrader,
      role: roleOf(nbgrader, own),
      of: typeof own.of === 'string' ? own.of : undefined,
      step: typeof own.step === 'number' ? own.step : undefined,
    };
  });

/** What nbgrader has no word for. */
export const exerciseOf = (metadata: JsonObject): JsonObject =>
  objectOf(objectOf(metadata.epochbook).exercise);

/** The metadata with these in the place of ours; without any, none of ours are left. */
export function withExercise(metadata: JsonObject, exercise: JsonObject): JsonObject {
  const { epochbook, ...others } = metadata;
  const { exercise: _, ...own } = objectOf(epochbook);
  const ours = Object.keys(exercise).length > 0 ? { ...own, exercise } : own;
  return Object.keys(ours).length > 0 ? { ...others, epochbook: ours } : others;
}

function roleOf(nbgrader: NbgraderMetadata | undefined, { role }: JsonObject): CellRole {
  if (role === 'hint' || role === 'solution') return role;
  if (!nbgrader) return 'other';
  if (nbgrader.task) return 'question';
  if (nbgrader.grade) return nbgrader.solution ? 'manual' : 'check';
  return nbgrader.solution ? 'task' : 'locked';
}

/** The check that judges a task: the one that it names, else the next one below. */
export function checkOf(task: ExerciseCell, cells: readonly ExerciseCell[]): ExerciseCell | undefined {
  const checks = cells.filter(({ role }) => role === 'check');
  if (task.of !== undefined) return checks.find(({ nbgrader }) => nbgrader?.grade_id === task.of);
  return checks.find(({ index }) => index > task.index);
}

/** How a cell is named in sentences: by its grade_id, else by its place. */
export const nameOf = ({ nbgrader, index }: ExerciseCell): string => nbgrader?.grade_id || `[${index + 1}]`;
