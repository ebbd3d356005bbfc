import type { ExecuteParams, ExecuteResult, KeptCell, OutputOp } from '../../protocol/index.js';
import { lastOfOverwritten } from '../output/overwritten.js';

/** Of the outputs of cells that have ended, as much is kept; those of the oldest go first. */
const MOST_CHARACTERS = 64 * 2 ** 20;

/**
 * The latest run of each cell with its outputs as they are now, for a client that comes back. It is no log: what was printed
 * over is gone, and a picture is there once.
 */
export class KeptCells {
  /** In the order of their runs. */
  private readonly cells = new Map<string, KeptCell>();
  private readonly sizes = new Map<string, number>();

  constructor(private readonly most = MOST_CHARACTERS) {}

  begin({ cell, order, code, notebook, startedAt = Date.now() }: ExecuteParams): KeptCell {
    this.forget(cell);
    const kept = { cell, order, code, ...(notebook && { at: notebook.at }), startedAt, outputs: [] };
    this.cells.set(cell, kept);
    return kept;
  }

  hear(cell: string, op: OutputOp): void {
    if (op.kind === 'update' || op.kind === 'remove') {
      this.change(op);
      return;
    }
    const outputs = this.cells.get(cell)?.outputs;
    if (!outputs) return;
    const last = outputs.at(-1);
    if (op.kind !== 'stream') outputs.push({ ...op });
    else if (last?.kind === 'stream' && last.name === op.name) last.text = withMore(last.text, op.text);
    else outputs.push({ ...op, text: lastOfOverwritten(op.text) });
  }

  end(cell: string, result: ExecuteResult): void {
    const kept = this.cells.get(cell);
    if (!kept) return;
    kept.endedAt = Date.now();
    kept.result = result;
    this.sizes.set(cell, JSON.stringify(kept.outputs).length);
    let size = [...this.sizes.values()].reduce((sum, each) => sum + each, 0);
    for (const [oldest, its] of this.sizes) {
      if (size <= this.most || oldest === cell) break;
      this.forget(oldest);
      size -= its;
    }
  }

  /** The student has cleared its outputs, or it is run anew. */
  forget(cell: string): void {
    this.cells.delete(cell);
    this.sizes.delete(cell);
  }

  all(): KeptCell[] {
    return [...this.cells.values()];
  }

  /** A display belongs to the cell that made it, whichever cell changes it. */
  private change(op: OutputOp & { kind: 'update' | 'remove' }): void {
    for (const kept of this.cells.values()) {
      const at = kept.outputs.findIndex((other) => other.kind === 'display' && other.id === op.id);
      const output = kept.outputs[at];
      if (output?.kind !== 'display') continue;
      if (op.kind === 'remove') kept.outputs.splice(at, 1);
      else {
        output.data = op.data;
        if (op.alt !== undefined) output.alt = op.alt;
      }
      return;
    }
  }
}

/** Lines before the last one stay as they are. */
function withMore(text: string, more: string): string {
  const line = text.lastIndexOf('\n') + 1;
  return text.slice(0, line) + lastOfOverwritten(text.slice(line) + more);
}
