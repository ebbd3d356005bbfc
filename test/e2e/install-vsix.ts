import { execFileSync } from 'node:child_process';
import type { EditorPrograms } from '../../scripts/provide-editor.mjs';

/** Installs a packaged extension the way a user does: `code-server --install-extension FILE`. */
export async function installVsix(options: {
  programs: EditorPrograms;
  userData: string;
  extensions: string;
  vsix: string;
}): Promise<string> {
  const { programs, userData, extensions, vsix } = options;
  const folders = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const args = [programs.entry, ...folders, '--install-extension', vsix, '--force'];
  return execFileSync(programs.node, args, { encoding: 'utf8', timeout: 120_000 });
}
