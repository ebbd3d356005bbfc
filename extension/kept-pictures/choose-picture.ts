import * as vscode from 'vscode';
import { type FoundPicture, nameOf, picturesOf } from './find-picture.js';
import type { RendererKind } from './renderer-kinds.js';

interface Item extends vscode.QuickPickItem {
  of: RendererKind;
  picture: FoundPicture;
}

/** The picture of the cell in front, if it has just one; else the person chooses among those of the notebook. */
export async function choosePicture(
  notebook: vscode.NotebookDocument,
  kinds: readonly RendererKind[],
): Promise<{ kind: RendererKind; picture: FoundPicture } | undefined> {
  const cells = notebook.getCells();
  const all = kinds
    .flatMap((kind) => picturesOf(cells, kind.mimes).map((picture) => ({ kind, picture })))
    .sort((a, b) => a.picture.index - b.picture.index);
  const editor = vscode.window.activeNotebookEditor;
  const selected = editor?.notebook === notebook ? editor.selection.start : -1;
  const here = all.filter(({ picture }) => picture.index === selected);
  if (here.length === 1) return here[0];
  if (all.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The notebook shows no pictures yet. Run a cell that trains or shows something.'),
    );
    return undefined;
  }
  const items = (here.length > 1 ? here : all).map(
    ({ kind, picture }): Item => ({
      label: nameOf(picture.json) ?? kind.words,
      description: nameOf(picture.json) === undefined ? '' : kind.words,
      detail: firstLine(cells[picture.index]),
      of: kind,
      picture,
    }),
  );
  const placeHolder = vscode.l10n.t('Which picture is kept in view?');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return chosen && { kind: chosen.of, picture: chosen.picture };
}

/** By which a person knows a cell. */
const firstLine = (cell: vscode.NotebookCell | undefined): string =>
  cell?.document
    .getText()
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? '';
