import { type NotebookCell, NotebookCellKind } from 'vscode';
import type { KernelClient, KernelExit } from '../../kernel/client/index.js';
import type { ExecuteParams, ExecuteResult } from '../../protocol/kernel.js';
import { cellKey } from './cell-key.js';

/** Milliseconds that the reason may come after the loss of the connection. */
const REASON_DELAY = 3000;

/** How a cell ended: with a result, or because its kernel did, or went to another window. */
export type CellEnd =
  | ExecuteResult
  | { status: 'lost'; exit: KernelExit | undefined; cause: unknown }
  | { status: 'elsewhere' };

/** Runs a cell as number `order`. */
export function executeCell(
  client: KernelClient,
  cell: NotebookCell,
  {
    order,
    startedAt,
    resume,
  }: { order: number; startedAt: number | undefined; resume: ExecuteParams['resume'] },
): Promise<CellEnd> {
  return endOf(
    client,
    client.execute({
      cell: cellKey(cell),
      order,
      code: cell.document.getText(),
      language: cell.document.languageId === 'javascript' ? 'javascript' : 'typescript',
      notebook: codeCells(cell),
      ...(startedAt !== undefined && { startedAt }),
      ...(resume && { resume }),
    }),
  );
}

/** How a cell at work ends. Settles also when the kernel dies, and never rejects. */
export async function endOf(client: KernelClient, result: Promise<ExecuteResult>): Promise<CellEnd> {
  let exited: (exit: KernelExit) => void = () => {};
  const exit = new Promise<KernelExit>((resolve) => {
    exited = resolve;
  });
  const unsubscribe = client.onExit(exited);
  try {
    return await Promise.race([
      result,
      exit.then((reason): CellEnd => ({ status: 'lost', exit: reason, cause: undefined })),
    ]);
  } catch (cause) {
    if (client.isLeft) return { status: 'elsewhere' };
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, REASON_DELAY, undefined));
    return { status: 'lost', exit: await Promise.race([exit, patience]), cause };
  } finally {
    unsubscribe();
  }
}

function codeCells(cell: NotebookCell): ExecuteParams['notebook'] {
  const cells = cell.notebook.getCells().filter(({ kind }) => kind === NotebookCellKind.Code);
  return { cells: cells.map(({ document }) => document.getText()), at: cells.indexOf(cell) };
}
