import {
  type ExerciseCell,
  exerciseCells,
  HIDDEN_TESTS,
  hasRegion,
  isLocked,
  MARK_SCHEME,
  type NbgraderMetadata,
  replaceRegions,
  SOLUTION,
  withBeginning,
  withNbgrader,
} from '../../exercises/index.js';
import { languageOf, type Notebook, type NotebookFile, toLines } from '../../kernel/notebook/index.js';
import { type JsonObject, type Locale, objectOf } from '../../protocol/index.js';
import { sayIn } from '../../words/index.js';
import { checksumOf } from './checksum.js';

/**
 * The notebook that students get, as the text of its file: stubs in the place of solutions, without hidden tests, marking
 * schemes, solution cells and outputs, and with the checksums by which nbgrader sees what was changed.
 */
export function studentCopy({ raw, notebook }: NotebookFile): string {
  const locale = localeOf(notebook);
  const given = Array.isArray(raw.cells) ? raw.cells : [];
  const cells = exerciseCells(notebook.cells)
    .filter(({ role }) => role !== 'solution')
    .map((own) => studentCell(objectOf(given[own.index]), own, stubsFor(notebook, own, locale)));
  const { celltoolbar: _toolbar, widgets: _widgets, ...metadata } = objectOf(raw.metadata);
  return `${JSON.stringify({ ...raw, cells, metadata }, null, 1)}\n`;
}

/** What a cell of the teacher's is for the student. */
export function studentSource({ cell, role, nbgrader }: ExerciseCell, stub: readonly string[]): string {
  const { source } = cell;
  const writes = role === 'task' || role === 'manual';
  if (writes && !hasRegion(source, SOLUTION)) return stub.join('\n');
  const withoutSolution = nbgrader?.solution ? replaceRegions(source, SOLUTION, stub) : source;
  return replaceRegions(replaceRegions(withoutSolution, HIDDEN_TESTS, []), MARK_SCHEME, []);
}

function studentCell(raw: JsonObject, own: ExerciseCell, stub: readonly string[]): JsonObject {
  const { cell, nbgrader } = own;
  const source = studentSource(own, stub);
  const { execution: _, ...rest } = objectOf(raw.metadata);
  const writes = own.role === 'task' || own.role === 'manual';
  // So that the editor can put it back.
  const kept = writes ? withBeginning(rest, source) : rest;
  const changed: JsonObject = {
    ...raw,
    metadata: nbgrader ? handedOut(kept, nbgrader, { source, cell_type: cell.cell_type }) : kept,
    source: Array.isArray(raw.source) ? toLines(source) : source,
  };
  return cell.cell_type === 'code' ? { ...changed, outputs: [], execution_count: null } : changed;
}

function handedOut(
  metadata: JsonObject,
  nbgrader: NbgraderMetadata,
  cell: { source: string; cell_type: string },
): JsonObject {
  const {
    checksum: _,
    cell_type = cell.cell_type as NonNullable<NbgraderMetadata['cell_type']>,
    ...rest
  } = nbgrader;
  const stamped = { ...rest, cell_type, checksum: checksumOf(cell, nbgrader) };
  return {
    ...withNbgrader(metadata, stamped),
    deletable: false,
    ...(isLocked(nbgrader) && { editable: false }),
  };
}

/** The lines that stand in the place of a solution. */
export function stubsFor(notebook: Notebook, { cell }: ExerciseCell, locale: Locale): string[] {
  if (cell.cell_type !== 'code') return [sayIn(locale, 'Your answer here', '여기에 답을 쓰세요')];
  if (languageOf(notebook, cell) === 'python') return ['# YOUR CODE HERE', 'raise NotImplementedError()'];
  return [sayIn(locale, '// your code here', '// 여기에 코드를 쓰세요')];
}

/** The notebook's language: its metadata's, else that of its texts. */
export function localeOf({ metadata, cells }: Notebook): Locale {
  const own = objectOf(metadata.epochbook).locale;
  if (typeof own === 'string') return own.startsWith('ko') ? 'ko' : 'en';
  return cells.some(({ cell_type, source }) => cell_type === 'markdown' && /[가-힣]/.test(source))
    ? 'ko'
    : 'en';
}
