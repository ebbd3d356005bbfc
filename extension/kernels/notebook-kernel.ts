import * as vscode from 'vscode';
import type { KernelClient, KernelExit, LaunchOptions, LeftBehind } from '../../kernel/client/index.js';
import type { InputQuestion } from '../../protocol/input.js';
import type {
  EngineHint,
  InterruptResult,
  Keeping,
  KeptCell,
  KernelEvent,
  KernelSession,
} from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
import type { TensorAccount, VariableMethod, VariableRequests } from '../../protocol/variables.js';
import { CellDebugger } from '../debugging/cell-debugger.js';
import { type ExecutionSource, NotebookOutputs } from '../outputs/notebook-outputs.js';
import { cellKey, keepKeys } from './cell-key.js';
import { CellRuns, type RunHow } from './cell-runs.js';
import { kernelError, variablesLost } from './end-cell.js';
import { endOf } from './execute-cell.js';
import { KernelQuestions } from './kernel-questions.js';
import type { KernelStatus } from './kernel-status.js';
import { offerTakeOver } from './offer-take-over.js';
import { OtherWindow } from './other-window.js';
import { persistently } from './persistently.js';
import { type PlacedCell, type PlacedSession, placeSession } from './placed-session.js';
import { SessionCells } from './session-cells.js';
import { WaitingNote } from './waiting-note.js';
import { windowAnswers } from './window-answers.js';

const notShown = (error: unknown): void =>
  console.warn('Epochbook could not show what a kernel has run:', error);

const isCode = (cell: vscode.NotebookCell): boolean => /^(type|java)script$/.test(cell.document.languageId);

/**
 * The kernel of one notebook, started by its first run, and the queue of its cells. After the kernel has ended for any
 * reason the next run starts a fresh one.
 */
export class NotebookKernel implements ExecutionSource {
  private readonly outputs = new NotebookOutputs(this);
  private readonly runs: CellRuns;
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
  private readonly note = new WaitingNote();
  private readonly other = new OtherWindow(() => this.update({ state: 'off' }));
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
    const host = {
      ready: () => this.ready(),
      stop: () => void this.interrupt(),
      queued: () => this.noteWaiting(),
      ended: () => this.update({ stage: undefined }),
    };
    this.runs = new CellRuns(host, this.outputs, this.debugging, controller);
  }

  get notebook(): vscode.NotebookDocument {
    return this.place;
  }

  get status(): KernelStatus {
    return this.known;
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

  /** Where its process works; undefined where none runs. */
  get folder(): string | undefined {
    return this.client?.folder;
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
    this.changed.fire();
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
    this.update({ state: 'interrupting' });
    try {
      const { stage } = await this.client.interrupt();
      // The kernel has let go of what the debugger had stopped.
      void this.debugging.end(vscode.l10n.t('Debugging has ended, as the cell was interrupted.'));
      if (this.runs.work) this.update({ stage });
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

  /** The process that runs now, to ask later whether it still is the same; undefined where none runs that is ours. */
  get life(): object | undefined {
    return this.watches ? undefined : this.client;
  }

  /** The number of the cell that was begun last. */
  get lastOrder(): number {
    return this.runs.order;
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

  /** Another window has the kernel of this notebook: this one waits for it. */
  setElsewhere(client: KernelClient): void {
    if (this.client || this.starting || this.place.isClosed) {
      client.detach();
      return;
    }
    this.other.wait(client);
    this.update({ state: 'elsewhere' });
  }

  /** The kernel that another window had has ended. */
  setEnded(): void {
    if (this.known.state === 'elsewhere') this.update({ state: 'off' });
  }

  /** Through which the kernel is waited for, or watched, that another window has. */
  get elsewhere(): KernelClient | undefined {
    return this.other.client;
  }

  /** Another window has the kernel, and this one shows what it does. */
  get watches(): boolean {
    return this.other.watches;
  }

  /**
   * Goes on with a kernel that another window has had: what that has run, and what is at work and waits, is shown here.
   *
   * @param chosen settles when cells of this notebook can run.
   */
  resume(client: KernelClient, session: KernelSession, chosen: Promise<void>): Promise<void> {
    this.other.over();
    return this.showSession(client, session, chosen);
  }

  /** Shows what the kernel does that another window has, and changes nothing. */
  async watch(chosen: Promise<void>): Promise<void> {
    const client = this.other.client;
    if (!client || this.watches) return;
    const session = await client.watch();
    if (this.other.client !== client) return;
    this.other.watch(client);
    await this.showSession(client, session, chosen);
  }

  /**
   * Takes the kernel that this window has waited for, or watched.
   *
   * @returns false where another window has it, which is not to lose it.
   */
  async own(how: { keep?: Keeping; takeOver: boolean }, chosen: Promise<void>): Promise<boolean> {
    const { client, watches } = this.other;
    if (!client) return false;
    const session = await client.own({ ...how, isWatched: watches });
    if (session === 'taken') return false;
    if (!watches) {
      // Not waited for: the notebook may be out of sight for long.
      void this.resume(client, session, chosen).catch(notShown);
      return true;
    }
    this.other.over();
    if (session.question) this.ask(client, session.question);
    void this.queueWaiting(client, placeSession(session, this.place)).catch(notShown);
    this.update({ watching: false });
    return true;
  }

  private async showSession(
    client: KernelClient,
    session: KernelSession,
    chosen: Promise<void>,
  ): Promise<void> {
    this.starting = Promise.resolve(client);
    const placed = this.take(session);
    this.adopt(client, client.info.state);
    const { current } = placed;
    // A cell that is run meanwhile waits for it; how it ends is told when its cell can be shown.
    const outcome = current && endOf(client, client.outcome(current.kept.cell));
    await chosen;
    if (this.place.isClosed || (this.client && this.client !== client)) return this.outputs.release();
    const atWork = await persistently(
      () => this.sessions.show(placed, this.place),
      () => this.isOf(client),
    );
    if (atWork && outcome) await this.addResumed(client, atWork, outcome);
    if (!this.watches) await this.queueWaiting(client, placed);
    if (session.question) this.ask(client, session.question);
    this.changed.fire();
  }

  private async addResumed(
    client: KernelClient,
    { kept, cell }: PlacedCell,
    outcome: ReturnType<typeof endOf>,
  ): Promise<void> {
    const facts = { queuedAt: kept.startedAt, resumed: { kept, client, outcome } };
    await persistently(
      () => this.runs.add([cell], facts),
      () => this.isOf(client) && cell.index >= 0,
    );
  }

  /** What had waited for its turn when another window had the kernel. */
  private async queueWaiting(client: KernelClient, { waiting }: PlacedSession): Promise<void> {
    for (const { cell, queuedAt } of waiting)
      if (this.client === client)
        await persistently(
          () => this.runs.add([cell], { queuedAt }),
          () => this.isOf(client) && cell.index >= 0,
        );
  }

  private isOf(client: KernelClient): boolean {
    return this.client === client && !this.place.isClosed;
  }

  /** The window that has the kernel has begun a cell. */
  private async showStarted(client: KernelClient, kept: KeptCell): Promise<void> {
    const outcome = endOf(client, client.outcome(kept.cell));
    this.noteRun(kept);
    const cell = await this.sessions.begin(kept, this.place);
    if (cell && this.isOf(client)) await this.addResumed(client, { kept, cell }, outcome);
  }

  /** Shows what a kernel has left that ended with nobody attached. */
  async showLeft({ reason, endedAt, session }: LeftBehind, chosen: Promise<void>): Promise<void> {
    const placed = this.take(session);
    await chosen;
    if (this.client || this.place.isClosed) return this.outputs.release();
    const atWork = await persistently(
      () => this.sessions.show(placed, this.place),
      () => !this.client && !this.place.isClosed,
    );
    const error = kernelError(`${reason} ${variablesLost()}`);
    if (atWork) await this.sessions.showUnended(atWork, endedAt, error);
    this.letGo({ state: 'lost' });
  }

  private take(session: KernelSession): PlacedSession {
    const placed = this.sessions.take(session, this.place);
    for (const kept of session.cells) this.noteRun(kept);
    for (const account of session.tensors ?? []) this.accounts.set(account.cell, account);
    return placed;
  }

  private noteRun({ cell, order, code }: KeptCell): void {
    this.runs.cells.add(cell);
    this.debugging.note(order, cell, code);
    this.runs.order = Math.max(this.runs.order, order);
  }

  /** This window ends: the kernel goes on, if it was to. @returns whether it does. */
  detach(): boolean {
    const { client } = this;
    if (this.other.client) this.other.leave();
    else if (!client || !this.launchOptions(this.place).keep) return false;
    this.letGo({ state: 'off' });
    // The cell at work has not ended, and nothing is to be written that says so.
    void this.outputs.hold();
    client?.detach();
    return true;
  }

  /** What waits for its turn is remembered by the kernel, for the window that comes after this one. */
  private noteWaiting(): void {
    const { client } = this;
    if (client && !this.watches) this.note.tell(client, this.runs.waiting);
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
    await this.ready();
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
    const client = this.other.client ? undefined : this.client;
    this.other.leave();
    await this.debugging.end();
    this.letGo({ state: 'off' });
    await client?.shutdown(why);
    await this.runs.idle();
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
    this.other.leave();
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
    this.update({ state, engine: client.engine, watching: this.watches });
  }

  private ask(client: KernelClient, question: InputQuestion): void {
    void this.questions.ask(client, question, (key) => this.outputs.orderOf(key));
  }

  /** Lets go of the kernel, dead or dying: the next run starts another. */
  private letGo(status: KernelStatus): void {
    this.generation++;
    this.runs.forget();
    this.accounts.clear();
    this.client = undefined;
    this.starting = undefined;
    this.questions.close();
    void this.debugging.end();
    this.debugging.forget();
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
      case 'started':
        void this.showStarted(client, event.run).catch(notShown);
        return;
      case 'takenOver':
        this.loseTo();
        return;
      case 'wanted':
        void windowAnswers().then((answers) => {
          if (!answers && client === this.client) this.loseTo();
        });
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

  /** Another window goes on with the kernel. */
  private loseTo(): void {
    const { client } = this;
    this.runs.clear();
    this.other.over();
    this.letGo({ state: 'elsewhere' });
    client?.detach();
  }

  private onExit(client: KernelClient, exit: KernelExit): void {
    if (client !== this.client) return;
    this.other.over();
    this.letGo({ state: exit.expected ? 'off' : 'lost' });
    if (!exit.expected && !this.runs.work) void vscode.window.showWarningMessage(exit.reason);
  }
}
