import * as vscode from 'vscode';
import type { InputAnswer, InputQuestion } from '../../protocol/input.js';
import { endOfInput, endShown, showQuestion } from './question-box.js';

let queue: Promise<unknown> = Promise.resolve();

/** Ends the input of the cell that asks, as Ctrl-D does in a terminal. */
export const registerEndInput = (): vscode.Disposable =>
  vscode.commands.registerCommand('epochbook.endInput', endShown);

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
    const outcome = await showQuestion(question, { title: titleOf(question, order), text, over });
    if (outcome.kind !== 'hidden') return over.isCancellationRequested ? undefined : outcome;
    text = outcome.text;
    if (over.isCancellationRequested) return undefined;
    const choice = await offer(question, order, over);
    if (choice === 'end') return endOfInput();
  }
  return undefined;
}

/** Escape ends the input of a program, and gives up one question of `input`. */
function titleOf({ form, prompt }: InputQuestion, order: number | undefined): string {
  // What is typed, or wrong with it, takes the place of everything else.
  if (form)
    return order === undefined ? prompt.trim() : vscode.l10n.t('Cell [{0}] asks: {1}', order, prompt.trim());
  return order === undefined
    ? vscode.l10n.t('A cell asks (Escape ends the input)')
    : vscode.l10n.t('Cell [{0}] asks (Escape ends the input)', order);
}

/** Something else was opened in the place of the box, and the cell still waits. */
async function offer(
  { form }: InputQuestion,
  order: number | undefined,
  over: vscode.CancellationToken,
): Promise<'answer' | 'end' | undefined> {
  const answer = vscode.l10n.t('Answer');
  const end = form ? vscode.l10n.t('Give No Answer') : vscode.l10n.t('End the Input');
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
