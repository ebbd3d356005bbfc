import * as vscode from 'vscode';
import type { MarkedRole } from '../../exercises/index.js';

/** How a role is called, and what it means. */
export interface RoleWords {
  icon: string;
  label: string;
  detail: string;
}

export function roleWords(role: MarkedRole): RoleWords {
  switch (role) {
    case 'task':
      return {
        icon: '$(edit)',
        label: vscode.l10n.t('Task'),
        detail: vscode.l10n.t(
          'The student writes here, the next check judges it. BEGIN to END SOLUTION is taken out.',
        ),
      };
    case 'check':
      return {
        icon: '$(checklist)',
        label: vscode.l10n.t('Check'),
        detail: vscode.l10n.t('Its rules give points. BEGIN to END HIDDEN TESTS is taken out.'),
      };
    case 'solution':
      return {
        icon: '$(key)',
        label: vscode.l10n.t('Solution'),
        detail: vscode.l10n.t('The whole cell is taken out.'),
      };
    case 'hint':
      return {
        icon: '$(lightbulb)',
        label: vscode.l10n.t('Hint'),
        detail: vscode.l10n.t('Helps with an exercise; handed out as it is.'),
      };
    case 'manual':
      return {
        icon: '$(account)',
        label: vscode.l10n.t('Marked by Hand'),
        detail: vscode.l10n.t(
          'The student writes here, a person marks it. What stands here now is taken out.',
        ),
      };
    case 'question':
      return {
        icon: '$(question)',
        label: vscode.l10n.t('Question'),
        detail: vscode.l10n.t('Asks for work in cells of the student’s own, which a person marks.'),
      };
    case 'locked':
      return {
        icon: '$(lock)',
        label: vscode.l10n.t('Locked'),
        detail: vscode.l10n.t('Given by the teacher: in grading it is put back as it is.'),
      };
  }
}
