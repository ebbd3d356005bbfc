import * as vscode from 'vscode';

/** A signature in TypeScript, and what its documentation says. */
export function asMarkdown(signature: string, documentation: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString().appendCodeblock(signature, 'typescript');
  return documentation ? text.appendMarkdown(documentation) : text;
}
