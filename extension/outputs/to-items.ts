import * as vscode from 'vscode';
import type { MimeBundle } from '../../protocol/mime.js';
import { bundleItems } from './bundle-items.js';

/** The alternatives of an output as VS Code takes them. */
export function toItems(data: MimeBundle): vscode.NotebookCellOutputItem[] {
  return bundleItems(data).map((item) => {
    if (item.kind === 'json') return vscode.NotebookCellOutputItem.json(item.value, item.mime);
    if (item.kind === 'bytes') return new vscode.NotebookCellOutputItem(item.value, item.mime);
    return vscode.NotebookCellOutputItem.text(item.value, item.mime);
  });
}
