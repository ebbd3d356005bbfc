import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The report page's colours, as the editor's theme has them. */
const THEME = `<style>:root {
--text: var(--vscode-editor-foreground); --faint: var(--vscode-descriptionForeground);
--back: var(--vscode-editor-background); --line: var(--vscode-widget-border, rgba(128, 128, 128, 0.35));
--good: var(--vscode-charts-green); --bad: var(--vscode-errorForeground);
} body { padding: 0; font-family: var(--vscode-font-family); font-size: 14px; }</style>`;

let panel: vscode.WebviewPanel | undefined;

/** Shows a student's report beside what else is open. Nothing in it runs, and nothing is loaded. */
export async function showReport(title: string, file: string): Promise<void> {
  let page: string;
  try {
    page = await readFile(file, 'utf8');
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The report cannot be read: {0}', (error as Error).message),
    );
    return;
  }
  panel ??= newPanel();
  panel.title = title;
  panel.webview.html = page.replace('</head>', `${THEME}</head>`);
  panel.reveal(undefined, true);
}

function newPanel(): vscode.WebviewPanel {
  const created = vscode.window.createWebviewPanel(
    'epochbook.report',
    '',
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: true },
    { enableScripts: false, localResourceRoots: [] },
  );
  created.iconPath = new vscode.ThemeIcon('mortar-board');
  created.onDidDispose(() => {
    panel = undefined;
  });
  return created;
}
