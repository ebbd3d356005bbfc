import * as vscode from 'vscode';
import type { KernelClient } from '../../kernel/client/index.js';
import type { ExecuteParams, KeptCell } from '../../protocol/kernel.js';
import type { CellDebugger } from '../debugging/cell-debugger.js';
import type { NotebookOutputs } from '../outputs/notebook-outputs.js';
import { cellKey } from './cell-key.js';
import { CellQueue, type Verdict } from './cell-queue.js';
import { endCell, failCell, type RunningCell } from './end-cell.js';
import { type CellEnd, executeCell } from './execute-cell.js';
import type { noteOf } from './placed-session.js';
import { RanCells } from './ran-cells.js';

/** How cells are run: what the training goes on from; whether with a debugger. */
export interface RunHow {
  readonly from?: ExecuteParams['resume'];
  readonly debug?: boolean;
}

interface RunFacts extends RunHow {
  readonly queuedAt: number;
  /** Another window has begun it. */
  readonly resumed?: { kept: KeptCell; client: KernelClient; outcome: Promise<CellEnd> };
}

/** One request to run one cell. */
interface CellRun extends RunningCell, RunFacts {
  execution: vscode.NotebookCellExecution;
  startedAt?: number;
  /** Resolved when the student gives up waiting for the kernel to start. */
  readonly abandoned: Promise<undefined>;
  abandon(): void;
}

/** What the runs of cells ask of the kernel of their notebook. */
interface RunsHost {
  ready(): Promise<KernelClient>;
  /** The student has pressed the stop button of the cell at work. */
  stop(): void;
  /** Other cells wait than before. */
  queued(): void;
  /** The cell at work has ended. */
  ended(): void;
}

/** The cells of one notebook that run and wait, one after another, each with its execution in the editor. */
export class CellRuns {
  private readonly queue: CellQueue<CellRun>;
  private running: CellRun | undefined;
  /** The cell at work takes outputs; before that its kernel is still starting. */
  private started = false;
  /** The notebook is on its way to another place: the end of the old one is no wish to stop. */
  moving = false;
  /** The number of the cell that was begun last. */
  order = 0;
  readonly cells = new RanCells();

  constructor(
    private readonly host: RunsHost,
    private readonly outputs: NotebookOutputs,
    private readonly debugging: CellDebugger,
    private readonly controller: vscode.NotebookController,
  ) {
    this.queue = new CellQueue(
      (run) => this.run(run),
      (run) => {
        run.execution.end(undefined);
        this.host.queued();
      },
      (error) => console.error('Epochbook could not run a cell:', error),
    );
  }

  /** A cell runs or waits. */
  get busy(): boolean {
    return this.queue.busy;
  }

  /** The cell at work, as far as it takes outputs. */
  get current(): vscode.NotebookCellExecution | undefined {
    return this.started ? this.running?.execution : undefined;
  }

  /** What is at work now, to ask later whether it still is. */
  get work(): object | undefined {
    return this.running;
  }

  /** Of a kernel that has begun nothing, `order` counts from there. */
  forget(): void {
    this.cells.end();
    this.order = 0;
  }

  add(cells: readonly vscode.NotebookCell[], facts: RunFacts): void {
    this.queue.add(cells.map((cell) => this.runOf(cell, facts)));
  }

  /** What waits is not run. */
  clear(): void {
    this.queue.clear();
  }

  /** The cell at work waits no longer for its kernel, or for a debugger. */
  abandon(): void {
    if (!this.started) this.running?.abandon();
  }

  idle(): Promise<void> {
    return this.queue.idle();
  }

  /** What has not begun, in order. */
  get waiting(): Parameters<typeof noteOf>[0] {
    const next = this.running && !this.started ? [this.running] : [];
    return [...next, ...this.queue.pending].map(({ execution: { cell }, queuedAt }) => ({ cell, queuedAt }));
  }

  /** The notebook is another document, with these cells: what runs and waits goes on in them. */
  arrive(keys: readonly string[], cells: readonly vscode.NotebookCell[]): void {
    const runs = [...(this.running ? [this.running] : []), ...this.queue.pending];
    for (const run of runs) {
      const cell = cells[keys.indexOf(cellKey(run.execution.cell))];
      if (!cell || cell === run.execution.cell) continue;
      const { executionOrder } = run.execution;
      run.execution = this.controller.createNotebookCellExecution(cell);
      this.heedStop(run);
      if (run !== this.running || !this.started) continue;
      run.execution.executionOrder = executionOrder;
      run.execution.start(run.startedAt);
      this.outputs.rewrite(cellKey(cell));
    }
  }

  private runOf(cell: vscode.NotebookCell, facts: RunFacts): CellRun {
    let abandon = (): void => {};
    const abandoned = new Promise<undefined>((resolve) => {
      abandon = () => resolve(undefined);
    });
    const execution = this.controller.createNotebookCellExecution(cell);
    const run = { ...facts, execution, abandoned, abandon: () => abandon() };
    this.heedStop(run);
    return run;
  }

  private heedStop(run: CellRun): void {
    const { execution } = run;
    execution.token.onCancellationRequested(() => {
      if (this.running === run && run.execution === execution && !this.moving) this.host.stop();
    });
  }

  private async run(run: CellRun): Promise<Verdict> {
    this.running = run;
    try {
      if (!vscode.workspace.isTrusted)
        return await this.fail(
          run,
          vscode.l10n.t(
            'This folder is not trusted, so its cells are not run. Trust it, then run the cell again.',
          ),
        );
      let client: KernelClient | undefined;
      try {
        client = run.resumed?.client ?? (await Promise.race([this.host.ready(), run.abandoned]));
        if (!client || !(await this.debugged(run, client))) {
          run.execution.end(undefined);
          return 'stop';
        }
      } catch (error) {
        return await this.fail(run, error instanceof Error ? error.message : String(error));
      }
      const ended = await this.execute(run, client);
      await this.debugging.end();
      return await endCell(this.outputs, run, ended);
    } finally {
      this.started = false;
      this.running = undefined;
      this.host.ended();
    }
  }

  /** Settles when a debugger is at the cell, where one is wanted. @returns false where the student has given up. */
  private async debugged(run: CellRun, client: KernelClient): Promise<boolean> {
    if (!run.debug) return true;
    const coming = this.debugging.begin(client, run.execution.cell, this.order + 1).then(() => true);
    if (await Promise.race([coming, run.abandoned])) return true;
    await this.debugging.end();
    return false;
  }

  private execute(run: CellRun, client: KernelClient): Promise<CellEnd> {
    const { resumed } = run;
    this.begin(run, resumed?.kept.order ?? ++this.order);
    const { cell } = run.execution;
    if (!resumed) this.debugging.note(this.order, cellKey(cell), cell.document.getText());
    const end =
      resumed?.outcome ??
      executeCell(client, cell, { order: this.order, startedAt: run.startedAt, resume: run.from });
    this.host.queued();
    return end;
  }

  /** A cell that no kernel runs says why. */
  private fail(run: CellRun, message: string): Promise<Verdict> {
    this.begin(run, 0);
    return failCell(this.outputs, run, message);
  }

  /** @param order 0 where no kernel runs it. */
  private begin(run: CellRun, order: number): void {
    const { execution, resumed } = run;
    const { cell } = execution;
    const key = cellKey(cell);
    run.startedAt = resumed?.kept.startedAt ?? Date.now();
    execution.executionOrder = order || undefined;
    execution.start(run.startedAt);
    this.started = true;
    if (resumed) {
      void this.outputs.rewrite(key);
      return;
    }
    void execution.clearOutput();
    if (order > 0) this.cells.add(key);
    else this.cells.forget(key);
    this.outputs.begin(key, cell, order);
  }
}
