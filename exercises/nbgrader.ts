import { type JsonObject, objectOf } from '../protocol/mime.js';

/** What stands in `cell.metadata.nbgrader`, schema 3 (nbgrader's `nbgraderformat/v3.json`). */
export interface NbgraderMetadata {
  schema_version: 3;
  grade: boolean;
  solution: boolean;
  locked: boolean;
  /** A description that asks for work in cells of the student's own, graded by hand. */
  task?: boolean;
  grade_id: string;
  /** Of cells that are graded, by a check or by a person. */
  points?: number;
  /** Of the copies that students get: whether a cell was changed. */
  checksum?: string;
  cell_type?: 'raw' | 'code' | 'markdown';
}

/** What nbgrader takes for a grade_id. */
export const GRADE_ID = /^[a-zA-Z0-9_-]+$/;

/**
 * The metadata of a cell as schema 3 has it, whatever older schema its notebook is of, upgraded as nbgrader does it;
 * undefined where nbgrader has nothing to do with the cell. What is missing there (`grade_id`, `points`) stays missing:
 * `grade_id` is then the empty text.
 */
export function readNbgrader(metadata: JsonObject): NbgraderMetadata | undefined {
  if (!('nbgrader' in metadata)) return undefined;
  const found = objectOf(metadata.nbgrader);
  const version = Number(found.schema_version ?? 0);
  const [grade, solution, locked, task] = [
    found.grade === true,
    found.solution === true,
    found.locked === true,
    found.task === true,
  ];
  if (!grade && !solution && !locked && !task) return undefined;
  const points = pointsOf(found.points, version, grade || task);
  return {
    schema_version: 3,
    grade,
    solution,
    locked,
    ...(typeof found.task === 'boolean' && { task }),
    grade_id: typeof found.grade_id === 'string' ? found.grade_id : '',
    ...(points !== undefined && { points }),
    ...(typeof found.checksum === 'string' && { checksum: found.checksum }),
    ...((found.cell_type === 'raw' || found.cell_type === 'code' || found.cell_type === 'markdown') && {
      cell_type: found.cell_type,
    }),
  };
}

/** Before schema 1 points could be an empty text, below zero, or at cells that are not graded. */
function pointsOf(points: unknown, version: number, grade: boolean): number | undefined {
  if (!grade) return undefined;
  if (version >= 1) return typeof points === 'number' ? points : undefined;
  const number = Number(points ?? 0);
  return number > 0 ? number : 0;
}

/** The metadata of a cell with these in the place of nbgrader's; without them, nbgrader has nothing to do with it. */
export function withNbgrader(metadata: JsonObject, own: NbgraderMetadata | undefined): JsonObject {
  const { nbgrader: _, ...rest } = metadata;
  return own ? { ...rest, nbgrader: { ...own } as unknown as JsonObject } : rest;
}

/** Whether nbgrader puts the teacher's text in the place of the student's. */
export const isLocked = ({ solution, grade, locked }: NbgraderMetadata): boolean =>
  !solution && (grade || locked);
