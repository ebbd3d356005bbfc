import * as vscode from 'vscode';
import { SESSION_KEY } from './attach-configuration.js';
import type { CellScripts } from './cell-scripts.js';
import { sourcesOf } from './sources-of.js';

/** A session of the editor's debugger at the cells of a kernel. */
export interface Debugged {
  scripts: CellScripts;
  /** The session that was started; undefined until it is there, and after its end. */
  session: vscode.DebugSession | undefined;
  /** Its breakpoints are set. */
  ready(): void;
  /** It has ended, or has not come about. */
  over(): void;
}

/** Of a frame: the names of all cells are those of one script, to the debugger. */
interface Scope {
  name: string;
}

/** By their key. */
const debugged = new Map<string, Debugged>();

export const addDebugged = (key: string, facts: Debugged): unknown => debugged.set(key, facts);
export const removeDebugged = (key: string): unknown => debugged.delete(key);

const of = ({ configuration, parentSession }: vscode.DebugSession): Debugged | undefined =>
  debugged.get(configuration[SESSION_KEY]) ?? (parentSession && of(parentSession));

/** Speaks of cells to the editor, of their scripts to the debugger. */
export function trackDebuggers(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => {
        const facts = of(session);
        return facts && trackerOf(session, facts);
      },
    }),
    vscode.debug.onDidStartDebugSession((session) => {
      const facts = of(session);
      if (facts && !session.parentSession) facts.session = session;
    }),
    vscode.debug.onDidTerminateDebugSession((session) => {
      const facts = of(session);
      if (!facts || facts.session !== session) return;
      facts.session = undefined;
      facts.over();
    }),
  );
}

function trackerOf(session: vscode.DebugSession, { scripts, ready }: Debugged): vscode.DebugAdapterTracker {
  return {
    onWillReceiveMessage: (message) => {
      for (const source of sourcesOf(message)) scripts.toDebugger(source);
    },
    onDidSendMessage: (message: { type?: string; command?: string; body?: { scopes?: Scope[] } }) => {
      for (const source of sourcesOf(message)) scripts.toEditor(source);
      for (const scope of message.body?.scopes ?? [])
        if (scope.name === 'Script') scope.name = vscode.l10n.t('Notebook');
      // The session within the one that was started is that of the thread.
      if (session.parentSession && message.type === 'response' && message.command === 'configurationDone')
        ready();
    },
  };
}
