import * as vscode from 'vscode';
import type { InputAnswer, InputQuestion } from '../../protocol/input.js';

/** True while a box is open: Escape then is our own command, which tells it from a box that something else closes. */
const OPEN = 'epochbook.inputOpen';

/** The box that is open; VS Code shows one at a time in a window. */
let shown: { end(): void } | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** Ends the input of the cell that asks, as Ctrl-D does in a terminal. */
export const registerEndInput = (): vscode.Disposable =>
  vscode.commands.registerCommand('epochbook.endInput', () => shown?.end());

/**
 * Asks the student what a cell asks, after what cells of other notebooks have asked.
 *
 * @param order the number of the cell.
 * @param over cancelled when the cell needs no answer any more.
 * @returns undefined where it was cancelled.
 */
export function askStudent(
  question: InputQuestion,
  order: number | undefined,
  over: vscode.CancellationToken,
): Promise<InputAnswer | undefined> {
  const answer = queue.then(() => ask(question, order, over));
  queue = answer.catch(() => {});
  return answer;
}

async function ask(
  question: InputQuestion,
  order: number | undefined,
  over: vscode.CancellationToken,
): Promise<InputAnswer | undefined> {
  let text = '';
  while (!over.isCancellationRequested) {
    const outcome = await showBox(question, order, text, over);
    if (outcome.kind !== 'hidden') return outcome;
    text = outcome.text;
    if (over.isCancellationRequested) return undefined;
    const choice = await offer(order, over);
    if (choice === 'end') return endOfInput();
  }
  return undefined;
}

type Outcome = InputAnswer | { kind: 'hidden'; text: string };

async function showBox(
  { prompt }: InputQuestion,
  order: number | undefined,
  text: string,
  over: vscode.CancellationToken,
): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  box.title =
    order === undefined
      ? vscode.l10n.t('A cell asks (Escape ends the input)')
      : vscode.l10n.t('Cell [{0}] asks (Escape ends the input)', order);
  box.prompt = prompt.trim() || vscode.l10n.t('A line of input');
  box.value = text;
  box.ignoreFocusOut = true;
  // Known to the window before the box is there: an Escape in its first moment is meant for it.
  await vscode.commands.executeCommand('setContext', OPEN, true);
  return new Promise<Outcome>((resolve) => {
    let outcome: Outcome | undefined;
    const settle = (next: Outcome): void => {
      outcome ??= next;
      box.hide();
    };
    const cancelled = over.onCancellationRequested(() => settle({ kind: 'hidden', text: box.value }));
    box.onDidAccept(() => settle({ kind: 'line', text: box.value }));
    box.onDidHide(() => {
      shown = undefined;
      void vscode.commands.executeCommand('setContext', OPEN, false);
      cancelled.dispose();
      resolve(outcome ?? { kind: 'hidden', text: box.value });
      box.dispose();
    });
    shown = { end: () => settle(endOfInput()) };
    box.show();
    if (over.isCancellationRequested) box.hide();
  });
}

const endOfInput = (): InputAnswer => ({
  kind: 'end',
  note: vscode.l10n.t('The input was ended with Escape.'),
});

/** Something else was opened in the place of the box, and the cell still waits. */
async function offer(
  order: number | undefined,
  over: vscode.CancellationToken,
): Promise<'answer' | 'end' | undefined> {
  const answer = vscode.l10n.t('Answer');
  const end = vscode.l10n.t('End the Input');
  const text =
    order === undefined
      ? vscode.l10n.t('A cell still waits for an answer.')
      : vscode.l10n.t('Cell [{0}] still waits for an answer.', order);
  const cancelled = new Promise<undefined>((resolve) => {
    over.onCancellationRequested(() => resolve(undefined));
  });
  const choice = await Promise.race([vscode.window.showInformationMessage(text, answer, end), cancelled]);
  return choice === end ? 'end' : 'answer';
}
