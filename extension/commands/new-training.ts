import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';
import { notebookMetadata } from '../workbook.js';
import { trainingCode } from './training-code.js';

/** Opens a new, unsaved workbook with a small training that is complete: data, net, fit, what came of it. */
export async function newTraining(): Promise<void> {
  const { NotebookCellData, NotebookCellKind } = vscode;
  const words = (text: string) => new NotebookCellData(NotebookCellKind.Markup, text, 'markdown');
  const code = (text: string) => new NotebookCellData(NotebookCellKind.Code, text, 'typescript');
  const content = new vscode.NotebookData([
    words(
      vscode.l10n.t(
        '# A first training\n\nA net learns which points of the plane lie within a circle. Run the cells one after another with Shift+Enter, or all with **Run All**.',
      ),
    ),
    code(trainingCode.data),
    words(
      vscode.l10n.t(
        '## The net and its training\n\n`fit` records itself: the curves grow below the cell while it runs, and the run stays in the view **Run History**. Change a number and run the cell again to compare.',
      ),
    ),
    code(trainingCode.training),
    words(
      vscode.l10n.t(
        '## What it has learnt\n\nOf the test points, which it has not seen in training. In the middle it should say "within", outside it should not.',
      ),
    ),
    code(trainingCode.result),
  ]);
  content.metadata = structuredClone(notebookMetadata);
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, content);
  await vscode.window.showNotebookDocument(notebook);
}
