import * as vscode from 'vscode';
import type { KernelClient, KernelExit, LaunchOptions } from '../../kernel/client/index.js';
import type { InterruptResult, KernelEvent } from '../../protocol/kernel.js';
import type { TensorAccount } from '../../protocol/variables.js';
import { CellDebugger } from '../debugging/cell-debugger.js';
import { type ExecutionSource, NotebookOutputs } from '../outputs/notebook-outputs.js';
import { AskedKernel } from './asked-kernel.js';
import { cellKey, keepKeys } from './cell-key.js';
import { CellRuns, type RunHow } from './cell-runs.js';
import { KernelLife } from './kernel-life.js';
import { KernelNews } from './kernel-news.js';
import type { KernelStatus } from './kernel-status.js';
import { offerTakeOver } from './offer-take-over.js';
import { SharedKernel } from './shared-kernel.js';
import { WaitingNote } from './waiting-note.js';

const isCode = (cell: vscode.NotebookCell): boolean => /^(type|java)script$/.test(cell.document.languageId);

/**
 * The kernel of one notebook, started by its first run, and the queue of its cells. After the kernel has ended for any
 * reason the next run starts a fresh one.
 */
export class NotebookKernel extends AskedKernel implements ExecutionSource {
  private readonly outputs = new NotebookOutputs(this);
  private readonly runs: CellRuns;
  private readonly news = new KernelNews((key) => this.outputs.orderOf(key));
  private readonly debugging = new CellDebugger();
  private readonly waiting = new WaitingNote();
  private readonly own: KernelLife;
  /** The kernel as other windows have had it, or have it. */
  readonly shared: SharedKernel;

  /** What is new of a training run. */
  readonly onDelta = this.news.onDelta;
  /** A model of it trains faster on another engine. */
  readonly onHint = this.news.onHint;
  /** A cell has ended, and what it did to the tensors is known. */
  readonly onTensors = this.news.onTensors;

  constructor(
    private place: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    private readonly launchOptions: (notebook: vscode.NotebookDocument) => LaunchOptions,
    private readonly before: (notebook: vscode.NotebookDocument) => Promise<void> | undefined,
  ) {
    super();
    this.own = new KernelLife({
      before: () => this.before(this.place),
      starting: () => {
        this.shared.leave();
        this.outputs.forget();
      },
      launch: async () => {
        // Loaded by the first run, to keep activation short.
        const { KernelClient } = await import('../../kernel/client/index.js');
        return KernelClient.launch(this.launchOptions(this.place));
      },
      letGo: () => this.forget(),
      heard: (client, event) => this.onEvent(client, event),
      exited: (client, exit) => this.onExit(client, exit),
    });
    const host = {
      ready: () => this.own.ready(),
      stop: () => void this.interrupt(),
      queued: () => this.noteWaiting(),
      ended: () => this.own.update({ stage: undefined }),
    };
    this.runs = new CellRuns(host, this.outputs, this.debugging, controller);
    const sharing = {
      place: () => this.place,
      news: this.news,
      note: (order: number, cell: string, code: string) => this.debugging.note(order, cell, code),
    };
    this.shared = new SharedKernel(sharing, this.own, this.runs, this.outputs, controller);
  }

  get onDidChange(): vscode.Event<void> {
    return this.own.onDidChange;
  }

  protected get client(): KernelClient | undefined {
    return this.own.client;
  }

  /** Another window has the kernel, and this one shows what it does. */
  get watches(): boolean {
    return this.shared.watches;
  }

  get notebook(): vscode.NotebookDocument {
    return this.place;
  }

  get status(): KernelStatus {
    return this.own.status;
  }

  /** A cell runs or waits. */
  get busy(): boolean {
    return this.runs.busy;
  }

  get current(): vscode.NotebookCellExecution | undefined {
    return this.runs.current;
  }

  get expected(): boolean {
    return this.runs.busy;
  }

  /** What is at work now, to ask later whether it still is. */
  get work(): object | undefined {
    return this.runs.work;
  }

  borrow(cell: vscode.NotebookCell): { execution: vscode.NotebookCellExecution; end(): void } {
    const { executionOrder, success, timing } = cell.executionSummary ?? {};
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.executionOrder = executionOrder;
    execution.start(timing?.startTime);
    return { execution, end: () => execution.end(success, timing?.endTime) };
  }

  /** Queues these cells; a cell that fails ends what waits behind it. */
  run(cells: readonly vscode.NotebookCell[], how: RunHow = {}): void {
    if (this.watches) {
      void offerTakeOver(this.place).then((own) => own && !this.watches && this.run(cells, how));
      return;
    }
    this.runs.add(cells.filter(isCode), { queuedAt: Date.now(), ...how });
    this.noteWaiting();
  }

  /** The notebook will be elsewhere in a moment: nothing is written to it. Settles when what is being written is. */
  hold(): Promise<void> {
    this.runs.moving = true;
    return this.outputs.hold();
  }

  /** The notebook stays where it is. */
  release(): void {
    this.runs.moving = false;
    this.outputs.release();
  }

  /** Whether the present process has run this cell. */
  hasRun(cell: vscode.NotebookCell): boolean {
    return this.runs.cells.has(cellKey(cell));
  }

  /** Whether the process that ran this cell last is gone. */
  isOutlived(cell: vscode.NotebookCell): boolean {
    return this.runs.cells.isOutlived(cellKey(cell));
  }

  /** What a cell that this kernel has run is called, in the order of the notebook. */
  get keys(): string[] {
    return this.place.getCells().map(cellKey);
  }

  /** The notebook is another document from now on; its cells come in a moment. */
  moveTo(notebook: vscode.NotebookDocument): void {
    this.place = notebook;
    void this.hold();
    void this.debugging.end(
      vscode.l10n.t('Debugging has ended, as the notebook is in another place now. Its cell goes on.'),
    );
    const { folder, notebook: file, keep } = this.launchOptions(notebook);
    // A kernel that ends meanwhile has nothing to store.
    this.client?.moved(folder, file, keep?.uri).catch(() => {});
    this.own.update({});
  }

  /** The cells are there, with these keys: what runs and waits goes on in them. */
  arrive(keys: readonly string[]): void {
    const cells = this.place.getCells();
    keepKeys(keys, cells);
    this.outputs.move(cells, cellKey);
    this.runs.arrive(keys, cells);
    this.release();
  }

  /** One step of the interrupt ladder for the cell at work; cells that wait are not run. */
  async interrupt(): Promise<InterruptResult['stage']> {
    if (this.watches) {
      void offerTakeOver(this.place);
      return 'nothing';
    }
    this.runs.clear();
    if (!this.runs.work) return 'nothing';
    // It waits for its kernel, or for a debugger.
    this.runs.abandon();
    if (!this.client) return 'nothing';
    this.own.update({ state: 'interrupting' });
    try {
      const { stage } = await this.client.interrupt();
      // The kernel has let go of what the debugger had stopped.
      void this.debugging.end(vscode.l10n.t('Debugging has ended, as the cell was interrupted.'));
      if (this.runs.work) this.own.update({ stage });
      return stage;
    } catch {
      // The kernel has died meanwhile, which its cell tells.
      return 'nothing';
    }
  }

  /** The process that runs now, to ask later whether it still is the same; undefined where none runs that is ours. */
  get life(): object | undefined {
    return this.watches ? undefined : this.client;
  }

  /** The number of the cell that was begun last. */
  get lastOrder(): number {
    return this.runs.order;
  }

  /** What the latest run of a cell by the present process did to the tensors. */
  tensorsOf(key: string): TensorAccount | undefined {
    return this.news.accounts.get(key);
  }

  /** The outputs of a cell are gone: they are not to come back, where it is the student who has cleared them. */
  forgetCleared(cell: vscode.NotebookCell): void {
    const key = cellKey(cell);
    if (this.current?.cell === cell || !this.outputs.isCleared(key)) return;
    this.client?.forget([key]).catch(() => {});
  }

  /** This window ends: the kernel goes on, if it was to. @returns whether it does. */
  detach(): boolean {
    const { client } = this;
    if (this.shared.elsewhere) this.shared.leave();
    else if (!client || !this.launchOptions(this.place).keep) return false;
    this.own.letGo({ state: 'off' });
    // The cell at work has not ended, and nothing is to be written that says so.
    void this.outputs.hold();
    client?.detach();
    return true;
  }

  /** What waits for its turn is remembered by the kernel, for the window that comes after this one. */
  private noteWaiting(): void {
    const { client } = this;
    if (client && !this.watches) this.waiting.tell(client, this.runs.waiting);
  }

  /** Ends the process at once; the running cell says so. */
  kill(): void {
    this.runs.clear();
    if (!this.watches) this.client?.kill();
  }

  /** Ends the kernel and starts a fresh one. Outputs stay, variables are lost. */
  async restart(): Promise<void> {
    await this.shutdown(vscode.l10n.t('The kernel was restarted while this run went on.'));
    // The next kernel takes the place of the outputs that tell of it.
    await this.outputs.settle();
    await this.own.ready();
  }

  /**
   * Ends the kernel and waits for its end.
   *
   * @param why Said of runs that still go on.
   */
  async shutdown(why?: string): Promise<void> {
    this.runs.clear();
    this.runs.abandon();
    // What another window has is not ours to end.
    const client = this.shared.elsewhere ? undefined : this.client;
    this.shared.leave();
    await this.debugging.end();
    this.own.letGo({ state: 'off' });
    await client?.shutdown(why);
    await this.runs.idle();
  }

  async dispose(): Promise<void> {
    await this.shutdown(vscode.l10n.t('The notebook was closed while this run went on.'));
    this.outputs.dispose();
    this.own.dispose();
    this.news.dispose();
  }

  /** The kernel is gone, and what it has told with it. */
  private forget(): void {
    this.runs.forget();
    this.news.forget();
    this.waiting.reset();
    void this.debugging.end();
    this.debugging.forget();
  }

  private onEvent(client: KernelClient, event: KernelEvent): void {
    // A cell that ends with its kernel still gets the last of its output.
    if (event.type === 'output') this.outputs.write(event.cell, event.op);
    if (client !== this.client) return;
    this.news.hear(client, event);
    switch (event.type) {
      case 'started':
        this.shared.started(client, event.run);
        return;
      case 'takenOver':
        this.shared.lose();
        return;
      case 'wanted':
        void this.shared.wanted(client);
        return;
      case 'engine':
        this.own.update({ engine: event.engine });
        return;
      case 'state':
        this.own.update({ state: event.state });
        return;
    }
  }

  private onExit(client: KernelClient, exit: KernelExit): void {
    if (client !== this.client) return;
    this.shared.over();
    this.own.letGo({ state: exit.expected ? 'off' : 'lost' });
    if (!exit.expected && !this.runs.work) void vscode.window.showWarningMessage(exit.reason);
  }
}
