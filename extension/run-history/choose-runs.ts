import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/run-history.js';
import type { HistoryView } from './history-view.js';
import type { StoredRuns } from './stored-runs.js';

/** What a menu of the view hands to a command. */
interface MenuContext {
  epochbookRuns?: unknown;
}

/** Which runs a command is about: those of the menu, else those selected in the view, else those that are picked. */
export class RunChooser {
  constructor(
    private readonly runs: StoredRuns,
    private readonly view: HistoryView,
  ) {}

  async one(context: unknown, title: string): Promise<RunSummary | undefined> {
    const [run] = this.given(context);
    if (run) return run;
    return (await this.pick(title, false))?.[0];
  }

  async several(context: unknown, title: string, least = 1): Promise<RunSummary[] | undefined> {
    const given = this.given(context);
    return given.length >= least ? given : this.pick(title, true);
  }

  private given(context: unknown): RunSummary[] {
    const { epochbookRuns } = (context ?? {}) as MenuContext;
    const paths = Array.isArray(epochbookRuns) ? epochbookRuns : this.view.selected;
    return paths.flatMap((each) => (typeof each === 'string' ? (this.runs.get(each) ?? []) : []));
  }

  private async pick(title: string, canPickMany: boolean): Promise<RunSummary[] | undefined> {
    await this.runs.look(true);
    const all = this.runs.all();
    if (all.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There are no stored runs in this workspace. Train a model in a notebook first.'),
      );
      return undefined;
    }
    const items = all.map((run) => ({
      label: run.renamed ?? run.name,
      description: describe(run),
      ...(run.note && { detail: run.note }),
      run,
    }));
    const options = { title, matchOnDescription: true, matchOnDetail: true };
    const picked = canPickMany
      ? await vscode.window.showQuickPick(items, { ...options, canPickMany })
      : await vscode.window.showQuickPick(items, options);
    return picked && [picked].flat().map(({ run }) => run);
  }
}

function describe({ metric, best, notebook, startedAt }: RunSummary): string {
  const time = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const value = metric && best ? `${metric} ${Number(best.value.toPrecision(4))}` : '';
  return [value, notebook ? path.basename(notebook) : '', time.format(startedAt)].filter(Boolean).join(' · ');
}
