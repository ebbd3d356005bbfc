import * as path from 'node:path';
import * as vscode from 'vscode';
import { type MimeBundle, SVG_MIME, TEXT_MIME } from '../../protocol/mime.js';
import { applyEdit } from '../apply-edit.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import { editorLocale, folderOf } from '../kernels/launch-options.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { toItems } from '../outputs/to-items.js';

const PICTURE = 'application/vnd.epochbook.';
/** The schemes of what is edited; a comparison with an older version, say, stays as it is. */
const EDITED = ['file', 'untitled', 'vscode-remote'];

/**
 * A notebook that was saved while a run went on says for ever that it does, if editor or machine ended with the kernel. As it
 * is opened, such outputs are brought up to date in all their forms, with what the log of the run has of it.
 *
 * @param shown settles when the notebook shows what the kernel has run that it had before.
 */
export function settleOpened(
  extensionPath: string,
  kernels: NotebookKernels,
  shown: (notebook: vscode.NotebookDocument) => Promise<void>,
): vscode.Disposable {
  const host = path.join(extensionPath, 'dist', 'kernel', 'host.cjs');
  const settle = (notebook: vscode.NotebookDocument): void => {
    if (notebook.notebookType !== NOTEBOOK_TYPE || !EDITED.includes(notebook.uri.scheme)) return;
    // A kernel that is found again knows better.
    shown(notebook)
      .then(() => settleNotebook(notebook, host, (cell) => kernels.get(notebook)?.hasRun(cell) ?? false))
      .catch((error) => console.warn('Epochbook could not bring saved runs up to date:', error));
  };
  for (const notebook of vscode.workspace.notebookDocuments) settle(notebook);
  return vscode.workspace.onDidOpenNotebookDocument(settle);
}

/** @param isLive whether the kernel that ran a cell is there: it brings its outputs up to date itself. */
async function settleNotebook(
  notebook: vscode.NotebookDocument,
  host: string,
  isLive: (cell: vscode.NotebookCell) => boolean,
): Promise<void> {
  const settled = new Map<vscode.NotebookCell, Map<vscode.NotebookCellOutput, MimeBundle>>();
  for (const cell of notebook.getCells()) {
    if (isLive(cell)) continue;
    for (const output of cell.outputs) {
      if (!output.items.some(({ mime }) => mime.startsWith(PICTURE))) continue;
      // Loaded by the first picture, to keep activation short.
      const { settleSaved } = await import('../../kernel/client/index.js');
      const saved = { folder: folderOf(notebook), host, locale: editorLocale() };
      const data = await settleSaved(bundleOf(output), saved);
      if (!data) continue;
      const outputs = settled.get(cell) ?? new Map();
      settled.set(cell, outputs.set(output, data));
    }
  }
  await applyEdit(() => {
    const edits = [...settled].flatMap(([cell, outputs]) =>
      cell.index < 0
        ? []
        : [
            vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(cell.index, cell.index + 1), [
              withOutputs(cell, outputs),
            ]),
          ],
    );
    if (edits.length === 0 || notebook.isClosed) return;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    return edit;
  });
}

/** The forms of an output of ours. */
function bundleOf(output: vscode.NotebookCellOutput): MimeBundle {
  const bundle: MimeBundle = {};
  for (const { mime, data } of output.items) {
    const text = new TextDecoder().decode(data);
    if (mime === SVG_MIME || mime === TEXT_MIME) bundle[mime] = text;
    if (!mime.startsWith(PICTURE)) continue;
    try {
      bundle[mime] = JSON.parse(text);
    } catch {
      // Damaged: its view says so.
    }
  }
  return bundle;
}

/** An output outside of an execution can be changed only with its cell. */
function withOutputs(
  cell: vscode.NotebookCell,
  changed: ReadonlyMap<vscode.NotebookCellOutput, MimeBundle>,
): vscode.NotebookCellData {
  const { kind, document, metadata, executionSummary } = cell;
  const data = new vscode.NotebookCellData(kind, document.getText(), document.languageId);
  data.metadata = metadata;
  if (executionSummary) data.executionSummary = executionSummary;
  data.outputs = cell.outputs.map((output) => {
    const bundle = changed.get(output);
    if (!bundle) return output;
    const others = output.items.filter(({ mime }) => !(mime in bundle));
    return new vscode.NotebookCellOutput([...toItems(bundle), ...others], output.metadata);
  });
  return data;
}
