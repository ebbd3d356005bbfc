import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { pictureMime } from '../../protocol/mime.js';
import type { TrainingPayload } from '../../protocol/training.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import { folderOf } from '../kernels/launch-options.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { type ResumePoint, resumePoint } from './resume-point.js';

const TRAINING = pictureMime('training');
const RESUME = 'epochbook.resumeRun';
const SCHEME = 'file://';
/** Milliseconds by which clocks of files and processes differ. */
const MOMENT = 20;

/**
 * Offers, below a cell whose training was lost with its kernel, to go on from the last file that it has saved: cells above
 * that the present kernel has not run are run first, as their variables are gone.
 */
export function resumeRuns(
  kernels: NotebookKernels,
  controller: vscode.NotebookController,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const points = new ResumePoints();
  const resume = async (cell: vscode.NotebookCell | undefined): Promise<void> => {
    const point = cell && (await points.of(cell));
    if (!cell || !point) return;
    const kernel = kernels.open(cell.notebook, controller);
    const above = cell.notebook.getCells(new vscode.NotebookRange(0, cell.index));
    kernel.run(above.filter((each) => !kernel.hasRun(each)));
    const { path: file, epoch, byItself } = point;
    if (isAhead(cell, point))
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          '{0} was written after the last thing that is recorded of this training. It may be an epoch further than epoch {1}.',
          file,
          epoch,
        ),
      );
    kernel.run([cell], byItself ? {} : { from: { path: file, epoch } });
  };
  return vscode.Disposable.from(
    changed,
    kernels.onDidChange(() => changed.fire()),
    vscode.commands.registerCommand(RESUME, (cell?: vscode.NotebookCell) => resume(cell ?? selectedCell())),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      async provideCellStatusBarItems(cell) {
        const point = await points.of(cell);
        if (!point || kernels.get(cell.notebook)?.current?.cell === cell) return [];
        const item = new vscode.NotebookCellStatusBarItem(
          `$(debug-continue) ${vscode.l10n.t('Resume from epoch {0}', point.epoch + 1)}`,
          vscode.NotebookCellStatusBarAlignment.Left,
        );
        item.tooltip = vscode.l10n.t(
          'This training was lost with its kernel. Runs the cells above that need it, then goes on from {0}.',
          point.path,
        );
        item.command = { command: RESUME, title: item.text, arguments: [cell] };
        return [item];
      },
    }),
  );
}

function selectedCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  return editor?.notebook.cellAt(editor.selection.start);
}

/** Where trainings of cells can go on. What a run has saved stands in its log: in outputs it is packed. */
class ResumePoints {
  /** By run; the log of a run that was lost does not change. */
  private readonly known = new Map<string, ResumePoint | undefined>();

  async of(cell: vscode.NotebookCell): Promise<ResumePoint | undefined> {
    const id = lostRunOf(cell);
    if (id === undefined) return undefined;
    const folder = folderOf(cell.notebook);
    if (!this.known.has(id)) {
      // Loaded by the first run that was lost, to keep activation short.
      const { storedRun } = await import('../../kernel/client/index.js');
      const run = storedRun(folder, id);
      this.known.set(id, run && resumePoint(run));
    }
    const point = this.known.get(id);
    return point && existsSync(placeOf(folder, point.path)) ? point : undefined;
  }
}

/** The process may have died between the file and its record, which come within a moment of each other. */
function isAhead({ notebook }: vscode.NotebookCell, { path: file, byItself, heardOf }: ResumePoint): boolean {
  if (byItself) return false;
  const stats = statSync(placeOf(folderOf(notebook), file), { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.mtimeMs > heardOf + MOMENT;
}

/** Of several runs of one cell nobody can say which comes first when it is run again. */
function lostRunOf(cell: vscode.NotebookCell): string | undefined {
  const items = cell.outputs.flatMap((output) => output.items.filter(({ mime }) => mime === TRAINING));
  const [item] = items;
  if (!item || items.length > 1) return undefined;
  try {
    const run = JSON.parse(new TextDecoder().decode(item.data)) as TrainingPayload;
    return run.kind === 'run' && run.status === 'lost' ? run.id : undefined;
  } catch {
    // Damaged: its view says so.
    return undefined;
  }
}

const placeOf = (folder: string, file: string): string =>
  path.resolve(folder, file.startsWith(SCHEME) ? file.slice(SCHEME.length) : file);
