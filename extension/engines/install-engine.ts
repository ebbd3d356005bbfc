import * as vscode from 'vscode';
import type { InstallLine } from '../../protocol/command-line.js';
import { endedBy, runCommandLine } from './command-line.js';
import { engineLog } from './engine-log.js';

/** How an install ended. */
export type InstallEnd =
  | { state: 'installed' | 'present'; label: string }
  | { state: 'cancelled' }
  | { state: 'failed'; message: string };

/**
 * Installs the native engine behind a progress notification. Its Cancel leaves everything as it was, what was downloaded
 * excepted.
 *
 * @param anew also where a working one is installed.
 */
export function installEngine(extensionPath: string, { anew = false } = {}): Thenable<InstallEnd> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Installing the native engine'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token): Promise<InstallEnd> => {
    const log = engineLog();
    log.clear();
    let last: InstallLine | undefined;
    let shown = 0;
    const onLine = (text: string): void => {
      last = JSON.parse(text) as InstallLine;
      if (!('progress' in last) || token.isCancellationRequested) return;
      const percent = Math.floor(last.progress.fraction * 100);
      const message = `${last.progress.text} · ${percent}%`;
      progress.report({ message, increment: percent - shown });
      if (percent !== shown) log.appendLine(message);
      shown = percent;
    };
    token.onCancellationRequested(() => progress.report({ message: vscode.l10n.t('clearing up …') }));
    try {
      const args = ['engine', 'install', '--json', ...(anew ? ['--force'] : [])];
      const { code, signal, stderr } = await runCommandLine(args, { extensionPath, token, onLine });
      const end = endOf(last, token.isCancellationRequested, stderr.trim() || endedBy(code, signal));
      log.appendLine(end.state === 'failed' ? end.message : end.state);
      return end;
    } catch (error) {
      return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** @param otherwise what is known where the process ended without a word. */
function endOf(last: InstallLine | undefined, cancelled: boolean, otherwise: string): InstallEnd {
  // Cancel may come too late.
  if (last && 'done' in last)
    return { state: last.done.fresh ? 'installed' : 'present', label: last.done.label };
  if (cancelled) return { state: 'cancelled' };
  return { state: 'failed', message: last && 'error' in last ? last.error : otherwise };
}
