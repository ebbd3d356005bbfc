import type { HostWindow } from './host-window.js';
import { until } from './until.js';

export interface Frame {
  name: string;
  line: number;
  /** The index of the cell, or the path of the file. */
  at: number | string;
}

export interface Stopped {
  frames: Frame[];
  /** By scope, from the innermost, each a line of `name: value`. */
  variables: Record<string, string[]>;
}

/** Puts a breakpoint in a line of a cell, from 1; gives nothing back, as the editor binds it when the cell is debugged. */
export async function breakAt(
  window: HostWindow,
  path: string,
  { cell, line, condition }: { cell: number | string; line: number; condition?: string },
): Promise<void> {
  await window.evaluateInHost(
    (vscode, file, at, row, when) => {
      const uri = vscode.Uri.file(file).toString();
      const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
      if (!document) throw new Error(`The notebook ${file} is not open.`);
      const place = typeof at === 'string' ? vscode.Uri.file(at) : document.cellAt(at).document.uri;
      const location = new vscode.Location(place, new vscode.Position(row - 1, 0));
      vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location, true, when)]);
    },
    path,
    cell,
    line,
    condition,
  );
}

export async function removeBreakpoints(window: HostWindow): Promise<void> {
  await window.evaluateInHost((vscode) => vscode.debug.removeBreakpoints(vscode.debug.breakpoints));
}

/** Where the debugger has stopped; undefined while it has not. */
export function stopped(window: HostWindow, path: string): Promise<Stopped | undefined> {
  return window.evaluateInHost(async (vscode, notebook) => {
    const session = vscode.debug.activeDebugSession;
    const item = vscode.debug.activeStackItem;
    if (!session || !item || !('frameId' in item)) return undefined;
    const uri = vscode.Uri.file(notebook).toString();
    const cells =
      vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri)?.getCells() ?? [];
    const { stackFrames } = await session.customRequest('stackTrace', { threadId: item.threadId });
    const frames = stackFrames.map((frame: { name: string; line: number; source?: { path?: string } }) => {
      const at = cells.findIndex(({ document }) => document.uri.toString() === frame.source?.path);
      const file = frame.source?.path ?? '';
      // As a server's file, where the editor is in a browser.
      const place = file.includes('://') ? vscode.Uri.parse(file).path : file;
      return { name: frame.name, line: frame.line, at: at < 0 ? place : at };
    });
    const { scopes } = await session.customRequest('scopes', { frameId: stackFrames[0].id });
    const variables: Record<string, string[]> = {};
    for (const { name, variablesReference, expensive } of scopes) {
      if (expensive) continue;
      const answer = await session.customRequest('variables', { variablesReference });
      variables[name] = answer.variables.map(
        (each: { name: string; value: string }) => `${each.name}: ${each.value}`,
      );
    }
    return { frames, variables };
  }, path);
}

/** Waits until the debugger has stopped at this line, from 1, of a cell or file. */
export function stoppedAt(
  window: HostWindow,
  path: string,
  at: number | string,
  line: number,
): Promise<Stopped> {
  return until(`the debugger at line ${line} of ${at}`, async () => {
    const seen = await stopped(window, path);
    const [top] = seen?.frames ?? [];
    if (top?.at === at && top.line === line) return seen;
    if (seen) throw new Error(JSON.stringify(seen.frames));
    return undefined;
  });
}

/** What the debug console answers. */
export function evaluated(window: HostWindow, expression: string): Promise<string> {
  return window.evaluateInHost(async (vscode, text) => {
    const item = vscode.debug.activeStackItem;
    const frameId = item && 'frameId' in item ? item.frameId : undefined;
    const answer = await vscode.debug.activeDebugSession?.customRequest('evaluate', {
      expression: text,
      frameId,
      context: 'repl',
    });
    return answer?.result;
  }, expression);
}

/** Starts debugging a cell, as its button does. */
export async function debugCell(window: HostWindow, path: string, index: number): Promise<void> {
  await window.evaluateInHost(
    (vscode, file, at) => {
      const document = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
      void vscode.commands.executeCommand('epochbook.debugCell', document?.cellAt(at));
    },
    path,
    index,
  );
}

/** Whether a session is open. Of one that has ended the editor may still say that it is the active one. */
export const debugs = (window: HostWindow): Promise<boolean> =>
  window.evaluateInHost(async (vscode) => {
    try {
      return (await vscode.debug.activeDebugSession?.customRequest('threads')) !== undefined;
    } catch {
      return false;
    }
  });

/** The breakpoints of a notebook, each as `cell:line condition`. */
export function breakpointsIn(window: HostWindow, path: string): Promise<string[]> {
  return window.evaluateInHost((vscode, file) => {
    const document = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
    const uris = document?.getCells().map((cell) => cell.document.uri.toString()) ?? [];
    return vscode.debug.breakpoints.flatMap((point) => {
      if (!(point instanceof vscode.SourceBreakpoint)) return [];
      const cell = uris.indexOf(point.location.uri.toString());
      return cell < 0
        ? []
        : [`${cell}:${point.location.range.start.line + 1} ${point.condition ?? ''}`.trim()];
    });
  }, path);
}
