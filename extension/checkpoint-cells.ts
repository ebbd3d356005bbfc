import * as vscode from 'vscode';
import { pictureMime } from '../protocol/mime.js';
import { type LoadCheckpoint, TIMELINE_RENDERER_ID, TRAINING_RENDERER_ID } from '../protocol/renderer.js';
import { insertLoadingCell } from './insert-loading-cell.js';
import { loadCode } from './load-code.js';

const MIMES = [pictureMime('training'), pictureMime('timeline')];
/** No file system has longer paths. */
const LONGEST_PATH = 32_768;

/**
 * Puts cells that load saved models below the outputs that show them. It needs no kernel: a reopened notebook does it too.
 * The cell is not run.
 */
export function checkpointCells(): vscode.Disposable {
  return vscode.Disposable.from(
    ...[TRAINING_RENDERER_ID, TIMELINE_RENDERER_ID].map((id) =>
      vscode.notebooks
        .createRendererMessaging(id)
        .onDidReceiveMessage(({ editor, message }) => isLoad(message) && insertLoadCell(editor, message)),
    ),
  );
}

/** An output is data from a file: what it asks for is checked. */
export function isLoad(message: unknown): message is LoadCheckpoint {
  const { type, run, path, weightsOnly } = (message ?? {}) as Partial<LoadCheckpoint>;
  return (
    type === 'load' &&
    typeof run === 'string' &&
    typeof path === 'string' &&
    path !== '' &&
    path.length <= LONGEST_PATH &&
    typeof weightsOnly === 'boolean'
  );
}

/** Below the cell that shows the run; else behind what is selected. */
export async function insertLoadCell(editor: vscode.NotebookEditor, message: LoadCheckpoint): Promise<void> {
  const { notebook } = editor;
  const cells = notebook.getCells();
  const shown = cells.findIndex((cell) => shows(cell, message.run));
  const index = shown >= 0 ? shown + 1 : Math.min(editor.selection.end, cells.length);
  const code = loadCode(
    message,
    cells
      .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
      .map(({ document }) => document.getText()),
    vscode.l10n.t('`model` must have the same layers as the model that was trained.'),
  );
  await insertLoadingCell(editor, { index, code, file: message.path });
}

/** Whether an output of the cell shows the run. */
function shows(cell: vscode.NotebookCell, run: string): boolean {
  return cell.outputs.some(({ items }) =>
    items.some(({ mime, data }) => {
      if (!MIMES.includes(mime)) return false;
      try {
        const payload = JSON.parse(new TextDecoder().decode(data)) as { id?: unknown; run?: unknown };
        return payload.id === run || payload.run === run;
      } catch {
        return false;
      }
    }),
  );
}
