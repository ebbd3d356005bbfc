import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { editorLocale } from '../kernels/launch-options.js';

/** What a page of ours may load: its own scripts, and the pictures. */
export const pageOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
});

/**
 * A page that runs one script of `dist/views` and nothing else: no other scripts, no text as code, no addresses.
 *
 * @param page `data` are attributes of the body for the script, `back` is the ground on which it stands, `--epb-back` of its
 *   styles: a view's is not that of an editor.
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  script: string,
  { data = {}, back }: { data?: Readonly<Record<string, string>>; back?: 'editor' | 'sideBar' } = {},
): string {
  const source = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'views', `${script}.js`));
  const nonce = randomBytes(16).toString('base64url');
  // What a script with the nonce imports comes from our own folder.
  const scripts = `'nonce-${nonce}' ${webview.cspSource}`;
  const policy = [
    "default-src 'none'",
    `script-src ${scripts}`,
    // Drawings set the styles of their parts.
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    'worker-src data: blob:',
  ].join('; ');
  const attributes = Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escaped(value)}"`)
    .join('');
  const ground = back
    ? `\n<style>:root { --epb-back: var(--vscode-${back}-background, var(--vscode-editor-background)); }</style>`
    : '';
  return `<!DOCTYPE html>
<html lang="${editorLocale()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">${ground}
</head>
<body${attributes}><script type="module" nonce="${nonce}" src="${source}"></script></body>
</html>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
