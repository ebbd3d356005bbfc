import type * as vscode from 'vscode';
import type { KernelClient, LeftBehind } from '../../kernel/client/index.js';
import type { Keeping, KeptCell, KernelSession } from '../../protocol/kernel.js';
import type { NotebookOutputs } from '../outputs/notebook-outputs.js';
import type { CellRuns } from './cell-runs.js';
import { kernelError, variablesLost } from './end-cell.js';
import { endOf } from './execute-cell.js';
import type { KernelLife } from './kernel-life.js';
import type { KernelNews } from './kernel-news.js';
import { OtherWindow } from './other-window.js';
import { persistently } from './persistently.js';
import { type PlacedCell, type PlacedSession, placeSession } from './placed-session.js';
import { SessionCells } from './session-cells.js';
import { windowAnswers } from './window-answers.js';

/** What sharing a kernel has to do with its notebook. */
interface SharingHost {
  place(): vscode.NotebookDocument;
  readonly news: KernelNews;
  /** What the debugger is to know of a cell that was run. */
  note(order: number, cell: string, code: string): void;
}

const notShown = (error: unknown): void =>
  console.warn('Epochbook could not show what a kernel has run:', error);

/** The kernel of a notebook as one window after another has it, and as others wait for it or watch it meanwhile. */
export class SharedKernel {
  private readonly cells: SessionCells;
  private readonly other: OtherWindow;

  constructor(
    private readonly host: SharingHost,
    private readonly life: KernelLife,
    private readonly runs: CellRuns,
    private readonly outputs: NotebookOutputs,
    controller: vscode.NotebookController,
  ) {
    this.cells = new SessionCells(outputs, controller);
    this.other = new OtherWindow(() => life.update({ state: 'off' }));
  }

  /** Through which the kernel is waited for, or watched, that another window has. */
  get elsewhere(): KernelClient | undefined {
    return this.other.client;
  }

  /** Another window has the kernel, and this one shows what it does. */
  get watches(): boolean {
    return this.other.watches;
  }

  /** Another window has the kernel: this one waits for it. */
  wait(client: KernelClient): void {
    if (this.life.isBegun || this.host.place().isClosed) {
      client.detach();
      return;
    }
    this.other.wait(client);
    this.life.update({ state: 'elsewhere' });
  }

  /** The kernel that another window has is left to it. */
  leave(): void {
    this.other.leave();
  }

  /** The kernel that another window had has ended. */
  ended(): void {
    if (this.life.status.state === 'elsewhere') this.life.update({ state: 'off' });
  }

  /** The kernel is gone. */
  over(): void {
    this.other.over();
  }

  /**
   * Goes on with a kernel that another window has had: what that has run, and what is at work and waits, is shown here.
   *
   * @param chosen settles when cells of this notebook can run.
   */
  resume(client: KernelClient, session: KernelSession, chosen: Promise<void>): Promise<void> {
    this.other.over();
    return this.show(client, session, chosen);
  }

  /** Shows what the kernel does that another window has, and changes nothing. */
  async watch(chosen: Promise<void>): Promise<void> {
    const { client } = this.other;
    if (!client || this.watches) return;
    const session = await client.watch();
    if (this.other.client !== client) return;
    this.other.watch(client);
    await this.show(client, session, chosen);
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
    if (session.question) this.host.news.ask(client, session.question);
    void this.queueWaiting(client, placeSession(session, this.host.place())).catch(notShown);
    this.life.update({ watching: false });
    return true;
  }

  /** The window that has the kernel has begun a cell. */
  started(client: KernelClient, kept: KeptCell): void {
    const outcome = endOf(client, client.outcome(kept.cell));
    this.noteRun(kept);
    const shown = this.cells.begin(kept, this.host.place()).then(async (cell) => {
      if (cell && this.isOf(client)) await this.addResumed(client, { kept, cell }, outcome);
    });
    shown.catch(notShown);
  }

  /** Another window asks for the kernel: it gets it if nobody sees this one any more. */
  async wanted(client: KernelClient): Promise<void> {
    const answers = await windowAnswers();
    if (client !== this.life.client) return;
    // A kernel that dies needs no answer.
    if (answers) client.stay().catch(() => {});
    else this.lose();
  }

  /** Another window goes on with the kernel. */
  lose(): void {
    const { client } = this.life;
    this.runs.clear();
    this.other.over();
    this.life.letGo({ state: 'elsewhere' });
    client?.detach();
  }

  /** Shows what a kernel has left that ended with nobody attached. */
  async showLeft({ reason, endedAt, session }: LeftBehind, chosen: Promise<void>): Promise<void> {
    const notebook = this.host.place();
    const placed = this.take(session);
    await chosen;
    if (this.life.client || notebook.isClosed) return this.outputs.release();
    const atWork = await persistently(
      () => this.cells.show(placed, notebook),
      () => !this.life.client && !notebook.isClosed,
    );
    const error = kernelError(`${reason} ${variablesLost()}`);
    if (atWork) await this.cells.showUnended(atWork, endedAt, error);
    this.life.letGo({ state: 'lost' });
  }

  private async show(client: KernelClient, session: KernelSession, chosen: Promise<void>): Promise<void> {
    this.life.expect(client);
    const placed = this.take(session);
    this.life.adopt(client, { state: client.info.state, watching: this.watches });
    const { current } = placed;
    // A cell that is run meanwhile waits for it; how it ends is told when its cell can be shown.
    const outcome = current && endOf(client, client.outcome(current.kept.cell));
    await chosen;
    if (this.host.place().isClosed || (this.life.client && this.life.client !== client))
      return this.outputs.release();
    const atWork = await persistently(
      () => this.cells.show(placed, this.host.place()),
      () => this.isOf(client),
    );
    if (atWork && outcome) await this.addResumed(client, atWork, outcome);
    if (!this.watches) await this.queueWaiting(client, placed);
    if (session.question) this.host.news.ask(client, session.question);
    this.life.update({});
  }

  private take(session: KernelSession): PlacedSession {
    const placed = this.cells.take(session, this.host.place());
    for (const kept of session.cells) this.noteRun(kept);
    for (const account of session.tensors ?? []) this.host.news.accounts.set(account.cell, account);
    return placed;
  }

  private noteRun({ cell, order, code }: KeptCell): void {
    this.runs.cells.add(cell);
    this.host.note(order, cell, code);
    this.runs.order = Math.max(this.runs.order, order);
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
      if (this.life.client === client)
        await persistently(
          () => this.runs.add([cell], { queuedAt }),
          () => this.isOf(client) && cell.index >= 0,
        );
  }

  private isOf(client: KernelClient): boolean {
    return this.life.client === client && !this.host.place().isClosed;
  }
}
