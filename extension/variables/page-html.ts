import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a page of ours may load: its own scripts. */
export const pageOptions = (extension: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'views')],
});

/** A page that runs `dist/views/NAME.js` and loads nothing else. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, name: string): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'views', `${name}.js`));
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${webview.cspSource}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
  ].join('; ');
  // The name of the ground that rows and titles cover each other with: a view's is not that of an editor.
  const back = name === 'value' ? 'editor' : 'sideBar';
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>:root { --epb-back: var(--vscode-${back}-background, var(--vscode-editor-background)); }</style>
</head>
<body><script type="module" nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
