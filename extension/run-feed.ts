import * as vscode from 'vscode';
import type { FromRenderer, ToRenderer } from '../protocol/renderer.js';
import type { RunDelta } from '../protocol/training.js';
import { DeltaQueue } from './delta-queue.js';
import { folderOf } from './kernels/launch-options.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/**
 * What the live pictures of one page hear of the runs of a notebook: a picture that attaches gets the whole state, then what is
 * new.
 */
export class RunFeed {
  private readonly runs = new Map<string, DeltaQueue>();

  /** @param post settles when the page has taken the message; its answer only tells whether the page still exists. */
  constructor(
    private readonly kernels: NotebookKernels,
    private readonly notebook: vscode.NotebookDocument,
    private readonly post: (message: ToRenderer) => Thenable<boolean>,
  ) {}

  /** Takes what a picture says; what is not for a feed passes by. */
  receive(message: FromRenderer): void {
    const { run } = message;
    if (message.type === 'attach') this.attach(run);
    else if (message.type === 'detach') this.runs.delete(run);
    else if (message.type === 'stop') void this.stop(run);
    else if (message.type === 'layers') void this.sendLayers(run);
  }

  attach(run: string): void {
    if (!this.runs.has(run))
      this.runs.set(
        run,
        new DeltaQueue(
          (message) => this.post(message),
          () => this.sendState(run),
        ),
      );
    void this.sendState(run);
  }

  /** Passes on what is new of a run that is attached. */
  send(delta: RunDelta): void {
    this.runs.get(delta.run)?.add(delta);
  }

  /** Where nobody could be asked to stop, the picture hears what became of the run. */
  private async stop(run: string): Promise<void> {
    const answer = await this.kernels
      .get(this.notebook)
      ?.stopRun(run)
      .catch(() => undefined);
    if (answer?.accepted) return;
    if (await this.isElsewhere(run))
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This run goes on in another window. Stop it there.'),
      );
    else await this.sendState(run);
  }

  /** Whether a kernel trains this run that is not ours. */
  private async isElsewhere(run: string): Promise<boolean> {
    const { goesOn } = await import('../kernel/client/index.js');
    return goesOn(folderOf(this.notebook), run);
  }

  private async sendState(run: string): Promise<void> {
    const state = await this.kernels
      .get(this.notebook)
      ?.runState(run)
      .catch(() => null);
    if (!state && (await this.isElsewhere(run))) return;
    await this.post({ type: 'state', run, seq: state?.seq ?? 0, payload: state?.payload ?? null });
  }

  private async sendLayers(run: string): Promise<void> {
    const layers = await this.kernels
      .get(this.notebook)
      ?.layers(run)
      .catch(() => null);
    void this.post({ type: 'layers', run, layers: layers ?? null });
  }
}
