import * as vscode from 'vscode';
import type { InputForm } from '../../protocol/input.js';
import type { AnswerFault } from '../../protocol/input-form.js';

/** Why a text is no answer, said in its box. */
export function faultWords(form: InputForm, fault: AnswerFault): string {
  switch (fault.kind) {
    case 'tooSmall':
      return vscode.l10n.t('{0} or more', fault.least);
    case 'tooLarge':
      return vscode.l10n.t('{0} or less', fault.most);
    case 'offStep':
      return vscode.l10n.t('The nearest allowed number is {0}.', fault.near);
    default:
      return limits(form);
  }
}

/** What would be an answer. */
export function limits(form: InputForm): string {
  if (form.kind !== 'number') return vscode.l10n.t('An answer is needed.');
  const { min, max } = form;
  if (min !== undefined && max !== undefined) return vscode.l10n.t('A number from {0} to {1}', min, max);
  if (min !== undefined) return vscode.l10n.t('A number, {0} or more', min);
  if (max !== undefined) return vscode.l10n.t('A number, {0} or less', max);
  return vscode.l10n.t('A number');
}
