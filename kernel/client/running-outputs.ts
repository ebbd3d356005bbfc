import type { Json, MimeBundle, OutputOp } from '../../protocol/index.js';

/** An output that says of a run that it goes on. */
export interface RunningOutput {
  cell: string;
  /** Of the output. */
  id: string;
  data: MimeBundle;
}

/** A run that went on when its kernel ended. */
export interface LostRun {
  /** The cell whose output shows it. */
  cell: string;
  id: string;
  /** For people: "Run 3". */
  name: string;
}

interface RunLike {
  kind?: Json;
  id?: Json;
  name?: Json;
  status?: Json;
  runs?: Json;
}

const PICTURE = /^application\/vnd\.epochbook\./;

/** Those outputs of a kernel that show runs as running: they are wrong as soon as it is gone. */
export class RunningOutputs {
  private readonly outputs = new Map<string, RunningOutput>();

  hear(cell: string, op: OutputOp): void {
    if (op.kind === 'remove') this.outputs.delete(op.id);
    if (op.kind !== 'display' && op.kind !== 'update') return;
    const { id, data } = op;
    if (payloadsOf(data).some((payload) => runningIn(payload).length > 0))
      this.outputs.set(id, { cell: this.outputs.get(id)?.cell ?? cell, id, data });
    else this.outputs.delete(id);
  }

  all(): RunningOutput[] {
    return [...this.outputs.values()];
  }

  /** The runs themselves, each once. */
  runs(): LostRun[] {
    const runs = new Map<string, LostRun>();
    for (const { cell, data } of this.outputs.values())
      for (const { id, name } of payloadsOf(data).flatMap(runningIn))
        if (typeof id === 'string' && !runs.has(id)) runs.set(id, { cell, id, name: String(name) });
    return [...runs.values()];
  }
}

const payloadsOf = (data: MimeBundle): RunLike[] =>
  Object.entries(data)
    .filter(([mime, value]) => PICTURE.test(mime) && typeof value === 'object' && value !== null)
    .map(([, value]) => value as RunLike);

/** The run of a payload, or those of a table of runs, that go on. */
function runningIn(payload: RunLike): RunLike[] {
  const { runs } = payload;
  const all = Array.isArray(runs) ? (runs as RunLike[]) : [payload];
  return all.filter(({ status }) => status === 'running');
}
