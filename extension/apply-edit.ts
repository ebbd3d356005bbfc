import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Waits between tries, in milliseconds. */
const WAITS = [50, 200, 1000];

/**
 * Applies an edit that can be undone. The editor refuses one that another overtakes, as that of VS Code's own support of
 * `.ipynb`, which writes metadata a moment after a text: then it is made anew and tried again.
 *
 * @param make makes the edit for the document as it then is; undefined where there is nothing left to change.
 * @returns whether the document took it.
 */
export async function applyEdit(make: () => vscode.WorkspaceEdit | undefined): Promise<boolean> {
  for (const ms of [...WAITS, 0]) {
    const edit = make();
    if (!edit || (await vscode.workspace.applyEdit(edit))) return true;
    if (ms > 0) await wait(ms);
  }
  return false;
}
