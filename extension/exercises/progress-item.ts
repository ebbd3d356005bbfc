import * as vscode from 'vscode';
import { progressOf } from './chapters.js';
import type { ExerciseWatch } from './exercise-watch.js';

/** "Exercises 2/5" of the notebook in front; a click opens its chapters. Also sets the contexts that menus ask for. */
export class ProgressItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'epochbook.exercises',
    vscode.StatusBarAlignment.Right,
    89,
  );
  private readonly contexts = new Map<string, boolean>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly watch: ExerciseWatch) {
    this.item.name = vscode.l10n.t('Epochbook: exercises');
    this.item.command = 'epochbook.exercise.goToChapter';
    this.subscription = watch.onDidChange(() => this.show());
    this.show();
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private show(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const ours = notebook !== undefined && this.watch.isOurs(notebook);
    const found = ours ? this.watch.of(notebook) : undefined;
    this.set('epochbook.notebook', ours);
    this.set('epochbook.exercises', (found?.exercises.length ?? 0) > 0);
    this.set('epochbook.marked', found?.marked === true);
    this.set('epochbook.handedOut', found?.handedOut === true);
    const { passed, all } = notebook && found ? progressOf(notebook, this.watch) : { passed: 0, all: 0 };
    if (all === 0) {
      this.item.hide();
      return;
    }
    this.item.text = `$(${passed === all ? 'pass-filled' : 'checklist'}) ${vscode.l10n.t('Exercises {0}/{1}', passed, all)}`;
    const words = vscode.l10n.t(
      '{0} of {1} exercises passed. Click for chapters and exercises.',
      passed,
      all,
    );
    this.item.tooltip = words;
    this.item.accessibilityInformation = { label: words, role: 'button' };
    this.item.show();
  }

  private set(context: string, value: boolean): void {
    if (this.contexts.get(context) === value) return;
    this.contexts.set(context, value);
    void vscode.commands.executeCommand('setContext', context, value);
  }
}
