import * as vscode from 'vscode';
import type { CellError } from '../../protocol/kernel.js';
import type { NotebookOutputs } from '../outputs/notebook-outputs.js';
import { cellKey } from './cell-key.js';
import type { Verdict } from './cell-queue.js';
import type { CellEnd } from './execute-cell.js';

/** A cell at work. It has another execution where its notebook was saved or moved elsewhere meanwhile. */
export interface RunningCell {
  readonly execution: vscode.NotebookCellExecution;
}

/** Ends a cell that the kernel has run, or was running when it went away. */
export async function endCell(outputs: NotebookOutputs, run: RunningCell, end: CellEnd): Promise<Verdict> {
  if (end.status === 'lost') return failCell(outputs, run, reasonOf(end));
  const key = cellKey(run.execution.cell);
  if (end.status === 'elsewhere') {
    const note = vscode.l10n.t('This cell goes on in another window, which has taken over the kernel.');
    outputs.write(key, { kind: 'display', id: `${key}:elsewhere`, data: { 'text/plain': note } });
    await outputs.settle();
    run.execution.end(undefined);
    return 'stop';
  }
  await outputs.settle();
  // The kernel shows errors itself; what it left unsaid is said here.
  if (end.status !== 'ok' && !outputs.hasError(key)) {
    const note = vscode.l10n.t('Interrupted. Variables are kept.');
    if (end.error) outputs.write(key, { kind: 'error', ...end.error });
    else outputs.write(key, { kind: 'display', id: `${key}:interrupted`, data: { 'text/plain': note } });
  }
  await outputs.settle();
  run.execution.end(end.status === 'ok', Date.now());
  return end.status === 'ok' ? 'next' : 'stop';
}

/** Ends a started cell with an error of the kernel, not of its code. */
export async function failCell(
  outputs: NotebookOutputs,
  run: RunningCell,
  message: string,
): Promise<Verdict> {
  outputs.write(cellKey(run.execution.cell), { kind: 'error', ...kernelError(message) });
  await outputs.settle();
  run.execution.end(false, Date.now());
  return 'stop';
}

export const kernelError = (message: string): CellError => ({
  name: vscode.l10n.t('Kernel'),
  message,
  stack: '',
});

export const variablesLost = (): string =>
  vscode.l10n.t('Its variables are lost: run the cells again from the top.');

function reasonOf({ exit, cause }: Extract<CellEnd, { status: 'lost' }>): string {
  if (exit?.expected) return `${vscode.l10n.t('The kernel was ended.')} ${variablesLost()}`;
  return exit?.reason ?? (cause instanceof Error ? cause.message : String(cause));
}
