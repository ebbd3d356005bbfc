import * as vscode from 'vscode';

let channel: vscode.OutputChannel | undefined;

/** The output channel with the course of an install, made when there is first something to tell. */
export function engineLog(): vscode.OutputChannel {
  channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Epochbook Engine'));
  return channel;
}

export const disposeEngineLog = (): void => channel?.dispose();
