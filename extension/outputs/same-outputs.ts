import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';

/** Whether two lists of outputs show the same, however an editor or a file has cut their text or spaced their JSON. */
export function sameOutputs(
  a: readonly vscode.NotebookCellOutput[],
  b: readonly vscode.NotebookCellOutput[],
): boolean {
  return a.length === b.length && a.every((output, at) => isDeepStrictEqual(shown(output), shown(b[at])));
}

/** What an output shows in each of its forms. */
function shown(output: vscode.NotebookCellOutput | undefined): Record<string, unknown> {
  const forms: Record<string, string> = {};
  for (const { mime, data } of output?.items ?? [])
    forms[mime] = (forms[mime] ?? '') + new TextDecoder().decode(data);
  return Object.fromEntries(
    Object.entries(forms).map(([mime, text]) => [mime, mime.endsWith('json') ? parsed(text) : text]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
