import type * as vscode from 'vscode';
import type { CellError, KeptCell, KernelSession } from '../../protocol/kernel.js';
import type { NotebookOutputs } from '../outputs/notebook-outputs.js';
import { nameCell } from './cell-key.js';
import { insertCell } from './insert-cell.js';
import { type PlacedCell, type PlacedSession, placeSession } from './placed-session.js';

/** Brings the cells of a notebook to what their kernel has run while another window had it, or none. */
export class SessionCells {
  /** What the editor shows already. */
  private readonly upToDate = new WeakSet<KeptCell>();

  constructor(
    private readonly outputs: NotebookOutputs,
    private readonly controller: vscode.NotebookController,
  ) {}

  /** Finds the cells. What they put out from now on waits for `show`. */
  take(session: KernelSession, notebook: vscode.NotebookDocument): PlacedSession {
    const placed = placeSession(session, notebook);
    void this.outputs.hold();
    for (const each of placed.ended) {
      const isShown = this.restore(each);
      if (isShown && each.cell.executionSummary?.executionOrder === each.kept.order)
        this.upToDate.add(each.kept);
    }
    const { current } = placed;
    if (current?.cell) this.restore({ kept: current.kept, cell: current.cell });
    return placed;
  }

  /**
   * Gives each cell its outputs, number, mark and time, unless the editor has kept them.
   *
   * @returns the cell at work, which is put back where the notebook has lost it.
   */
  async show(
    { ended, current }: PlacedSession,
    notebook: vscode.NotebookDocument,
  ): Promise<PlacedCell | undefined> {
    this.outputs.release();
    for (const each of ended) {
      if (this.upToDate.has(each.kept)) continue;
      await this.write(each);
      this.upToDate.add(each.kept);
    }
    if (!current || current.cell) return current as PlacedCell | undefined;
    const cell = await insertCell(notebook, current.kept);
    if (!cell) return undefined;
    this.restore({ kept: current.kept, cell });
    return { kept: current.kept, cell };
  }

  /**
   * The kernel has begun a cell for another window: it shows nothing yet.
   *
   * @returns the cell, which is put where that window has it if it is not in this one.
   */
  async begin(kept: KeptCell, notebook: vscode.NotebookDocument): Promise<vscode.NotebookCell | undefined> {
    const known = placeSession({ cells: [kept], note: null, read: [0, 0] }, notebook).current?.cell;
    if (known) {
      this.outputs.begin(kept.cell, known, kept.order);
      return known;
    }
    void this.outputs.hold();
    try {
      const cell = await insertCell(notebook, kept);
      if (!cell) return undefined;
      nameCell(cell, kept.cell);
      this.outputs.begin(kept.cell, cell, kept.order);
      return cell;
    } finally {
      this.outputs.release();
    }
  }

  /** A cell that was at work when its kernel ended with nobody attached. */
  async showUnended({ kept, cell }: PlacedCell, endedAt: number, error: CellError): Promise<void> {
    const ended: KeptCell = {
      ...kept,
      endedAt,
      result: { status: 'error', durationMs: endedAt - kept.startedAt, error },
      outputs: [...kept.outputs, { kind: 'error', ...error }],
    };
    this.restore({ kept: ended, cell });
    await this.write({ kept: ended, cell });
  }

  private async write({ kept, cell }: PlacedCell): Promise<void> {
    if (cell.index < 0) return;
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.executionOrder = kept.order;
    execution.start(kept.startedAt);
    await this.outputs.rewrite(kept.cell, execution);
    execution.end(kept.result?.status === 'ok', kept.endedAt);
  }

  private restore({ kept, cell }: PlacedCell): boolean {
    nameCell(cell, kept.cell);
    return this.outputs.restore(kept.cell, cell, kept.order, kept.outputs);
  }
}
