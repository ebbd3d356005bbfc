import { type NotebookCell, NotebookCellKind, type NotebookDocument } from 'vscode';
import type { KeptCell, KernelSession } from '../../protocol/kernel.js';
import type { Json } from '../../protocol/mime.js';
import { cellKey, nameCell } from './cell-key.js';
import { matchCells, type NamedCell } from './match-cells.js';

/** A cell that waits for its turn, as a kernel remembers it for the window that comes next. */
interface WaitingCell {
  cell: string;
  code: string;
  /** When it was queued, in milliseconds since 1970. */
  queuedAt: number;
}

export interface PlacedCell {
  kept: KeptCell;
  cell: NotebookCell;
}

/** What a kernel has run for another window, by the cells of this one. */
export interface PlacedSession {
  ended: PlacedCell[];
  /** The one at work; its cell may not be there any more. */
  current?: { kept: KeptCell; cell: NotebookCell | undefined };
  waiting: { cell: NotebookCell; queuedAt: number }[];
}

/** What a kernel is to remember of cells that wait. */
export function noteOf(cells: readonly { cell: NotebookCell; queuedAt: number }[]): Json {
  const waiting = cells.map(
    ({ cell, queuedAt }): WaitingCell => ({
      cell: cellKey(cell),
      code: cell.document.getText(),
      queuedAt,
    }),
  );
  return { waiting: waiting as unknown as Json };
}

/** Finds the cells of a session in a notebook, and gives them the names that the kernel knows them by. */
export function placeSession(session: KernelSession, notebook: NotebookDocument): PlacedSession {
  const cells = notebook.getCells().filter(({ kind }) => kind === NotebookCellKind.Code);
  const own = cells.map((cell, at) => ({
    name: typeof cell.metadata.id === 'string' ? cell.metadata.id : undefined,
    code: cell.document.getText(),
    at,
  }));
  const place = (kept: readonly NamedCell[]) =>
    matchCells(kept, own).map((at) => (at === undefined ? undefined : cells[at]));
  const kept = session.cells.map((each): NamedCell => ({ name: each.cell, code: each.code, ...at(each) }));
  const placed: PlacedSession = { ended: [], waiting: [] };
  for (const [index, cell] of place(kept).entries()) {
    const each = session.cells[index] as KeptCell;
    if (cell) nameCell(cell, each.cell);
    if (!each.result) placed.current = { kept: each, cell };
    else if (cell) placed.ended.push({ kept: each, cell });
  }
  const queued = stillWaiting(session);
  for (const [index, cell] of place(queued.map((each) => ({ name: each.cell, code: each.code }))).entries())
    if (cell) placed.waiting.push({ cell, queuedAt: queued[index]?.queuedAt ?? 0 });
  return placed;
}

const at = (kept: KeptCell): { at?: number } => (kept.at === undefined ? {} : { at: kept.at });

/** Those that have not had their turn; none where a cell before them has failed. */
function stillWaiting({ note, cells }: KernelSession): WaitingCell[] {
  const { waiting } = (note ?? {}) as { waiting?: WaitingCell[] };
  if (!Array.isArray(waiting)) return [];
  const since = Math.min(...waiting.map(({ queuedAt }) => queuedAt));
  const last = cells.at(-1);
  if (last?.result && last.result.status !== 'ok' && (last.endedAt ?? 0) > since) return [];
  return waiting.filter(
    ({ cell, queuedAt }) => !cells.some((kept) => kept.cell === cell && kept.startedAt >= queuedAt),
  );
}
