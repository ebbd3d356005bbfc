import type { ExerciseCell } from '../../exercises/index.js';
import type { NotebookCell } from '../../kernel/notebook/index.js';
import { alikeness, textLines } from './alike.js';

/** How a cell of the teacher's copy was found again in a submission. */
export type FoundBy = 'id' | 'content' | 'likeness';

/** What happened to a cell on its way to the student and back; `lost`: no cell of the submission is it. */
export type CellChange = 'moved' | 'duplicated' | 'type' | 'split' | 'lost' | 'likeness';

export interface CellMatch {
  teacher: ExerciseCell;
  /** The cell of the submission, and its place there; undefined where there is none. */
  found: { cell: ExerciseCell; by: FoundBy } | undefined;
  /** Cells of the submission that are copies of it, or the rest of it. */
  others: ExerciseCell[];
  changes: CellChange[];
}

export interface Matching {
  matches: CellMatch[];
  /** Cells that the student has added, or that nothing tells what they were. */
  own: ExerciseCell[];
}

/** How alike two texts must be to be taken for one cell, and by how much more than any other. */
const ALIKE = 0.6;
const MARGIN = 0.15;

/**
 * Finds the cells of the teacher's copy in a submission: by grade_id and cell id, then by the very text, then by a text that
 * is much alike and like no other. What is none of that is not guessed.
 *
 * @param handedOut The texts that students were given, by the place of the teacher's cell.
 */
export function matchCells(
  teacher: readonly ExerciseCell[],
  submission: readonly ExerciseCell[],
  handedOut: ReadonlyMap<number, string>,
): Matching {
  const free = new Set(submission);
  const matches: CellMatch[] = teacher.map((cell) => ({
    teacher: cell,
    found: undefined,
    others: [],
    changes: [],
  }));
  const take = (match: CellMatch, cell: ExerciseCell, by: FoundBy): void => {
    match.found = { cell, by };
    free.delete(cell);
  };
  for (const match of matches) byId(match, free, take);
  for (const match of matches) if (!match.found) byContent(match, free, handedOut, take);
  byLikeness(matches, free, handedOut, take);
  for (const match of matches) findRest(match, submission, free, handedOut);
  markMoved(matches);
  for (const match of matches) {
    const { found, teacher: given, changes } = match;
    if (!found) changes.push('lost');
    else if (found.cell.cell.cell_type !== given.cell.cell_type) changes.push('type');
    if (found?.by === 'likeness') changes.push('likeness');
  }
  return { matches, own: submission.filter((cell) => free.has(cell)) };
}

type Take = (match: CellMatch, cell: ExerciseCell, by: FoundBy) => void;

const gradeId = ({ nbgrader }: ExerciseCell): string | undefined => nbgrader?.grade_id || undefined;

/** A copy keeps the grade_id, but gets another cell id: the cell that has both is the first of them. */
function byId(match: CellMatch, free: Set<ExerciseCell>, take: Take): void {
  const { teacher, others, changes } = match;
  const id = gradeId(teacher);
  const same = [...free].filter((cell) =>
    id !== undefined
      ? gradeId(cell) === id
      : gradeId(cell) === undefined && isSameId(cell.cell, teacher.cell),
  );
  const strays =
    id === undefined
      ? []
      : [...free].filter((cell) => gradeId(cell) === undefined && isSameId(cell.cell, teacher.cell));
  const all = same.length > 0 ? same : strays;
  const first = all.find((cell) => isSameId(cell.cell, teacher.cell)) ?? all[0];
  if (!first) return;
  take(match, first, 'id');
  for (const copy of all)
    if (copy !== first) {
      free.delete(copy);
      others.push(copy);
    }
  if (others.length > 0) changes.push('duplicated');
}

const isSameId = (a: NotebookCell, b: NotebookCell): boolean => a.id !== undefined && a.id === b.id;

function byContent(
  match: CellMatch,
  free: Set<ExerciseCell>,
  handedOut: ReadonlyMap<number, string>,
  take: Take,
): void {
  const { teacher } = match;
  const texts = [teacher.cell.source, handedOut.get(teacher.index) ?? '']
    .map(flat)
    .filter((text) => text !== '');
  const same = [...free].filter(
    (cell) => cell.cell.cell_type === teacher.cell.cell_type && texts.includes(flat(cell.cell.source)),
  );
  const [first, ...copies] = same;
  // Two tasks may have been handed out with the same text: which of them a cell was, nothing tells.
  if (first && (copies.length === 0 || flat(teacher.cell.source) === flat(first.cell.source)))
    take(match, first, 'content');
}

/** The one pair that is most alike first, and only where neither has another that is nearly as much so. */
function byLikeness(
  matches: readonly CellMatch[],
  free: Set<ExerciseCell>,
  handedOut: ReadonlyMap<number, string>,
  take: Take,
): void {
  const open = matches.filter(({ found, teacher }) => !found && teacher.role !== 'other');
  if (open.length === 0 || free.size === 0) return;
  const pairs = open.flatMap((match) =>
    [...free]
      .filter((cell) => cell.cell.cell_type === match.teacher.cell.cell_type)
      .map((cell) => ({
        match,
        cell,
        score: Math.max(
          alikeness(cell.cell.source, match.teacher.cell.source),
          alikeness(cell.cell.source, handedOut.get(match.teacher.index) ?? ''),
        ),
      })),
  );
  for (const pair of pairs.sort((a, b) => b.score - a.score)) {
    if (pair.score < ALIKE) return;
    if (pair.match.found || !free.has(pair.cell)) continue;
    const rival = pairs.some(
      (other) =>
        other !== pair &&
        (other.match === pair.match
          ? free.has(other.cell)
          : other.cell === pair.cell && !other.match.found) &&
        pair.score - other.score < MARGIN,
    );
    if (!rival) take(pair.match, pair.cell, 'likeness');
  }
}

/** A cell that was split has lost lines that were given with it, and the cell behind it has them. */
function findRest(
  match: CellMatch,
  submission: readonly ExerciseCell[],
  free: Set<ExerciseCell>,
  handedOut: ReadonlyMap<number, string>,
): void {
  const { found, teacher, others, changes } = match;
  if (!found) return;
  const given = textLines(handedOut.get(teacher.index) ?? '');
  const at = submission.indexOf(found.cell);
  const kept = new Set(textLines(found.cell.cell.source));
  const missing = given.filter((line) => !kept.has(line));
  const next = submission[at + 1];
  if (!next || missing.length === 0) return;
  const isCopy = others.includes(next);
  if (!isCopy && !free.has(next)) return;
  const there = new Set(textLines(next.cell.source));
  if (!missing.some((line) => there.has(line))) return;
  changes.splice(
    0,
    changes.length,
    ...changes.filter((change) => change !== 'duplicated' || others.length > 1),
  );
  changes.push('split');
  if (isCopy) return;
  free.delete(next);
  others.push(next);
}

/** Those that stand outside of the longest row of cells whose order is as it was. */
function markMoved(matches: readonly CellMatch[]): void {
  const found = matches.filter(({ found }) => found);
  const places = found.map(({ found }) => found?.cell.index ?? 0);
  const stay = longestRising(places);
  for (const [i, match] of found.entries()) if (!stay.has(i)) match.changes.push('moved');
}

/** The places, in the list, of its longest rising subsequence. */
function longestRising(values: readonly number[]): Set<number> {
  const before: number[] = [];
  const ends: number[] = [];
  for (const [i, value] of values.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = i;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) kept.add(at);
  return kept;
}

const flat = (text: string): string => textLines(text).join('\n');
