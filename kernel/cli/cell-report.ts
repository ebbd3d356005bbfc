import type { CellError, ExecuteResult } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { hasTag, type NotebookCell, type NotebookOutput } from '../notebook/notebook.js';

/** How a cell of `epochbook run` ended; `--json` prints it. */
export interface CellReport {
  /** Place in the file, from 0. */
  index: number;
  id: string;
  order: number;
  /** The first line of the cell, for people. */
  title: string;
  /** `died`: its kernel did, in it or beside it. */
  status: ExecuteResult['status'] | 'died' | 'timeout' | 'cancelled';
  durationMs: number;
  error?: CellError;
  /** The notebook, or `--allow-errors`, says that it may fail. */
  allowed?: true;
}

/** A code cell and its place in the file. */
export interface PlacedCell {
  cell: NotebookCell;
  index: number;
  /** Its id, unless it has none or another cell has the same. */
  key: string;
}

/** The cells that are to run, in order. */
export const placedCells = (cells: readonly NotebookCell[]): PlacedCell[] =>
  cells
    .map((cell, index) => {
      const isOwn = cell.id !== undefined && cells.findIndex(({ id }) => id === cell.id) === index;
      return { cell, index, key: isOwn ? (cell.id as string) : unusedKey(cells, `cell-${index}`) };
    })
    .filter(({ cell }) => cell.cell_type === 'code' && !hasTag(cell, 'skip-execution'));

const unusedKey = (cells: readonly NotebookCell[], key: string): string =>
  cells.some(({ id }) => id === key) ? unusedKey(cells, `${key}-`) : key;

/** An error that is not of the cell's code, and has no place in it. */
export const plainError = (name: string, message: string): CellError => ({
  name,
  message,
  stack: `${name}: ${message}`,
});

export const errorOutput = ({ name, message, stack }: CellError): NotebookOutput => ({
  output_type: 'error',
  ename: name,
  evalue: message,
  traceback: stack.split('\n'),
});

/** What a cell is called in messages. */
export function titleOf(source: string): string {
  const line = source.split('\n').find((candidate) => candidate.trim() !== '') ?? say('(empty)', '(빈 셀)');
  const title = line.replace(/^\/\/\s*/, '').trim();
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}

/** How a cell ended, for people; `--json` keeps the English word. */
export const endWord = (status: CellReport['status']): string =>
  ({
    ok: say('ok', '완료'),
    error: say('error', '오류'),
    interrupted: say('interrupted', '중단됨'),
    died: say('died', '커널 종료'),
    timeout: say('timeout', '시간 초과'),
    cancelled: say('cancelled', '취소됨'),
  })[status];
