import * as vscode from 'vscode';
import type { BinnedRun, RunSummary } from '../../protocol/run-history.js';
import type { StoredRuns } from './stored-runs.js';

/** Moves runs into the bin, and brings them back. */
export class DeletedRuns {
  /** What was deleted in this window, each time together, the last time at the end. */
  private readonly times: BinnedRun[][] = [];

  constructor(private readonly runs: StoredRuns) {}

  async remove(chosen: readonly RunSummary[]): Promise<void> {
    const { binned, refused, failed } = await this.runs.ask('remove', {
      paths: chosen.map(({ path }) => path),
    });
    if (refused.length > 0)
      void vscode.window.showWarningMessage(
        vscode.l10n.t('A run that still goes on cannot be deleted. Stop it first.'),
      );
    if (failed !== undefined)
      void vscode.window.showErrorMessage(
        vscode.l10n.t('Not every run could be moved into the bin: {0}', failed),
      );
    if (binned.length === 0) return;
    this.times.push(binned);
    const undo = vscode.l10n.t('Undo');
    const [first] = binned;
    const told =
      binned.length === 1
        ? vscode.l10n.t('"{0}" was moved into the bin.', first?.name ?? '')
        : vscode.l10n.t('{0} runs were moved into the bin.', binned.length);
    void vscode.window.showInformationMessage(told, undo).then((answer) => {
      // What has been undone by other ways meanwhile is there.
      if (answer === undo && this.times.includes(binned)) void this.restore(binned);
    });
  }

  /** Brings back what was deleted last; where nothing was in this window, what is picked of the bin. */
  async undo(): Promise<void> {
    const last = this.times.at(-1);
    const chosen = last ?? (await this.pick());
    if (chosen && chosen.length > 0) await this.restore(chosen);
  }

  async emptyBin(): Promise<void> {
    await this.runs.look();
    const binned = await this.runs.ask('bin', {});
    if (binned.length === 0) {
      tellEmpty();
      return;
    }
    const yes = vscode.l10n.t('Delete for Good');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Delete {0} runs of the bin for good, with their files?', binned.length),
      { modal: true, detail: vscode.l10n.t('This cannot be undone.') },
      yes,
    );
    if (answer !== yes) return;
    await this.runs.ask('emptyBin', { paths: binned.map(({ path }) => path) });
    this.times.length = 0;
  }

  private async restore(binned: readonly BinnedRun[]): Promise<void> {
    const at = this.times.indexOf(binned as BinnedRun[]);
    if (at >= 0) this.times.splice(at, 1);
    try {
      await this.runs.ask('restore', { paths: binned.map(({ path }) => path) });
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The runs could not be brought back: {0}',
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
  }

  private async pick(): Promise<BinnedRun[] | undefined> {
    await this.runs.look();
    const binned = await this.runs.ask('bin', {});
    if (binned.length === 0) {
      tellEmpty();
      return undefined;
    }
    const time = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
    const picked = await vscode.window.showQuickPick(
      binned.map((run) => ({ label: run.name, description: time.format(run.deletedAt), run })),
      { title: vscode.l10n.t('Bring Back Deleted Runs'), canPickMany: true },
    );
    return picked?.map(({ run }) => run);
  }
}

function tellEmpty(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('The bin of runs is empty.'));
}
