import * as vscode from 'vscode';
import type { KernelClient, KernelExit, LaunchOptions, LeftBehind } from '../../kernel/client/index.js';
import type { InputQuestion } from '../../protocol/input.js';
import type {
  EngineHint,
  ExecuteParams,
  InterruptResult,
  KeptCell,
  KernelEvent,
  KernelSession,
} from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
import type { TensorAccount, VariableMethod, VariableRequests } from '../../protocol/variables.js';
import { CellDebugger } from '../debugging/cell-debugger.js';
import { type ExecutionSource, NotebookOutputs } from '../outputs/notebook-outputs.js';
import { cellKey, keepKeys } from './cell-key.js';
import { CellQueue, type Verdict } from './cell-queue.js';
import { endCell, failCell, kernelError, type RunningCell, variablesLost } from './end-cell.js';
import { type CellEnd, endOf, executeCell } from './execute-cell.js';
import { KernelQuestions } from './kernel-questions.js';
import type { KernelStatus } from './kernel-status.js';
import { persistently } from './persistently.js';
import type { PlacedSession } from './placed-session.js';
import { RanCells } from './ran-cells.js';
import { SessionCells } from './session-cells.js';
import { WaitingNote } from './waiting-note.js';

/** One request to run one cell. */
interface CellRun extends RunningCell {
  execution: vscode.NotebookCellExecution;
  readonly queuedAt: number;
  startedAt?: number;
  /** Its training goes on from this file. */
  readonly from?: ExecuteParams['resume'];
  /** With a debugger at it. */
  readonly debug?: boolean;
  /** Another window has begun it. */
  readonly resumed?: { kept: KeptCell; client: KernelClient; outcome: Promise<CellEnd> };
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
  private readonly counted = new vscode.EventEmitter<TensorAccount>();
  /** What the latest run of each cell did to the tensors, by the cell's key. */
  private readonly accounts = new Map<string, TensorAccount>();
  private readonly sessions: SessionCells;
  private readonly questions = new KernelQuestions();
  private readonly debugging = new CellDebugger();
  private client: KernelClient | undefined;
  private starting: Promise<KernelClient> | undefined;
  /** Grows when the kernel is given up, so that a start that comes too late is noticed. */
  private generation = 0;
  private order = 0;
  private running: CellRun | undefined;
  /** The cell at work takes outputs; before that its kernel is still starting. */
  private started = false;
  /** The notebook is on its way to another place. */
  private moving = false;
  private readonly cells = new RanCells();
  private readonly note = new WaitingNote();
  private known: KernelStatus = { state: 'off' };

  readonly onDidChange = this.changed.event;
  /** What is new of a training run. */
  readonly onDelta = this.learned.event;
  /** A model of it trains faster on another engine. */
  readonly onHint = this.hinted.event;
  /** A cell has ended, and what it did to the tensors is known. */
  readonly onTensors = this.counted.event;

  constructor(
    private place: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    private readonly launchOptions: (notebook: vscode.NotebookDocument) => LaunchOptions,
    private readonly before: (notebook: vscode.NotebookDocument) => Promise<void> | undefined,
  ) {
    this.sessions = new SessionCells(this.outputs, controller);
    this.queue = new CellQueue(
      (run) => this.runCell(run),
      (run) => {
        run.execution.end(undefined);
        this.noteWaiting();
      },
      (error) => console.error('Epochbook could not run a cell:', error),
    );
  }

  get notebook(): vscode.NotebookDocument {
    return this.place;
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

  /**
   * Queues these cells; a cell that fails ends what waits behind it.
   *
   * @param how what the training of these cells goes on from; whether with a debugger.
   */
  run(cells: readonly vscode.NotebookCell[], how: Pick<CellRun, 'from' | 'debug'> = {}): void {
    const facts = { queuedAt: Date.now(), ...how };
    this.queue.add(cells.filter(isCode).map((cell) => this.runOf(cell, facts)));
    this.noteWaiting();
  }

  private runOf(
    cell: vscode.NotebookCell,
    facts: Pick<CellRun, 'queuedAt' | 'resumed' | 'from' | 'debug'>,
  ): CellRun {
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
      // The end of a notebook's old place is no wish to stop.
      if (this.running === run && run.execution === execution && !this.moving) void this.interrupt();
    });
  }

  /** The notebook will be elsewhere in a moment: nothing is written to it. Settles when what is being written is. */
  hold(): Promise<void> {
    this.moving = true;
    return this.outputs.hold();
  }

  /** The notebook stays where it is. */
  release(): void {
    this.moving = false;
    this.outputs.release();
  }

  /** Where its process works; undefined where none runs. */
  get folder(): string | undefined {
    return this.client?.folder;
  }

  /** Whether the present process has run this cell. */
  hasRun(cell: vscode.NotebookCell): boolean {
    return this.cells.has(cellKey(cell));
  }

  /** Whether the process that ran this cell last is gone. */
  isOutlived(cell: vscode.NotebookCell): boolean {
    return this.cells.isOutlived(cellKey(cell));
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
    this.changed.fire();
  }

  /** The cells are there, with these keys: what runs and waits goes on in them. */
  arrive(keys: readonly string[]): void {
    const cells = this.place.getCells();
    keepKeys(keys, cells);
    this.outputs.move(cells, cellKey);
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
    this.release();
  }

  /** One step of the interrupt ladder for the cell at work; cells that wait are not run. */
  async interrupt(): Promise<InterruptResult['stage']> {
    this.queue.clear();
    if (!this.running) return 'nothing';
    // It waits for its kernel, or for a debugger.
    if (!this.started) this.running.abandon();
    if (!this.client) return 'nothing';
    this.update({ state: 'interrupting' });
    try {
      const { stage } = await this.client.interrupt();
      // The kernel has let go of what the debugger had stopped.
      void this.debugging.end(vscode.l10n.t('Debugging has ended, as the cell was interrupted.'));
      if (this.running) this.update({ stage });
      return stage;
    } catch {
      // The kernel has died meanwhile, which its cell tells.
      return 'nothing';
    }
  }

  async showHint(check: string, place: number): Promise<void> {
    await this.client?.showHint(check, place);
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.client?.stopRun(run) ?? Promise.resolve({ accepted: false });
  }

  runState(run: string): ReturnType<KernelClient['runState']> {
    return this.client?.runState(run) ?? Promise.resolve(null);
  }

  /** The process that runs now, to ask later whether it still is the same; undefined where none runs. */
  get life(): object | undefined {
    return this.client;
  }

  /** The number of the cell that was begun last. */
  get lastOrder(): number {
    return this.order;
  }

  /** Looks into the variables. Rejects where no kernel runs, and where it says why it cannot. */
  inspect<K extends VariableMethod>(
    method: K,
    params: VariableRequests[K]['params'],
  ): Promise<VariableRequests[K]['result']> {
    const { client } = this;
    return client ? client.inspect(method, params) : Promise.reject(new Error('No kernel runs.'));
  }

  /** What the latest run of a cell by the present process did to the tensors. */
  tensorsOf(key: string): TensorAccount | undefined {
    return this.accounts.get(key);
  }

  layers(run: string): ReturnType<KernelClient['layers']> {
    return this.client?.layers(run) ?? Promise.resolve(null);
  }

  /** The outputs of a cell are gone: they are not to come back, where it is the student who has cleared them. */
  forgetCleared(cell: vscode.NotebookCell): void {
    const key = cellKey(cell);
    if (this.current?.cell === cell || !this.outputs.isCleared(key)) return;
    this.client?.forget([key]).catch(() => {});
  }

  /** Another window has the kernel of this notebook. */
  setElsewhere(): void {
    if (!this.client && !this.starting) this.update({ state: 'elsewhere' });
  }

  /**
   * Goes on with a kernel that another window has had: what that has run, and what is at work and waits, is shown here.
   *
   * @param chosen settles when cells of this notebook can run.
   */
  async resume(client: KernelClient, session: KernelSession, chosen: Promise<void>): Promise<void> {
    this.starting = Promise.resolve(client);
    const placed = this.take(session);
    this.adopt(client, client.info.state);
    const { current } = placed;
    // A cell that is run meanwhile waits for it; how it ends is told when its cell can be shown.
    const outcome = current && endOf(client, client.outcome(current.kept.cell));
    await chosen;
    if (this.place.isClosed || (this.client && this.client !== client)) return this.outputs.release();
    const atWork = await persistently(() => this.sessions.show(placed, this.place));
    if (atWork && outcome) {
      const { kept, cell } = atWork;
      const facts = { queuedAt: kept.startedAt, resumed: { kept, client, outcome } };
      this.queue.add([await persistently(() => this.runOf(cell, facts))]);
    }
    for (const { cell, queuedAt } of placed.waiting)
      if (this.client === client) this.queue.add([await persistently(() => this.runOf(cell, { queuedAt }))]);
    if (session.question) this.ask(client, session.question);
    this.changed.fire();
  }

  /** Shows what a kernel has left that ended with nobody attached. */
  async showLeft({ reason, endedAt, session }: LeftBehind, chosen: Promise<void>): Promise<void> {
    const placed = this.take(session);
    await chosen;
    if (this.client || this.place.isClosed) return this.outputs.release();
    const atWork = await persistently(() => this.sessions.show(placed, this.place));
    const error = kernelError(`${reason} ${variablesLost()}`);
    if (atWork) await this.sessions.showUnended(atWork, endedAt, error);
    this.letGo({ state: 'lost' });
  }

  private take(session: KernelSession): PlacedSession {
    const placed = this.sessions.take(session, this.place);
    for (const { cell, order, code } of session.cells) {
      this.cells.add(cell);
      this.debugging.note(order, cell, code);
      this.order = Math.max(this.order, order);
    }
    for (const account of session.tensors ?? []) this.accounts.set(account.cell, account);
    return placed;
  }

  /** This window ends: the kernel goes on, if it was to. @returns whether it does. */
  detach(): boolean {
    const { client } = this;
    if (!client || !this.launchOptions(this.place).keep) return false;
    this.letGo({ state: 'off' });
    // The cell at work has not ended, and nothing is to be written that says so.
    void this.outputs.hold();
    client.detach();
    return true;
  }

  /** What waits for its turn is remembered by the kernel, for the window that comes after this one. */
  private noteWaiting(): void {
    const { client, running } = this;
    const next = running && !this.started ? [running] : [];
    const waiting = [...next, ...this.queue.pending].map(({ execution: { cell }, queuedAt }) => ({
      cell,
      queuedAt,
    }));
    if (client) this.note.tell(client, waiting);
  }

  /** Ends the process at once; the running cell says so. */
  kill(): void {
    this.queue.clear();
    this.client?.kill();
  }

  /** Ends the kernel and starts a fresh one. Outputs stay, variables are lost. */
  async restart(): Promise<void> {
    await this.shutdown(vscode.l10n.t('The kernel was restarted while this run went on.'));
    // The next kernel takes the place of the outputs that tell of it.
    await this.outputs.settle();
    await this.ready();
  }

  /**
   * Ends the kernel and waits for its end.
   *
   * @param why Said of runs that still go on.
   */
  async shutdown(why?: string): Promise<void> {
    this.queue.clear();
    this.running?.abandon();
    const { client } = this;
    await this.debugging.end();
    this.letGo({ state: 'off' });
    await client?.shutdown(why);
    await this.queue.idle();
  }

  async dispose(): Promise<void> {
    await this.shutdown(vscode.l10n.t('The notebook was closed while this run went on.'));
    this.outputs.dispose();
    this.changed.dispose();
    this.learned.dispose();
    this.hinted.dispose();
    this.counted.dispose();
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
    await this.before(this.place);
    if (this.client) return this.client;
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
      this.adopt(client, 'idle');
      return client;
    } catch (error) {
      if (generation === this.generation) this.letGo({ state: 'lost' });
      throw error;
    }
  }

  private adopt(client: KernelClient, state: KernelStatus['state']): void {
    this.client = client;
    this.note.reset();
    client.onEvent((event) => this.onEvent(client, event));
    client.onExit((exit) => this.onExit(client, exit));
    this.update({ state, engine: client.engine });
  }

  private ask(client: KernelClient, question: InputQuestion): void {
    void this.questions.ask(client, question, (key) => this.outputs.orderOf(key));
  }

  /** Lets go of the kernel, dead or dying: the next run starts another. */
  private letGo(status: KernelStatus): void {
    this.generation++;
    this.cells.end();
    this.accounts.clear();
    this.client = undefined;
    this.starting = undefined;
    this.questions.close();
    void this.debugging.end();
    this.debugging.forget();
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
      case 'tensors':
        this.accounts.set(event.account.cell, event.account);
        this.counted.fire(event.account);
        return;
      case 'question':
        this.ask(client, event.question);
        return;
      case 'takenOver':
        this.queue.clear();
        this.letGo({ state: 'elsewhere' });
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
    this.letGo({ state: exit.expected ? 'off' : 'lost' });
    if (!exit.expected && !this.running) void vscode.window.showWarningMessage(exit.reason);
  }

  private async runCell(run: CellRun): Promise<Verdict> {
    this.running = run;
    try {
      const begin = (order: number): void => {
        const { execution } = run;
        const { cell } = execution;
        const key = cellKey(cell);
        run.startedAt = run.resumed?.kept.startedAt ?? Date.now();
        execution.executionOrder = order || undefined;
        execution.start(run.startedAt);
        this.started = true;
        if (run.resumed) {
          void this.outputs.rewrite(key);
          return;
        }
        void execution.clearOutput();
        if (order > 0) this.cells.add(key);
        else this.cells.forget(key);
        this.outputs.begin(key, cell, order);
      };
      if (!vscode.workspace.isTrusted) {
        begin(0);
        return await failCell(
          this.outputs,
          run,
          vscode.l10n.t(
            'This folder is not trusted, so its cells are not run. Trust it, then run the cell again.',
          ),
        );
      }
      let client: KernelClient | undefined;
      try {
        client = run.resumed?.client ?? (await Promise.race([this.ready(), run.abandoned]));
      } catch (error) {
        begin(0);
        return await failCell(this.outputs, run, error instanceof Error ? error.message : String(error));
      }
      if (!client) {
        run.execution.end(undefined);
        return 'stop';
      }
      const { resumed } = run;
      if (run.debug) {
        try {
          const coming = this.debugging.begin(client, run.execution.cell, this.order + 1).then(() => true);
          if (!(await Promise.race([coming, run.abandoned]))) {
            await this.debugging.end();
            run.execution.end(undefined);
            return 'stop';
          }
        } catch (error) {
          begin(0);
          return await failCell(this.outputs, run, error instanceof Error ? error.message : String(error));
        }
      }
      begin(resumed?.kept.order ?? ++this.order);
      const { cell } = run.execution;
      if (!resumed) this.debugging.note(this.order, cellKey(cell), cell.document.getText());
      const end =
        resumed?.outcome ??
        executeCell(client, cell, { order: this.order, startedAt: run.startedAt, resume: run.from });
      this.noteWaiting();
      const ended = await end;
      await this.debugging.end();
      return await endCell(this.outputs, run, ended);
    } finally {
      this.started = false;
      this.running = undefined;
      this.update({ stage: undefined });
    }
  }
}
