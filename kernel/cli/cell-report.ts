import type { CellError, ExecuteResult } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { NotebookCell, NotebookOutput } from '../notebook/nbformat.js';

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
}

/** A code cell and its place in the file. */
export interface PlacedCell {
  cell: NotebookCell;
  index: number;
}

export const keyOf = ({ cell, index }: PlacedCell): string => cell.id ?? `cell-${index}`;

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
