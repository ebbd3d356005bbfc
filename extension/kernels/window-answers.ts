import * as vscode from 'vscode';

/** Within which a window that is there answers, in milliseconds. */
const ANSWER = 8000;

/**
 * Whether somebody sees what this extension host does. One whose window has gone without a word, as in a reload at a bad
 * moment or when a connection breaks, is kept alive by VS Code for minutes or hours, in case the window comes back.
 */
export async function windowAnswers(): Promise<boolean> {
  const answer = vscode.commands.executeCommand('setContext', 'epochbook.asked', Date.now());
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ANSWER, false);
  });
  try {
    return await Promise.race([answer.then(() => true), patience]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
