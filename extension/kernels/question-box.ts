import * as vscode from 'vscode';
import type { InputAnswer, InputForm, InputQuestion } from '../../protocol/input.js';
import { answerFault } from '../../protocol/input-form.js';
import { faultWords, limits } from './fault-words.js';
import { pickFile, sliderItems } from './form-items.js';

/** What became of a box: an answer, or something else was opened in its place. */
export type Outcome = InputAnswer | { kind: 'hidden'; text: string };

/** The box that is open; VS Code shows one at a time in a window. */
let shown: { end(): void } | undefined;

/** Escape, in the box that is open. */
export const endShown = (): void => shown?.end();

/** True while a box is open: Escape then is our own command, which tells it from a box that something else closes. */
const OPEN = 'epochbook.inputOpen';

interface BoxOptions {
  title: string;
  /** What was typed before the box was hidden. */
  text: string;
  over: vscode.CancellationToken;
}

type Box = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & { answer?: string }>;

/** Shows a question until it is answered, ended or hidden. */
export async function showQuestion(question: InputQuestion, options: BoxOptions): Promise<Outcome> {
  const { form = { kind: 'text' } } = question;
  if (form.kind === 'file') return showFiles(question, form, options);
  if (form.kind === 'choice' || form.kind === 'slider') return showItems(question, form, options);
  const box = vscode.window.createInputBox();
  const check = (): boolean => {
    const fault = isFallback(box.value, question) ? undefined : answerFault(form, box.value);
    box.validationMessage = fault && faultWords(form, fault);
    return fault === undefined;
  };
  // A program that reads a line says in its prompt what it asks; a form has it in the title.
  const asked = question.prompt.trim() || vscode.l10n.t('A line of input');
  box.prompt = form.kind === 'number' ? limits(form) : question.form ? '' : asked;
  box.value = options.text || (question.fallback ?? '');
  if (question.fallback !== undefined) box.placeholder = vscode.l10n.t('{0} (default)', question.fallback);
  if (!options.text) box.valueSelection = [0, box.value.length];
  // An empty box is no mistake yet.
  box.onDidChangeValue(() => {
    if (box.value === '') box.validationMessage = undefined;
    else check();
  });
  return shownUntil(box, options, () => (check() ? { kind: 'line', text: box.value } : undefined));
}

/** An empty line stands for it. */
const isFallback = (text: string, { fallback }: InputQuestion): boolean =>
  fallback !== undefined && text.trim() === '';

type ItemForm = Extract<InputForm, { kind: 'choice' | 'slider' }>;

function showItems(question: InputQuestion, form: ItemForm, options: BoxOptions): Promise<Outcome> {
  const box = vscode.window.createQuickPick<vscode.QuickPickItem & { answer: string }>();
  const items =
    form.kind === 'choice'
      ? form.options.map((option) => ({ label: option, answer: option }))
      : sliderItems(form, question.fallback);
  box.items = items;
  box.placeholder = question.prompt.trim();
  const standing = items.find(({ answer }) => answer === question.fallback);
  if (standing) box.activeItems = [standing];
  return shownUntil(box, options, () => {
    const [item] = box.activeItems;
    return item && { kind: 'line', text: item.answer };
  });
}

type FileForm = Extract<InputForm, { kind: 'file' }>;

async function showFiles(question: InputQuestion, form: FileForm, options: BoxOptions): Promise<Outcome> {
  const box = vscode.window.createQuickPick<vscode.QuickPickItem & { answer?: string }>();
  const browse = { label: `$(folder-opened) ${vscode.l10n.t('Choose another file…')}`, alwaysShow: true };
  box.items = [browse];
  box.placeholder = question.prompt.trim();
  box.matchOnDescription = true;
  box.busy = true;
  void pickFile(form, question.fallback).then((items) => {
    box.items = [...items, browse];
    box.busy = false;
  });
  const outcome = await shownUntil(box, options, () => {
    const [item] = box.activeItems;
    return item && { kind: 'line', text: item.answer ?? '' };
  });
  if (outcome.kind !== 'line' || outcome.text !== '') return outcome;
  const filters = form.endings.length > 0 ? { [form.endings.join(', ')]: form.endings } : undefined;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: question.prompt.trim(),
      ...(filters && { filters }),
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
    })) ?? [];
  if (chosen) return { kind: 'line', text: chosen.fsPath };
  return options.over.isCancellationRequested
    ? { kind: 'hidden', text: '' }
    : showFiles(question, form, options);
}

/** @param answer of the box as it is; undefined where that is none. */
async function shownUntil(
  box: Box,
  { title, over }: BoxOptions,
  answer: () => InputAnswer | undefined,
): Promise<Outcome> {
  box.title = title;
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
    box.onDidAccept(() => {
      const given = answer();
      if (given) settle(given);
    });
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

export const endOfInput = (): InputAnswer => ({
  kind: 'end',
  note: vscode.l10n.t('The input was ended with Escape.'),
});
