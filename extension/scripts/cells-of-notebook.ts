import * as vscode from 'vscode';
import type { ScriptCell } from '../../kernel/client/index.js';
import type { JsonObject } from '../../protocol/mime.js';

/** nbformat's raw cells have this language in the editor. */
const RAW = 'raw';

/** The cells of an open notebook as a script holds them. */
export const scriptCells = (notebook: vscode.NotebookDocument): ScriptCell[] =>
  notebook.getCells().map(({ kind, document, metadata }) => ({
    kind: kind === vscode.NotebookCellKind.Markup ? 'markdown' : document.languageId === RAW ? 'raw' : 'code',
    language: kind === vscode.NotebookCellKind.Markup ? 'markdown' : document.languageId,
    text: document.getText(),
    metadata: ownMetadata(metadata.metadata),
  }));

/** What of a cell's metadata is not told by the cell itself. */
function ownMetadata(metadata: unknown): JsonObject {
  const { vscode: noted, ...rest } = (metadata ?? {}) as Record<string, unknown>;
  const { languageId: _, ...others } = (noted ?? {}) as Record<string, unknown>;
  return { ...rest, ...(Object.keys(others).length > 0 && { vscode: others }) } as JsonObject;
}

/** The same cells for a notebook that is to be opened. */
export const notebookCells = (cells: readonly ScriptCell[]): vscode.NotebookCellData[] =>
  cells.map(({ kind, language, text, metadata }) => {
    const data =
      kind === 'markdown'
        ? new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown')
        : new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, kind === 'raw' ? RAW : language);
    if (Object.keys(metadata).length > 0) data.metadata = { metadata };
    return data;
  });
