import * as vscode from 'vscode';

/** Asks for a folder (or, with `files`, for a file of these endings instead). @returns undefined after Escape. */
export async function chooseFolder(
  near: vscode.Uri | undefined,
  title: string,
  openLabel: string,
  files?: Record<string, string[]>,
): Promise<string | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: files !== undefined,
      canSelectFolders: true,
      defaultUri: near,
      title,
      openLabel,
      ...(files && { filters: files }),
    })) ?? [];
  return chosen?.fsPath;
}
