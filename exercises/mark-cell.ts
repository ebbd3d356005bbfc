import type { JsonObject } from '../protocol/mime.js';
import { type CellRole, type ExerciseCell, exerciseOf, withExercise } from './exercise-cells.js';
import { type NbgraderMetadata, withNbgrader } from './nbgrader.js';
import { HIDDEN_TESTS, MARK_SCHEME, type RegionKind, SOLUTION } from './regions.js';

export type MarkedRole = Exclude<CellRole, 'other'>;

/** What a teacher says of a cell. */
export interface Mark {
  role: MarkedRole;
  /** Its grade_id; hints and solutions have none. */
  id: string;
  /** Of roles that give points. */
  points: number;
  /** The check that a hint or a solution belongs to. */
  of: string | undefined;
}

type Flags = Pick<NbgraderMetadata, 'grade' | 'solution' | 'locked' | 'task'>;

const FLAGS: Partial<Record<MarkedRole, Flags>> = {
  task: { grade: false, solution: true, locked: false, task: false },
  check: { grade: true, solution: false, locked: true, task: false },
  manual: { grade: true, solution: true, locked: false, task: false },
  question: { grade: false, solution: false, locked: true, task: true },
  locked: { grade: false, solution: false, locked: true, task: false },
};

export const givesPoints = (role: CellRole): boolean =>
  role === 'check' || role === 'manual' || role === 'question';

/** Roles that nbgrader has no word for, and that name a check. */
export const namesCheck = (role: CellRole): boolean => role === 'hint' || role === 'solution';

/** The roles that a cell of this type can have, the most usual first. */
export const rolesFor = (cellType: string): readonly MarkedRole[] =>
  cellType === 'code'
    ? ['task', 'check', 'solution', 'manual', 'hint', 'locked']
    : ['locked', 'hint', 'manual', 'question', 'solution'];

/**
 * The metadata of a cell that is marked so, whatever it was before.
 *
 * @param cells All of its notebook: of hints for the same check, each has a step of its own.
 */
export function marked(metadata: JsonObject, mark: Mark, cells: readonly ExerciseCell[]): JsonObject {
  const { role, id, points, of } = mark;
  const flags = FLAGS[role];
  const rest = unmarked(metadata);
  if (flags)
    return withNbgrader(rest, {
      schema_version: 3,
      ...flags,
      grade_id: id,
      ...(givesPoints(role) && { points }),
    });
  const own: JsonObject = { ...exerciseOf(rest), ...(of !== undefined && { of }), role };
  return withExercise(rest, role === 'hint' ? { ...own, step: nextStep(cells, of) } : own);
}

/** The metadata of a cell that no longer has a part in an exercise. */
export function unmarked(metadata: JsonObject): JsonObject {
  const { role: _role, of: _of, step: _step, ...ours } = exerciseOf(metadata);
  return withExercise(withNbgrader(metadata, undefined), ours);
}

const nextStep = (cells: readonly ExerciseCell[], of: string | undefined): number =>
  1 +
  Math.max(0, ...cells.filter((own) => own.role === 'hint' && own.of === of).map(({ step }) => step ?? 0));

/** A grade_id that says what the cell is about and that no other cell has. */
export function newId(role: MarkedRole, source: string, cells: readonly ExerciseCell[]): string {
  const taken = new Set(cells.map(({ nbgrader }) => nbgrader?.grade_id));
  const wanted = wantedId(role, source);
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  return id;
}

function wantedId(role: MarkedRole, source: string): string {
  if (role === 'check') {
    const named = /\bcheck\(\s*['"`]([^'"`\n]+)/.exec(source)?.[1];
    return named && idOf(named) ? `${idOf(named)}-check` : 'check';
  }
  const declared =
    /(?:^|\n)\s*(?:export\s+)?(?:async\s+)?(?:function\*?|class|const|let|var)\s+([\w$]+)/.exec(source)?.[1];
  if (role === 'task') return idOf(declared ?? '') || 'task';
  return { manual: 'answer', question: 'question', locked: 'given', hint: 'hint', solution: 'solution' }[
    role
  ];
}

/** `bestEpoch` as `best-epoch`. */
const idOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();

/** Lines that cells of this role mark as not for students; undefined where there are none. */
export const regionOf = (role: CellRole): RegionKind | undefined =>
  (({ task: SOLUTION, check: HIDDEN_TESTS, question: MARK_SCHEME }) as Partial<Record<CellRole, RegionKind>>)[
    role
  ];

/**
 * The text with marks around the lines `from` to `to`.
 *
 * @param from From 0.
 * @param to Included.
 */
export function withRegion(
  source: string,
  { begin, end }: RegionKind,
  { from, to, cellType }: { from: number; to: number; cellType: string },
): string {
  const lines = source.split('\n');
  const indent = /^\s*/.exec(lines[from] ?? '')?.[0] ?? '';
  const mark = (text: string): string => (cellType === 'code' ? `${indent}// ${text}` : `=== ${text} ===`);
  lines.splice(to + 1, 0, mark(end));
  lines.splice(from, 0, mark(begin));
  return lines.join('\n');
}
