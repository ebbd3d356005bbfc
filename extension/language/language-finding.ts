import * as vscode from 'vscode';
import type { Finding } from '../../protocol/command-line.js';

/** What the Doctor says of the language process. @param bytes that it holds; undefined where there is none. */
export function languageFinding(bytes: number | undefined): Finding {
  const what =
    bytes === undefined
      ? vscode.l10n.t(
          'Types of cells: no process runs, as no notebook of ours is open or the setting is off.',
        )
      : vscode.l10n.t('Types of cells: the process holds {0} MB of memory.', Math.round(bytes / 1e6));
  return { state: 'good', what };
}
