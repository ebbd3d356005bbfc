import type { MimeBundle, OutputOp, RunDelta } from '../../protocol/index.js';
import { type ShownRun, shownAsRunning } from '../shown-runs.js';

/** An output that says of a run that it goes on. */
export interface RunningOutput {
  cell: string;
  /** Of the output. */
  id: string;
  data: MimeBundle;
}

/** A run that went on when its kernel ended. */
export interface LostRun extends ShownRun {
  /** The cell whose output shows it. */
  cell: string;
}

/** Those outputs of a kernel that show runs as running: they are wrong as soon as it is gone. */
export class RunningOutputs {
  private readonly outputs = new Map<string, RunningOutput>();
  private readonly ended = new Set<string>();

  hear(cell: string, op: OutputOp): void {
    if (op.kind === 'remove') this.outputs.delete(op.id);
    if (op.kind !== 'display' && op.kind !== 'update') return;
    const { id, data } = op;
    if (shownAsRunning(data).length > 0)
      this.outputs.set(id, { cell: this.outputs.get(id)?.cell ?? cell, id, data });
    else this.outputs.delete(id);
  }

  /** A run that has ended is not lost with its kernel, though a picture that was made before its end shows it at work. */
  hearDelta({ run, status }: RunDelta): void {
    if (status !== 'running') this.ended.add(run);
  }

  all(): RunningOutput[] {
    return [...this.outputs.values()].filter(({ data }) => this.lostIn(data).length > 0);
  }

  /** The runs themselves, each once. */
  runs(): LostRun[] {
    const runs = new Map<string, LostRun>();
    for (const { cell, data } of this.outputs.values())
      for (const run of this.lostIn(data)) if (!runs.has(run.id)) runs.set(run.id, { cell, ...run });
    return [...runs.values()];
  }

  private lostIn(data: MimeBundle): ShownRun[] {
    return shownAsRunning(data).filter(({ id }) => !this.ended.has(id));
  }
}
