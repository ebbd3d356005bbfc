import * as vscode from 'vscode';
import { type EngineChoice, isEngineChoice } from '../../protocol/kernel.js';

/** The parts of the metadata, as the built-in ipynb serializer gives it, that hold an engine. */
interface NotebookMetadata {
  metadata?: { epochbook?: { engine?: unknown } };
}

/** The engine that the notebook's metadata pins (`metadata.epochbook.engine`), if any. */
export function pinnedEngine(notebook: vscode.NotebookDocument): EngineChoice | undefined {
  const { metadata } = notebook.metadata as NotebookMetadata;
  const engine = metadata?.epochbook?.engine;
  return isEngineChoice(engine) ? engine : undefined;
}

/** Writes it; all other metadata stays. The notebook is then unsaved. @returns whether the editor took the change. */
export async function pinEngine(notebook: vscode.NotebookDocument, engine: EngineChoice): Promise<boolean> {
  const all = notebook.metadata as NotebookMetadata;
  const epochbook = { ...all.metadata?.epochbook, engine };
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [
    vscode.NotebookEdit.updateNotebookMetadata({ ...all, metadata: { ...all.metadata, epochbook } }),
  ]);
  return vscode.workspace.applyEdit(edit);
}
