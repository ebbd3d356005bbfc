import * as vscode from 'vscode';
import { type EngineChoice, isEngineChoice } from '../../protocol/kernel.js';
import { applyEdit } from '../apply-edit.js';

/** The parts of the metadata, as the built-in ipynb serializer gives it, that say on what the notebook trains. */
interface NotebookMetadata {
  metadata?: { epochbook?: { engine?: unknown; compile?: unknown } };
}

/** The engine that the notebook's metadata pins (`metadata.epochbook.engine`), if any. */
export function pinnedEngine(notebook: vscode.NotebookDocument): EngineChoice | undefined {
  const { metadata } = notebook.metadata as NotebookMetadata;
  const engine = metadata?.epochbook?.engine;
  return isEngineChoice(engine) ? engine : undefined;
}

/** Whether training steps are compiled, as the notebook's metadata says it (`metadata.epochbook.compile`). */
export function pinnedCompile(notebook: vscode.NotebookDocument): boolean | undefined {
  const { metadata } = notebook.metadata as NotebookMetadata;
  const compile = metadata?.epochbook?.compile;
  return typeof compile === 'boolean' ? compile : undefined;
}

/** Writes the engine; all other metadata stays. The notebook is then unsaved. @returns whether the editor took the change. */
export async function pinEngine(notebook: vscode.NotebookDocument, engine: EngineChoice): Promise<boolean> {
  return applyEdit(() => {
    const all = notebook.metadata as NotebookMetadata;
    const epochbook = { ...all.metadata?.epochbook, engine };
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [
      vscode.NotebookEdit.updateNotebookMetadata({ ...all, metadata: { ...all.metadata, epochbook } }),
    ]);
    return edit;
  });
}
