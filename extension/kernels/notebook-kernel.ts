import * as vscode from 'vscode';
import type { KernelClient, KernelExit, LaunchOptions } from '../../kernel/client/index.js';
import type { EngineHint, InterruptResult, KernelEvent } from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
import { type ExecutionSource, NotebookOutputs } from '../outputs/notebook-outputs.js';
import { cellKey } from './cell-key.js';
import { CellQueue, type Verdict } from './cell-queue.js';
import { endCell, failCell } from './end-cell.js';
import { executeCell } from './execute-cell.js';
import { KernelQuestions } from './kernel-questions.js';
import type { KernelStatus } from './kernel-status.js';

/** One request to run one cell. */
interface CellRun {
  readonly execution: vscode.NotebookCellExecution;
  /** Resolved when the student gives up waiting for the kernel to start. */
  readonly abandoned: Promise<undefined>;
  abandon(): void;
}

const isCode = (cell: vscode.NotebookCell): boolean => /^(type|java)script$/.test(cell.document.languageId);

/**
 * The kernel of one notebook, started by its first run, and the queue of its cells. After the kernel has ended for any
 * reason the next run starts a fresh one.
 */
export class NotebookKernel implements ExecutionSource {
  private readonly queue: CellQueue<CellRun>;
  private readonly outputs = new NotebookOutputs(this);
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly learned = new vscode.EventEmitter<RunDelta>();
  private readonly hinted = new vscode.EventEmitter<EngineHint>();
  private readonly questions = new KernelQuestions();
  private client: KernelClient | undefined;
  private starting: Promise<KernelClient> | undefined;
  /** Grows when the kernel is given up, so that a start that comes too late is noticed. */
  private generation = 0;
  private order = 0;
  private running: CellRun | undefined;
  /** The cell at work takes outputs; before that its kernel is still starting. */
  private started = false;
  private known: KernelStatus = { state: 'off' };

  readonly onDidChange = this.changed.event;
  /** What is new of a training run. */
  readonly onDelta = this.learned.event;
  /** A model of it trains faster on another engine. */
  readonly onHint = this.hinted.event;

  constructor(
    readonly notebook: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    private readonly launchOptions: (notebook: vscode.NotebookDocument) => LaunchOptions,
  ) {
    this.queue = new CellQueue(
      (run) => this.runCell(run),
      (run) => run.execution.end(undefined),
      (error) => console.error('Epochbook could not run a cell:', error),
    );
  }

  get status(): KernelStatus {
    return this.known;
  }

  /** A cell runs or waits. */
  get busy(): boolean {
    return this.queue.busy;
  }

  get current(): vscode.NotebookCellExecution | undefined {
    return this.started ? this.running?.execution : undefined;
  }

  get expected(): boolean {
    return this.queue.busy;
  }

  /** What is at work now, to ask later whether it still is. */
  get work(): object | undefined {
    return this.running;
  }

  borrow(cell: vscode.NotebookCell): { execution: vscode.NotebookCellExecution; end(): void } {
    const { executionOrder, success, timing } = cell.executionSummary ?? {};
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.executionOrder = executionOrder;
    execution.start(timing?.startTime);
    return { execution, end: () => execution.end(success, timing?.endTime) };
  }

  /** Queues these cells; a cell that fails ends what waits behind it. */
  run(cells: readonly vscode.NotebookCell[]): void {
    const runs = cells.filter(isCode).map((cell): CellRun => {
      const execution = this.controller.createNotebookCellExecution(cell);
      let abandon = (): void => {};
      const abandoned = new Promise<undefined>((resolve) => {
        abandon = () => resolve(undefined);
      });
      const run = { execution, abandoned, abandon: () => abandon() };
      execution.token.onCancellationRequested(() => {
        if (this.running === run) void this.interrupt();
      });
      return run;
    });
    this.queue.add(runs);
  }

  /** One step of the interrupt ladder for the cell at work; cells that wait are not run. */
  async interrupt(): Promise<InterruptResult['stage']> {
    this.queue.clear();
    if (!this.running) return 'nothing';
    if (!this.client) {
      this.running.abandon();
      return 'nothing';
    }
    this.update({ state: 'interrupting' });
    try {
      const { stage } = await this.client.interrupt();
      if (this.running) this.update({ stage });
      return stage;
    } catch {
      // The kernel has died meanwhile, which its cell tells.
      return 'nothing';
    }
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.client?.stopRun(run) ?? Promise.resolve({ accepted: false });
  }

  runState(run: string): ReturnType<KernelClient['runState']> {
    return this.client?.runState(run) ?? Promise.resolve(null);
  }

  layers(run: string): ReturnType<KernelClient['layers']> {
    return this.client?.layers(run) ?? Promise.resolve(null);
  }

  /** Ends the process at once; the running cell says so. */
  kill(): void {
    this.queue.clear();
    this.client?.kill();
  }

  /** Ends the kernel and starts a fresh one. Outputs stay, variables are lost. */
  async restart(): Promise<void> {
    await this.shutdown();
    await this.ready();
  }

  /** Ends the kernel and waits for its end. */
  async shutdown(): Promise<void> {
    this.queue.clear();
    this.running?.abandon();
    const { client } = this;
    this.release({ state: 'off' });
    await client?.shutdown();
    await this.queue.idle();
  }

  async dispose(): Promise<void> {
    await this.shutdown();
    this.outputs.dispose();
    this.changed.dispose();
    this.learned.dispose();
    this.hinted.dispose();
  }

  private update(change: Partial<KernelStatus>): void {
    this.known = { ...this.known, ...change };
    this.changed.fire();
  }

  private ready(): Promise<KernelClient> {
    this.starting ??= this.start();
    return this.starting;
  }

  private async start(): Promise<KernelClient> {
    const generation = this.generation;
    this.outputs.forget();
    this.known = { state: 'starting' };
    this.changed.fire();
    try {
      // Loaded by the first run, to keep activation short.
      const { KernelClient } = await import('../../kernel/client/index.js');
      const client = await KernelClient.launch(this.launchOptions(this.notebook));
      if (generation !== this.generation) {
        void client.shutdown();
        throw new Error(vscode.l10n.t('The kernel was ended while it started.'));
      }
      this.client = client;
      client.onEvent((event) => this.onEvent(client, event));
      client.onExit((exit) => this.onExit(client, exit));
      this.update({ state: 'idle', engine: client.engine });
      return client;
    } catch (error) {
      if (generation === this.generation) this.release({ state: 'lost' });
      throw error;
    }
  }

  /** Lets go of the kernel, dead or dying: the next run starts another. */
  private release(status: KernelStatus): void {
    this.generation++;
    this.client = undefined;
    this.starting = undefined;
    this.questions.close();
    this.order = 0;
    this.known = status;
    this.changed.fire();
  }

  private onEvent(client: KernelClient, event: KernelEvent): void {
    // A cell that ends with its kernel still gets the last of its output.
    if (event.type === 'output') this.outputs.write(event.cell, event.op);
    if (client !== this.client) return;
    switch (event.type) {
      case 'delta':
        this.learned.fire(event.delta);
        return;
      case 'engineHint':
        this.hinted.fire(event.hint);
        return;
      case 'question':
        void this.questions.ask(client, event.question, (key) => this.outputs.orderOf(key));
        return;
      case 'questionOver':
        this.questions.over(event.question);
        return;
      case 'engine':
        this.update({ engine: event.engine });
        return;
      case 'state':
        this.update({ state: event.state });
        return;
    }
  }

  private onExit(client: KernelClient, exit: KernelExit): void {
    if (client !== this.client) return;
    this.release({ state: exit.expected ? 'off' : 'lost' });
    if (!exit.expected && !this.running) void vscode.window.showWarningMessage(exit.reason);
  }

  private async runCell(run: CellRun): Promise<Verdict> {
    const { execution } = run;
    const { cell } = execution;
    this.running = run;
    try {
      const begin = (order: number): void => {
        execution.executionOrder = order || undefined;
        execution.start(Date.now());
        this.started = true;
        void execution.clearOutput();
        this.outputs.begin(cellKey(cell), cell, order);
      };
      if (!vscode.workspace.isTrusted) {
        begin(0);
        return await failCell(
          this.outputs,
          execution,
          vscode.l10n.t(
            'This folder is not trusted, so its cells are not run. Trust it, then run the cell again.',
          ),
        );
      }
      let client: KernelClient | undefined;
      try {
        client = await Promise.race([this.ready(), run.abandoned]);
      } catch (error) {
        begin(0);
        return await failCell(
          this.outputs,
          execution,
          error instanceof Error ? error.message : String(error),
        );
      }
      if (!client) {
        execution.end(undefined);
        return 'stop';
      }
      begin(++this.order);
      return await endCell(this.outputs, execution, await executeCell(client, cell, this.order));
    } finally {
      this.started = false;
      this.running = undefined;
      this.update({ stage: undefined });
    }
  }
}
